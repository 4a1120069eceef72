import Contract
import OrderedCollections
import Secrets
import Storage

/// A new password for an existing user, checked against the connection's policy.
public struct PasswordChange: Sendable {
    let hash: String?
    let history: Int

    /// No change.
    public static let none = PasswordChange(hash: nil, history: 0)
}

extension PasswordChange {
    /// The stored form of a pending change, with the hash and without the password.
    var json: JSON { ["hash": hash.map(JSON.string) ?? .null, "history": .integer(Int64(history))] }

    init?(json: JSON) {
        guard let hash = json["hash"]?.string else { return nil }
        self.init(hash: hash, history: json["history"]?.integer ?? 0)
    }
}

/// The requirements for a new password of a user.
public struct PasswordDemand: Sendable {
    public let policy: PasswordPolicy
    private let personal: [String]
    private let earlier: [String]

    fileprivate init(_ policy: PasswordPolicy, personal: [String], earlier: [String]) {
        self.policy = policy
        self.personal = personal
        self.earlier = earlier
    }

    /// Checks and hashes a password.
    /// - Throws: `APIError` with status 400 if the password does not satisfy the policy.
    public func accept(_ password: String, with passwords: PasswordHasher) async throws -> PasswordChange {
        try policy.check(password, personal: personal)
        for hash in earlier where try await Self.is(password, hash, passwords) { throw PasswordPolicy.usedBefore }
        return PasswordChange(hash: try await passwords.hash(password), history: policy.historySize)
    }

    /// Whether a password matches a hash, which may be imported from another system.
    private static func `is`(_ password: String, _ hash: String, _ passwords: PasswordHasher) async throws -> Bool {
        guard hash.hasPrefix("{") else { return try await passwords.verify(password, hash: hash) }
        return try ImportedPasswordHash(try JSON(parsing: hash)).verify(password)
    }
}

extension Transaction {
    /// Returns the requirements for a new password of an identity.
    /// - Throws: `APIError` with status 400 if the identity has no password.
    public func passwordDemand(of user: UserDocument, _ identity: IdentityRow) throws -> PasswordDemand {
        guard let connection = try connection(named: identity.connection), connection.strategy == "auth0" else {
            throw APIError.badRequest("Cannot update password for non-database user", code: "operation_not_supported")
        }
        let policy = PasswordPolicy(options: connection.options)
        return PasswordDemand(
            policy, personal: user.personal, earlier: try passwords(of: identity, history: policy.historySize))
    }

    /// Replaces the password and ends the user's sessions, which someone who knew the previous password may have begun.
    /// The caller must update the user's document.
    public func change(
        _ password: PasswordChange, of identity: IdentityRow, in user: inout UserDocument, at now: Timestamp
    ) throws {
        guard let hash = password.hash else { return }
        user.members["last_password_reset"] = .string(now.description)
        try replacePassword(of: identity, with: hash, keeping: password.history)
        try endSessions(of: user.id, because: .passwordChange, at: now)
    }
}
