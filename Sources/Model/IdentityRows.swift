import Contract
import OrderedCollections
import Storage

/// One way in which a user logs in, with the connection that it is of.
public struct IdentityRow: Sendable {
    public let provider: String
    /// The user's identifier there.
    public let id: String
    /// Whose it is.
    public let userID: UserID
    /// The place among the user's identities.
    public let position: Int
    public let connectionID: String
    /// The connection's name.
    public let connection: String
    /// Secret.
    public let passwordHash: String?

    /// Whether the user's own profile and identifier come from it.
    public var isMain: Bool { position == 0 }

    /// The identity that a new user has.
    fileprivate init(of creation: UserCreation) {
        provider = creation.connection.strategy
        id = creation.identity
        userID = creation.document.id
        position = 0
        connectionID = creation.connection.id
        connection = creation.connection.name
        passwordHash = nil
    }

    /// Reads the columns of identities, and the name of the connection.
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
    /// A user's identities, the main one first.
    public func identities(of user: UserID) throws -> [IdentityRow] {
        try rows(identities("i.user_id = \(user) ORDER BY i.position")).map(IdentityRow.init(row:))
    }

    /// An identity of whatever user, if there is such.
    public func identity(_ provider: String, _ id: String) throws -> IdentityRow? {
        try row(identities("i.provider = \(provider) AND i.id = \(id)")).map(IdentityRow.init(row:))
    }

    /// The identity of a database connection that somebody is known by, if there is such.
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

    /// Takes an identity off a user's document, and has those after it move up. Its row is the caller's to move or
    /// delete.
    public func detach(_ identity: IdentityRow, from user: inout UserDocument) throws {
        user.identities.remove(at: identity.position)
        try execute(
            """
            UPDATE identities SET position = position - 1
            WHERE tenant = \(tenant) AND user_id = \(user.id) AND position > \(identity.position)
            """)
    }

    /// Changes what the identity is found by.
    /// - Throws: `APIError`, 400, where another has it.
    public func update(_ identity: IdentityRow, with identifiers: UserIdentifiers) throws {
        try requireFree(identifiers, in: identity.connectionID, for: identity)
        try execute(
            """
            UPDATE identities SET email = \(identifiers.email), username = \(identifiers.username),
                phone_number = \(identifiers.phoneNumber)
            WHERE tenant = \(tenant) AND provider = \(identity.provider) AND id = \(identity.id)
            """)
    }

    /// Puts a password in place of another, which is kept among the last so many.
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

    /// The hashes of an identity's password and of those before it, as many as there are to be told apart.
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
    /// Applies changes to what a linked identity says of the user, and gives it.
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
    /// The identity that has an e-mail address in a connection, if there is such.
    public func identity(ofEmail email: String, in connection: String) throws -> IdentityRow? {
        try row(identities("i.connection_id = \(connection) AND i.email = \(email.lowercased())"))
            .map(IdentityRow.init(row:))
    }

    /// The identity that has a phone number in a connection, if there is such.
    public func identity(ofPhone number: String, in connection: String) throws -> IdentityRow? {
        try row(identities("i.connection_id = \(connection) AND i.phone_number = \(number)"))
            .map(IdentityRow.init(row:))
    }
}

extension UserDocument {
    /// The address that an identity of the user has.
    public func email(of identity: IdentityRow) -> String? {
        if identity.isMain { return email }
        guard identities.indices.contains(identity.position) else { return nil }
        return identities[identity.position]["profileData"]?["email"]?.string
    }
}

extension UserCreation {
    /// The user's one identity.
    public var identityRow: IdentityRow { IdentityRow(of: self) }
}
