import Contract
import OrderedCollections
import Storage

/// A user's being logged in.
///
/// A login inserts one; whoever meets it again finds it by its identifier or by the secret of a cookie, and touches it.
public struct SessionRow: Hashable, Sendable {
    /// What a user proved who they are with.
    public struct Proof: Hashable, Sendable {
        /// As `pwd`, `federated`, `mfa`, `passkey`.
        public let name: String
        /// Of what kind, where the name does not tell; as `totp`.
        public let type: String?
        public let at: Timestamp

        public init(_ name: String, type: String? = nil, at: Timestamp) {
            self.name = name
            self.type = type
            self.at = at
        }
    }

    public let id: SessionID
    public let userID: UserID
    public let createdAt: Timestamp
    public var updatedAt: Timestamp
    /// When the user last proved who they are.
    public var authenticatedAt: Timestamp
    public var lastInteractedAt: Timestamp
    /// When it ends unless it is used; `nil` where that does not end it.
    public var idleExpiresAt: Timestamp?
    /// When it ends at the latest; `nil` where it does not.
    public var expiresAt: Timestamp?
    public var device: DeviceTrace
    /// The applications that the user logged in to with it.
    public var clients: OrderedSet<ClientID> = []
    public var proofs: [Proof] = []
    /// The name of the connection that the user logged in with; never sent.
    public var connection: String?
    /// Whether the cookie outlives the browser; `nil` where there is no cookie.
    public var isPersistent: Bool?
    /// What the tenant keeps of it.
    public var metadata: JSONObject?

    /// A session that begins now.
    /// - Parameters:
    ///   - id: of 32 letters, digits and signs, that nobody can guess (`RandomSource.token(bytes: 24)`).
    ///   - idleLifetime: how long it lasts unused.
    ///   - lifetime: how long it lasts at most.
    public init(
        id: SessionID, of user: UserID, at now: Timestamp, idleLifetime: Duration?, lifetime: Duration?,
        device: DeviceTrace
    ) {
        self.id = id
        userID = user
        createdAt = now
        updatedAt = now
        authenticatedAt = now
        lastInteractedAt = now
        expiresAt = lifetime.map { now + $0 }
        idleExpiresAt = idleLifetime.map { now + $0 }
        self.device = device
    }

    public func isLive(at now: Timestamp) -> Bool {
        [expiresAt, idleExpiresAt].allSatisfy { $0.map { now < $0 } ?? true }
    }

    /// Notes that it is used.
    /// - Parameter idleLifetime: how long it lasts from now, unless it is used again.
    public mutating func touch(
        at now: Timestamp, by client: ClientID? = nil, from sighting: DeviceTrace.Sighting? = nil,
        idleLifetime: Duration?
    ) {
        updatedAt = now
        lastInteractedAt = now
        idleExpiresAt = idleLifetime.map { now + $0 }
        if let client { clients.append(client) }
        if let sighting { device.last = sighting }
    }
}

extension SessionRow {
    /// Reads the columns of sessions.
    public init(row: Row) throws {
        let document: JSON = try row["document"]
        id = try row["id"]
        userID = try row["user_id"]
        createdAt = try row["created_at"]
        updatedAt = try row["updated_at"]
        authenticatedAt = try row["authenticated_at"]
        lastInteractedAt = try row["last_interacted_at"]
        idleExpiresAt = try row["idle_expires_at"]
        expiresAt = try row["expires_at"]
        device = DeviceTrace(document["device"])
        clients = OrderedSet((document["clients"]?.strings ?? []).map { ClientID($0) })
        proofs = (document["proofs"]?.array ?? []).compactMap(Proof.init)
        connection = document["connection"]?.string
        isPersistent = document["persistent"]?.bool
        metadata = document["session_metadata"]?.object
    }

    /// What has no column.
    var document: JSON {
        var members: JSONObject = [
            "device": device.json, "clients": .array(clients.map { .string($0.value) }),
            "proofs": .array(proofs.map(\.json)),
        ]
        members["connection"] = connection.map(JSON.string)
        if let isPersistent { members["persistent"] = .bool(isPersistent) }
        if let metadata { members["session_metadata"] = .object(metadata) }
        return .object(members)
    }

