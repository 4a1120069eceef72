import Contract
import OrderedCollections
import Storage

/// The session of a user.
///
/// A login inserts one; later requests find it by its identifier or by the secret in a cookie, and touch it.
public struct SessionRow: Hashable, Sendable {
    /// A method by which the user was authenticated.
    public struct Proof: Hashable, Sendable {
        /// The name, as `pwd`, `federated`, `mfa` or `passkey`.
        public let name: String
        /// The type if the name is not specific, as `totp`.
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
    /// The time of the user's last authentication.
    public var authenticatedAt: Timestamp
    public var lastInteractedAt: Timestamp
    /// The time at which it ends unless it is used; `nil` if it has no idle timeout.
    public var idleExpiresAt: Timestamp?
    /// The time at which it ends at the latest; `nil` if its lifetime is unlimited.
    public var expiresAt: Timestamp?
    public var device: DeviceTrace
    /// The applications that the user logged in to in this session.
    public var clients: OrderedSet<ClientID> = []
    public var proofs: [Proof] = []
    /// The name of the connection that the user logged in with; never sent.
    public var connection: String?
    /// Whether the cookie persists after the browser is closed; `nil` if there is no cookie.
    public var isPersistent: Bool?
    /// The tenant's own metadata.
    public var metadata: JSONObject?

    /// Creates a session that begins now.
    /// - Parameters:
    ///   - id: 32 unpredictable characters (`RandomSource.token(bytes: 24)`).
    ///   - idleLifetime: the idle timeout; `nil` if there is none.
    ///   - lifetime: the absolute lifetime; `nil` if it is unlimited.
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

    /// Records a use of the session.
    /// - Parameter idleLifetime: the idle timeout from now on.
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
    /// Reads the columns of the table.
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

    /// The members without a column of their own.
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

    /// The form in responses.
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
    /// - Parameter secretDigest: `secretDigest(_:)` of the secret in the cookie; `nil` if there is no cookie.
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

    /// Returns a session by its identifier, unless it has ended.
    public func session(_ id: SessionID, liveAt now: Timestamp) throws -> SessionRow? {
        try session("id = \(id)", now)
    }

    /// Returns a session by the digest of its cookie, unless it has ended.
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

    /// Updates a session.
    public func update(_ session: SessionRow) throws {
        try execute(
            """
            UPDATE sessions SET updated_at = \(session.updatedAt), authenticated_at = \(session.authenticatedAt),
                last_interacted_at = \(session.lastInteractedAt), idle_expires_at = \(session.idleExpiresAt),
                expires_at = \(session.expiresAt), document = \(session.document)
            WHERE tenant = \(tenant) AND id = \(session.id)
            """)
    }

    /// Deletes a session that another one replaces. No applications are notified, because the user stays logged in.
    public func deleteReplacedSession(_ id: SessionID) throws {
        try execute("DELETE FROM sessions WHERE tenant = \(tenant) AND id = \(id)")
    }
}

extension SQL {
    /// The condition that a row with the columns `expires_at` and `idle_expires_at` has not ended.
    public static func isLive(at now: Timestamp) -> SQL {
        "(COALESCE(expires_at, '~') > \(now) AND COALESCE(idle_expires_at, '~') > \(now))"
    }
}
