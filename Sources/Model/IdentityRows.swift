import Contract
import OrderedCollections
import Storage

/// An identity of a user, with its connection.
public struct IdentityRow: Sendable {
    public let provider: String
    /// The user's identifier at the provider.
    public let id: String
    /// The user that the identity belongs to.
    public let userID: UserID
    /// The position among the user's identities.
    public let position: Int
    public let connectionID: String
    /// The connection's name.
    public let connection: String
    /// Secret.
    public let passwordHash: String?

    /// Whether the identity determines the user's own profile and identifier.
    public var isMain: Bool { position == 0 }

    /// Creates the identity of a new user.
    fileprivate init(of creation: UserCreation) {
        provider = creation.connection.strategy
        id = creation.identity
        userID = creation.document.id
        position = 0
        connectionID = creation.connection.id
        connection = creation.connection.name
        passwordHash = nil
    }

    /// Reads the columns of identities and the connection's name.
    init(row: Row) throws {
        provider = try row["provider"]
        id = try row["id"]
        userID = try row["user_id"]
        position = try row["position"]
        connectionID = try row["connection_id"]
        connection = try row["name"]
        passwordHash = try row["password_hash"]
    }
}

extension Transaction {
    /// Returns a user's identities, beginning with the main one.
    public func identities(of user: UserID) throws -> [IdentityRow] {
        try rows(identities("i.user_id = \(user) ORDER BY i.position")).map(IdentityRow.init(row:))
    }

    /// Returns an identity of any user.
    public func identity(_ provider: String, _ id: String) throws -> IdentityRow? {
        try row(identities("i.provider = \(provider) AND i.id = \(id)")).map(IdentityRow.init(row:))
    }

    /// Returns the identity of a database connection that a login name belongs to.
    public func identity(of connection: ConnectionRow, knownAs name: String) throws -> IdentityRow? {
        let kinds = LoginIdentifiers(options: connection.options)
        let here: SQL = "i.connection_id = \(connection.id)"
        let known: [SQL?] = [
            kinds.email ? "i.email = \(name.lowercased())" : nil,
            kinds.username ? "i.username = \(name.lowercased())" : nil,
            kinds.phoneNumber ? "i.phone_number = \(name)" : nil,
        ]
        for condition in known.compactMap({ $0 }) {
            let row = try row(identities(here + " AND " + condition))
            if let row { return try IdentityRow(row: row) }
        }
        return nil
    }

    private func identities(_ condition: SQL) -> SQL {
        """
        SELECT i.provider, i.id, i.user_id, i.position, i.connection_id, i.password_hash, c.name FROM identities i
        JOIN connections c ON c.tenant = i.tenant AND c.id = i.connection_id
        WHERE i.tenant = \(tenant) AND \(condition)
        """
    }

    /// Removes an identity from a user's document, and moves those after it up. The caller must move or delete its row.
    public func detach(_ identity: IdentityRow, from user: inout UserDocument) throws {
        user.identities.remove(at: identity.position)
        try execute(
            """
            UPDATE identities SET position = position - 1
            WHERE tenant = \(tenant) AND user_id = \(user.id) AND position > \(identity.position)
            """)
    }

    /// Changes the identifiers of an identity.
    /// - Throws: `APIError` with status 400 if another identity has one of them.
    public func update(_ identity: IdentityRow, with identifiers: UserIdentifiers) throws {
        try requireFree(identifiers, in: identity.connectionID, for: identity)
        try execute(
            """
            UPDATE identities SET email = \(identifiers.email), username = \(identifiers.username),
                phone_number = \(identifiers.phoneNumber)
            WHERE tenant = \(tenant) AND provider = \(identity.provider) AND id = \(identity.id)
            """)
    }

    /// Replaces a password.
    /// - Parameter history: the number of previous passwords to keep.
    public func replacePassword(of identity: IdentityRow, with hash: String, keeping history: Int) throws {
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

    /// Returns the hashes of an identity's password and of the previous ones.
    /// - Parameter history: the number of previous passwords to return; 0 returns none at all.
    public func passwords(of identity: IdentityRow, history: Int) throws -> [String] {
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

extension UserDocument {
    /// Applies changes to the profile of a linked identity, and returns the profile.
    public mutating func apply(_ changes: JSONObject, toProfileOf identity: IdentityRow) -> JSONObject {
        guard identities.indices.contains(identity.position) else { return [:] }
        var profile = UserDocument(id: id, members: identities[identity.position]["profileData"]?.object ?? [:])
        for name in ["email", "email_verified", "username", "phone_number", "phone_verified"] {
            if let value = changes[name] { profile.apply([name: value]) }
        }
        identities[identity.position]["profileData"] = profile.json
        return profile.members
    }
}

extension Transaction {
    /// Returns the identity with an email address in a connection.
    public func identity(ofEmail email: String, in connection: String) throws -> IdentityRow? {
        try row(identities("i.connection_id = \(connection) AND i.email = \(email.lowercased())"))
            .map(IdentityRow.init(row:))
    }

    /// Returns the identity with a phone number in a connection.
    public func identity(ofPhone number: String, in connection: String) throws -> IdentityRow? {
        try row(identities("i.connection_id = \(connection) AND i.phone_number = \(number)"))
            .map(IdentityRow.init(row:))
    }
}

extension UserDocument {
    /// Returns the email address of one of the user's identities.
    public func email(of identity: IdentityRow) -> String? {
        if identity.isMain { return email }
        guard identities.indices.contains(identity.position) else { return nil }
        return identities[identity.position]["profileData"]?["email"]?.string
    }
}

extension UserCreation {
    /// The identity of the new user.
    public var identityRow: IdentityRow { IdentityRow(of: self) }
}
