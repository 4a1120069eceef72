import Contract
import Model
import OrderedCollections
import PeopleAPI
import Secrets
import Storage

/// The import of one user.
struct UserImport: Sendable {
    let imported: ImportedUser
    let creation: UserCreation
    let factors: [AuthenticationMethodRow]

    /// - Parameters:
    ///   - identifier: The identifier of the user if none is given.
    ///   - now: The start time of the job.
    /// - Throws: `JobError.Problem` or `APIError` if the user is invalid.
    init(
        _ given: JSON, into connection: ConnectionRow, identifier: String, random: any RandomSource, now: Timestamp
    ) throws {
        imported = try ImportedUser(given)
        var profile = imported.profile
        if profile["user_id"] == nil { profile["user_id"] = .string(identifier) }
        creation = try UserCreation(profile: profile, in: connection, needsPassword: false, random: random, now: now)
        let user = creation.document.id
        factors = imported.factors.compactMap { Self.method($0, of: user, random: random, now: now) }
    }

    /// Returns a second factor that the user confirmed elsewhere and need not confirm again.
    private static func method(
        _ factor: JSON, of user: UserID, random: any RandomSource, now: Timestamp
    ) -> AuthenticationMethodRow? {
        let device = "dev_\(random.base62(16))"
        func row(_ type: String, secret: String? = nil, _ members: JSONObject = [:]) -> AuthenticationMethodRow {
            AuthenticationMethodRow(device: device, of: user, type: type, at: now, secret: secret, members: members)
        }
        if let secret = factor["totp"]?["secret"]?.string { return row("totp", secret: secret) }
        if let number = factor["phone"]?["value"] {
            return row("phone", ["phone_number": number, "preferred_authentication_method": "sms"])
        }
        return factor["email"]?["value"].map { row("email", ["email": $0]) }
    }

    /// Inserts the user, or updates the user with the same email address.
    /// - Returns: Whether the user was inserted.
    /// - Throws: `JobError.Problem` if the user is rejected.
    func write(in transaction: Transaction, upsert: Bool) throws -> Bool {
        do {
            if upsert, let known = try known(in: transaction) {
                try change(known, in: transaction)
                return false
            }
            try creation.insert(into: transaction, passwordHash: imported.passwordHash)
            for factor in factors { try transaction.insert(factor) }
            return true
        } catch let error as APIError {
            throw JobError.Problem(error)
        }
    }

    private func known(in transaction: Transaction) throws -> UserID? {
        guard let email = creation.document.email else { return nil }
        return try transaction.row(
            """
            SELECT user_id FROM identities
            WHERE tenant = \(transaction.tenant) AND connection_id = \(creation.connection.id) AND email = \(email)
            """)?["user_id"]
    }

    private func change(_ id: UserID, in transaction: Transaction) throws {
        var user = try transaction.user(id)
        let now = creation.document.members["updated_at"]
        // A user with the job's own timestamp comes from the same file.
        if user.members["updated_at"] == now { throw APIError.userExists }
        let given = imported.given.object ?? [:]
        user.apply(given.filter { ImportedUser.changeable.contains($0.key) })
        user.members["updated_at"] = now
        try transaction.update(user)
        guard given["custom_password_hash"] != nil, let hash = imported.passwordHash else { return }
        // A password that has since been verified here is kept.
        try transaction.execute(
            """
            UPDATE identities SET password_hash = \(hash)
            WHERE tenant = \(transaction.tenant) AND user_id = \(id) AND connection_id = \(creation.connection.id)
            AND (password_hash IS NULL OR password_hash LIKE '{%')
            """)
    }
}
