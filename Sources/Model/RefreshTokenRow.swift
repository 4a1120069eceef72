import Contract
import Storage

/// A refresh token. If it rotates, its secret changes with each exchange while its identifier stays.
public struct RefreshTokenRow: Hashable, Sendable {
    /// The access that the token grants.
    public struct Access: Hashable, Sendable {
        /// The API's identifier.
        public let audience: String
        /// The scopes, separated by spaces.
        public let scopes: String

        public init(audience: String, scopes: String) {
            self.audience = audience
            self.scopes = scopes
        }
    }

    public let id: RefreshTokenID
    public let userID: UserID
    public let clientID: ClientID
    /// The session in which it was issued, which may have ended.
    public let sessionID: SessionID?
    /// Whether each exchange creates a new secret.
    public let isRotating: Bool
    public let createdAt: Timestamp
    public var lastExchangedAt: Timestamp?
    /// The time at which it ends unless it is exchanged; `nil` if it has no idle lifetime.
    public var idleExpiresAt: Timestamp?
    /// The time at which it ends at the latest; `nil` if its lifetime is unlimited.
    public var expiresAt: Timestamp?
    public var access: [Access] = []
    public var device: DeviceTrace
    /// The tenant's own metadata.
    public var metadata: JSONObject?
    /// The context of the login for the next tokens, such as the organization; never sent.
    public var context: JSONObject = [:]

    /// Creates a token that is issued now.
    /// - Parameters:
    ///   - id: 24 hexadecimal digits (`RandomSource.objectIdentifier(at:)`).
    ///   - idleLifetime: the idle lifetime; `nil` if it is unlimited.
    ///   - lifetime: the absolute lifetime; `nil` if it is unlimited.
    public init(
        id: RefreshTokenID, of user: UserID, for client: ClientID, in session: SessionID?, isRotating: Bool,
        at now: Timestamp, idleLifetime: Duration?, lifetime: Duration?, device: DeviceTrace
    ) {
        self.id = id
        userID = user
        clientID = client
        sessionID = session
        self.isRotating = isRotating
        createdAt = now
        expiresAt = lifetime.map { now + $0 }
        idleExpiresAt = idleLifetime.map { now + $0 }
        self.device = device
    }

    public func isLive(at now: Timestamp) -> Bool {
        [expiresAt, idleExpiresAt].allSatisfy { $0.map { now < $0 } ?? true }
    }
}

extension RefreshTokenRow {
    /// Reads the columns of the table.
    public init(row: Row) throws {
        let document: JSON = try row["document"]
        id = try row["id"]
        userID = try row["user_id"]
        clientID = try row["client_id"]
        sessionID = try row["session_id"]
        isRotating = try row["rotating"]
        createdAt = try row["created_at"]
        lastExchangedAt = try row["last_exchanged_at"]
        idleExpiresAt = try row["idle_expires_at"]
        expiresAt = try row["expires_at"]
        device = DeviceTrace(document["device"])
        access = (document["resource_servers"]?.array ?? []).map {
            Access(audience: $0["audience"]?.string ?? "", scopes: $0["scopes"]?.string ?? "")
        }
        metadata = document["refresh_token_metadata"]?.object
        context = document["context"]?.object ?? [:]
    }

    private var resourceServers: JSON {
        .array(access.map { ["audience": .string($0.audience), "scopes": .string($0.scopes)] })
    }

    /// The members without a column of their own.
    var document: JSON {
        var members: JSONObject = [
            "device": device.json, "resource_servers": resourceServers, "context": .object(context),
        ]
        if let metadata { members["refresh_token_metadata"] = .object(metadata) }
        return .object(members)
    }

    /// The form in responses.
    public var json: JSON {
        func moment(_ timestamp: Timestamp?) -> JSON { timestamp.map { .string("\($0)") } ?? .null }
        var members: JSONObject = [
            "id": .string(id.value), "user_id": .string(userID.value), "created_at": moment(createdAt),
            "idle_expires_at": moment(idleExpiresAt), "expires_at": moment(expiresAt), "device": device.json,
            "client_id": .string(clientID.value), "session_id": sessionID.map { .string($0.value) } ?? .null,
            "rotating": .bool(isRotating), "resource_servers": resourceServers,
        ]
        if let lastExchangedAt { members["last_exchanged_at"] = moment(lastExchangedAt) }
        if let metadata { members["refresh_token_metadata"] = .object(metadata) }
        return .object(members)
    }
}

/// A selection of refresh tokens, which must satisfy all given criteria.
public struct RefreshTokenSelection: Sendable {
    public var ids: [RefreshTokenID]?
    public var user: UserID?
    public var client: ClientID?
    public var session: SessionID?
    /// An API that the tokens grant access to.
    public var audience: String?

    public init(
        ids: [RefreshTokenID]? = nil, user: UserID? = nil, client: ClientID? = nil, session: SessionID? = nil,
        audience: String? = nil
    ) {
        self.ids = ids
        self.user = user
        self.client = client
        self.session = session
        self.audience = audience
    }

    /// The SQL condition without the audience, which has no column. It begins with `AND` unless it is empty.
    public var condition: SQL {
        var sql: SQL = ""
        if let ids { sql = sql + " AND id IN \(list: ids)" }
        if let user { sql = sql + " AND user_id = \(user)" }
        if let client { sql = sql + " AND client_id = \(client)" }
        if let session { sql = sql + " AND session_id = \(session)" }
        return sql
    }
}

extension Transaction {
    /// Returns a refresh token by its identifier, unless it has ended.
    public func refreshToken(_ id: RefreshTokenID, liveAt now: Timestamp) throws -> RefreshTokenRow? {
        let row = try row(
            """
            SELECT * FROM refresh_tokens WHERE tenant = \(tenant) AND id = \(id)
            AND \(SQL.isLive(at: now))\(.forUpdate)
            """)
        return try row.map(RefreshTokenRow.init(row:))
    }

    /// Updates a refresh token.
    public func update(_ token: RefreshTokenRow) throws {
        try execute(
            """
            UPDATE refresh_tokens SET last_exchanged_at = \(token.lastExchangedAt),
                idle_expires_at = \(token.idleExpiresAt), expires_at = \(token.expiresAt), document = \(token.document)
            WHERE tenant = \(tenant) AND id = \(token.id)
            """)
    }

    /// Revokes refresh tokens with all their secrets.
    public func revokeRefreshTokens(_ selection: RefreshTokenSelection) throws {
        var selection = selection
        if let audience = selection.audience {
            let rows = try rows("SELECT * FROM refresh_tokens WHERE tenant = \(tenant) \(selection.condition)")
            let tokens = try rows.map(RefreshTokenRow.init(row:))
            selection.ids = tokens.filter { $0.access.contains { $0.audience == audience } }.map(\.id)
        }
        try execute("DELETE FROM refresh_tokens WHERE tenant = \(tenant) \(selection.condition)")
    }

    /// Deletes refresh tokens that have ended.
    public func deleteEndedRefreshTokens(at now: Timestamp) throws {
        try execute("DELETE FROM refresh_tokens WHERE tenant = \(tenant) AND NOT \(SQL.isLive(at: now))")
    }
}

extension Transaction {
    /// Revokes a user's consent to an application's use of an API, and all refresh tokens that depend on it.
    public func endGrant(by user: UserID, to client: ClientID, audience: String) throws {
        try revokeRefreshTokens(RefreshTokenSelection(user: user, client: client, audience: audience))
        try execute(
            """
            DELETE FROM grants
            WHERE tenant = \(tenant) AND user_id = \(user) AND client_id = \(client) AND audience = \(audience)
            """)
    }
}
