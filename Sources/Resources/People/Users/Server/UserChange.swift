import Contract
import Model
import OrderedCollections
import PeopleAPI
import Secrets
import Serving
import Storage

/// A change of a user, of which some goes to the profile and some to an identity.
struct UserChange: Sendable {
    let members: JSONObject
    let connection: String?
    let now: Timestamp

    /// What belongs to an identity, and can only change one at a time.
    private static let identifying = ["email", "username", "phone_number", "password"]

    /// - Throws: `APIError`, 400, where the change asks for what cannot be done at once.
    init(_ members: JSONObject, now: Timestamp) throws {
        self.members = members
        self.now = now
        connection = members["connection"]?.string
        guard !members.isEmpty else {
            throw APIError.invalidBody("Payload validation error: 'Too few properties defined (0), minimum 1'.")
        }
        let changed = Self.identifying.filter { members[$0] != nil && members[$0]?.isNull == false }
        if changed.count > 1 {
            throw APIError.badRequest(
                "Cannot update \(changed[0]) and \(changed[1]) simultaneously", code: "operation_not_supported")
        }
        if changed.contains("password"), members["email_verified"] != nil {
            throw APIError.badRequest(
                "Cannot update password and email_verified simultaneously", code: "operation_not_supported")
        }
    }

    var password: String? { members["password"]?.string }

    /// Whether a row beside the profile changes.
    var concernsIdentity: Bool { Self.identifying.contains { members[$0] != nil } }

    /// Applies the change.
    /// - Parameter passwordHash: of the new password.
    func apply(to id: UserID, passwordHash: String?, history: Int, in transaction: Transaction) throws -> UserDocument {
        var user = try transaction.user(id)
        let identity = try identity(of: user, in: transaction)
        user.apply(members)
        if members["email"] != nil, members["email_verified"] == nil { user.members["email_verified"] = false }
        user.members["updated_at"] = .string(now.description)
        if let passwordHash {
            user.members["last_password_reset"] = .string(now.description)
            try transaction.replacePassword(of: identity, with: passwordHash, keeping: history)
        }
        if concernsIdentity { try transaction.update(identity, with: UserIdentifiers(user), of: id) }
        try transaction.update(user)
        return user
    }

    /// The identity that is meant: the connection's, or the first.
    func identity(of user: UserDocument, in transaction: Transaction) throws -> IdentityRow {
        let identities = try transaction.identities(of: user.id)
        let meant = connection.map { name in identities.first { $0.connection == name } } ?? identities.first
        guard let meant else {
            throw APIError.badRequest(
                "The user does not have an identity in the connection", code: "inexistent_connection")
        }
        return meant
    }
}

/// One way in which a user logs in, with the connection that it is of.
struct IdentityRow: Sendable {
    let provider: String
    let id: String
    let connectionID: String
    let connection: String
    let passwordHash: String?
}

extension Transaction {
    func identities(of user: UserID) throws -> [IdentityRow] {
        try rows(
            """
            SELECT i.provider, i.id, i.connection_id, i.password_hash, c.name FROM identities i
            JOIN connections c ON c.tenant = i.tenant AND c.id = i.connection_id
            WHERE i.tenant = \(tenant) AND i.user_id = \(user) ORDER BY i.position
            """
        ).map {
            IdentityRow(
                provider: try $0["provider"], id: try $0["id"], connectionID: try $0["connection_id"],
                connection: try $0["name"], passwordHash: try $0["password_hash"])
        }
    }

    func update(_ identity: IdentityRow, with identifiers: UserIdentifiers, of user: UserID) throws {
        try requireFree(identifiers, in: identity.connectionID, for: user)
        try execute(
            """
            UPDATE identities SET email = \(identifiers.email), username = \(identifiers.username),
                phone_number = \(identifiers.phoneNumber)
            WHERE tenant = \(tenant) AND provider = \(identity.provider) AND id = \(identity.id)
            """)
    }

    /// Puts a password in place of another, which is kept among the last so many.
    func replacePassword(of identity: IdentityRow, with hash: String, keeping history: Int) throws {
        let mine: SQL = "tenant = \(tenant) AND provider = \(identity.provider) AND id = \(identity.id)"
        if history > 0, let before = identity.passwordHash {
            let last: Int =
                try row("SELECT COALESCE(MAX(position), 0) AS last FROM password_history WHERE \(mine)")?["last"] ?? 0
            try insert(
                into: "password_history",
                ["provider": identity.provider, "id": identity.id, "position": last + 1, "password_hash": before])
            try execute("DELETE FROM password_history WHERE \(mine) AND position <= \(last + 1 - history)")
        }
        try execute("UPDATE identities SET password_hash = \(hash) WHERE \(mine)")
    }

    /// The hashes of an identity's password and of those before it, as many as there are to be told apart.
    func passwords(of identity: IdentityRow, history: Int) throws -> [String] {
        guard history > 0 else { return [] }
        let earlier: [String] = try rows(
            """
            SELECT password_hash FROM password_history
            WHERE tenant = \(tenant) AND provider = \(identity.provider) AND id = \(identity.id)
            ORDER BY position DESC LIMIT \(history)
            """
        ).map { try $0["password_hash"] }
        return [identity.passwordHash].compactMap { $0 } + earlier
    }
}
