import Contract
import OrderedCollections
import Secrets
import Storage

/// A new password for a user that is there, checked against the connection's policy.
public struct PasswordChange: Sendable {
    let hash: String?
    let history: Int

    /// Nothing changes.
    public static let none = PasswordChange(hash: nil, history: 0)
}

extension PasswordChange {
    /// What is kept until the password changes: the hash, and never the password.
    var json: JSON { ["hash": hash.map(JSON.string) ?? .null, "history": .integer(Int64(history))] }

    init?(json: JSON) {
        guard let hash = json["hash"]?.string else { return nil }
        self.init(hash: hash, history: json["history"]?.integer ?? 0)
    }
}

/// What a new password of a user is held against.
public struct PasswordDemand: Sendable {
    public let policy: PasswordPolicy
    private let personal: [String]
    private let earlier: [String]

    fileprivate init(_ policy: PasswordPolicy, personal: [String], earlier: [String]) {
        self.policy = policy
        self.personal = personal
        self.earlier = earlier
    }

    /// - Throws: `APIError`, 400, where the connection wants a better password.
    public func accept(_ password: String, with passwords: PasswordHasher) async throws -> PasswordChange {
        try policy.check(password, personal: personal)
        for hash in earlier where try await Self.is(password, hash, passwords) { throw PasswordPolicy.usedBefore }
        return PasswordChange(hash: try await passwords.hash(password), history: policy.historySize)
    }

    /// Whether a password has a hash, be it one that came from another system.
    private static func `is`(_ password: String, _ hash: String, _ passwords: PasswordHasher) async throws -> Bool {
        guard hash.hasPrefix("{") else { return try await passwords.verify(password, hash: hash) }
        return try ImportedPasswordHash(try JSON(parsing: hash)).verify(password)
    }
}

extension Transaction {
    /// What a new password of a user's identity is held against.
    /// - Throws: `APIError`, 400, where the identity has none.
    public func passwordDemand(of user: UserDocument, _ identity: IdentityRow) throws -> PasswordDemand {
        guard let connection = try connection(named: identity.connection), connection.strategy == "auth0" else {
            throw APIError.badRequest("Cannot update password for non-database user", code: "operation_not_supported")
        }
        let policy = PasswordPolicy(options: connection.options)
        return PasswordDemand(
            policy, personal: user.personal, earlier: try passwords(of: identity, history: policy.historySize))
    }

    /// Puts the new password in place of the one before, and ends the sessions that began with that: whoever knew it may
    /// have some of them. The user's document is the caller's to write.
    public func change(
        _ password: PasswordChange, of identity: IdentityRow, in user: inout UserDocument, at now: Timestamp
    ) throws {
        guard let hash = password.hash else { return }
        user.members["last_password_reset"] = .string(now.description)
        try replacePassword(of: identity, with: hash, keeping: password.history)
        try endSessions(of: user.id, because: .passwordChange, at: now)
    }
}
