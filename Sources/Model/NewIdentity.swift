import Contract
import Storage

/// The identity of a new user.
public struct NewIdentity: Sendable {
    let provider: String
    /// The user's identifier at the provider.
    let id: String
    let connectionID: String
    let identifiers: UserIdentifiers
    private let userID: UserID
    /// Secret.
    private let passwordHash: String?

    init(of creation: UserCreation, passwordHash: String?) {
        provider = creation.connection.strategy
        id = creation.identity
        connectionID = creation.connection.id
        identifiers = creation.identifiers
        userID = creation.document.id
        self.passwordHash = passwordHash
    }

    fileprivate static let columns = [
        "tenant", "provider", "id", "user_id", "position", "connection_id", "email", "username", "phone_number",
        "password_hash",
    ]

    fileprivate func row(of tenant: SQLValue) -> [SQLValue] {
        [
            tenant, .text(provider), .text(id), userID.sqlValue, 0.sqlValue, .text(connectionID),
            identifiers.email.sqlValue, identifiers.username.sqlValue, identifiers.phoneNumber.sqlValue,
            passwordHash.sqlValue,
        ]
    }
}

extension Transaction {
    /// Inserts identities of users that already exist.
    /// - Throws: `StorageError.notUnique` if another identity has one of the identifiers.
    public func insert(_ identities: [NewIdentity]) throws {
        try insertAll(into: "identities", NewIdentity.columns, identities.map { $0.row(of: tenant.sqlValue) })
    }
}