    /// The form in which it is sent.
    public var json: JSON {
        func moment(_ timestamp: Timestamp?) -> JSON { timestamp.map { .string("\($0)") } ?? .null }
        var members: JSONObject = [
            "id": .string(id.value), "user_id": .string(userID.value), "created_at": moment(createdAt),
            "updated_at": moment(updatedAt), "authenticated_at": moment(authenticatedAt),
            "idle_expires_at": moment(idleExpiresAt), "expires_at": moment(expiresAt),
            "last_interacted_at": moment(lastInteractedAt), "device": device.json,
            "clients": .array(clients.map { ["client_id": .string($0.value)] }),
            "authentication": ["methods": .array(proofs.map(\.sent))],
        ]
        if let isPersistent { members["cookie"] = ["mode": isPersistent ? "persistent" : "non-persistent"] }
        if let metadata { members["session_metadata"] = .object(metadata) }
        return .object(members)
    }
}

extension SessionRow.Proof {
    fileprivate init?(_ json: JSON) {
        guard let name = json["name"]?.string, let at = json["at"]?.string.flatMap(Timestamp.init) else { return nil }
        self.init(name, type: json["type"]?.string, at: at)
    }

    fileprivate var json: JSON { members(moment: "at") }
    fileprivate var sent: JSON { members(moment: "timestamp") }

    private func members(moment: String) -> JSON {
        var members: JSONObject = ["name": .string(name), moment: .string("\(at)")]
        members["type"] = type.map(JSON.string)
        return .object(members)
    }
}

extension Transaction {
    /// Inserts a session.
    /// - Parameter secretDigest: `secretDigest(_:)` of the secret in the cookie; `nil` where there is no cookie.
    public func insert(_ session: SessionRow, secretDigest: String? = nil) throws {
        try insert(
            into: "sessions",
            [
                "id": session.id, "user_id": session.userID, "secret_digest": secretDigest,
                "created_at": session.createdAt, "updated_at": session.updatedAt,
                "authenticated_at": session.authenticatedAt, "last_interacted_at": session.lastInteractedAt,
                "idle_expires_at": session.idleExpiresAt, "expires_at": session.expiresAt,
                "document": session.document,
            ])
    }

    /// A session that has not ended, by its identifier.
    public func session(_ id: SessionID, liveAt now: Timestamp) throws -> SessionRow? {
        try session("id = \(id)", now)
    }

    /// A session that has not ended, by its cookie.
    public func session(havingDigest digest: String, liveAt now: Timestamp) throws -> SessionRow? {
        try session("secret_digest = \(digest)", now)
    }

    private func session(_ condition: SQL, _ now: Timestamp) throws -> SessionRow? {
        let row = try row(
            """
            SELECT * FROM sessions WHERE tenant = \(tenant) AND \(condition) AND \(SQL.isLive(at: now))\(.forUpdate)
            """)
        return try row.map(SessionRow.init(row:))
    }

    /// Writes down what changed of a session.
    public func update(_ session: SessionRow) throws {
        try execute(
            """
            UPDATE sessions SET updated_at = \(session.updatedAt), authenticated_at = \(session.authenticatedAt),
                last_interacted_at = \(session.lastInteractedAt), idle_expires_at = \(session.idleExpiresAt),
                expires_at = \(session.expiresAt), document = \(session.document)
            WHERE tenant = \(tenant) AND id = \(session.id)
            """)
    }

    /// Has a session that another takes the place of be no more. Nobody is told: its user is still there.
    public func deleteReplacedSession(_ id: SessionID) throws {
        try execute("DELETE FROM sessions WHERE tenant = \(tenant) AND id = \(id)")
    }
}

extension SQL {
    /// Whether a row with the columns `expires_at` and `idle_expires_at` has not ended.
    public static func isLive(at now: Timestamp) -> SQL {
        "(COALESCE(expires_at, '~') > \(now) AND COALESCE(idle_expires_at, '~') > \(now))"
    }
}
