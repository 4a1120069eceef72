import Contract
import Storage

// The changes of a tenant, for programs that follow them. An event is written in the transaction of the change: to the
// feed, which can be read for some days, and to each stream that subscribes to its kind.

/// The kind of a change, as `user.created`.
public struct ChangeKind: RawRepresentable, Hashable, Sendable {
    public let rawValue: String

    public init(rawValue: String) { self.rawValue = rawValue }
    private init(_ name: String) { rawValue = name }

    public static let userCreated = ChangeKind("user.created")
    public static let userUpdated = ChangeKind("user.updated")
    public static let userDeleted = ChangeKind("user.deleted")
    public static let organizationCreated = ChangeKind("organization.created")
    public static let organizationUpdated = ChangeKind("organization.updated")
    public static let organizationDeleted = ChangeKind("organization.deleted")
    public static let memberAdded = ChangeKind("organization.member.added")
    public static let memberDeleted = ChangeKind("organization.member.deleted")
    public static let memberRoleAssigned = ChangeKind("organization.member.role.assigned")
    public static let memberRoleDeleted = ChangeKind("organization.member.role.deleted")
    public static let connectionAdded = ChangeKind("organization.connection.added")
    public static let connectionUpdated = ChangeKind("organization.connection.updated")
    public static let connectionRemoved = ChangeKind("organization.connection.removed")
    public static let groupDeleted = ChangeKind("group.deleted")
}

/// An event about a change.
public struct ChangeEvent: Sendable {
    public let id: String
    public let kind: ChangeKind
    /// The event as a CloudEvent in JSON, without `source`.
    public let text: String

    /// - Parameters:
    ///   - data: the `data` member in JSON; its `object` is the changed object.
    ///   - purpose: the value of `a0purpose`, for events without a change.
    public init(_ kind: ChangeKind, data: String, purpose: String? = nil, at now: Timestamp) {
        id = Self.newID()
        self.kind = kind
        let type = JSON.string(kind.rawValue).text
        let purpose = purpose.map { ",\"a0purpose\":\(JSON.string($0).text)" } ?? ""
        text = """
            {"specversion":"1.0","id":"\(id)","type":\(type),"time":"\(now)","data":\(data)\(purpose)}
            """
    }

    /// - Parameter object: the changed object, in JSON.
    public init(_ kind: ChangeKind, object: String, at now: Timestamp) {
        self.init(kind, data: "{\"object\":\(object)}", at: now)
    }

    private static func newID() -> String {
        var id = Array("evt_".utf8)
        // Each random number provides eleven characters, so the system generator is called only twice.
        for var number in [UInt64.random(in: .min ... .max), UInt64.random(in: .min ... .max)] {
            for _ in 0..<11 {
                id.append(alphabet[Int(number % 62)])
                number /= 62
            }
        }
        return String(decoding: id, as: UTF8.self)
    }

    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".utf8)
}

extension Transaction {
    /// Publishes a change.
    /// - Parameter object: the object after the change, or before its deletion.
    public func publish(_ kind: ChangeKind, at now: Timestamp, _ object: JSON) throws {
        try publish(kind, at: now, object.text)
    }

    /// Publishes a change.
    /// - Parameter object: the changed object, in JSON.
    public func publish(_ kind: ChangeKind, at now: Timestamp, _ object: String) throws {
        try publish([(ChangeEvent(kind, object: object, at: now), now)])
    }

    /// Publishes changes of one kind.
    public func publish(_ events: [(event: ChangeEvent, date: Timestamp)]) throws {
        guard let kind = events.first?.event.kind else { return }
        try append(events)
        for follower in try followers(of: kind) {
            for (event, date) in events { try deliver(event, to: follower, at: date) }
        }
    }

    /// Enqueues the delivery of an event to an event stream.
    public func deliver(_ event: ChangeEvent, to stream: String, at now: Timestamp) throws {
        try insert(
            into: "event_deliveries",
            [
                "stream_id": stream, "event_id": event.id, "type": event.kind.rawValue, "created_at": now,
                "status": "pending", "due_at": now, "tries": 0, "attempts": JSON.array([]), "document": event.text,
            ])
    }

    /// Creates or changes a subscription.
    /// - Parameter kinds: the kinds of events; empty for all.
    public func follow(_ follower: String, _ kinds: [ChangeKind]) throws {
        try unfollow(follower)
        let names: [JSON] = kinds.map { .string($0.rawValue) }
        try insert(into: "event_followers", ["id": follower, "kinds": JSON.array(names)])
    }

    public func unfollow(_ follower: String) throws {
        try execute("DELETE FROM event_followers WHERE tenant = \(tenant) AND id = \(follower)")
    }

    private func followers(of kind: ChangeKind) throws -> [String] {
        let rows = try rows("SELECT id, kinds FROM event_followers WHERE tenant = \(tenant) ORDER BY id")
        return try rows.compactMap { row in
            let kinds: JSON = try row["kinds"]
            let names = kinds.strings ?? []
            return names.isEmpty || names.contains(kind.rawValue) ? try row["id"] : nil
        }
    }
}

extension Events {
    static let changeMigrations: [Migration] = [
        Migration(
            "events-1",
            """
            CREATE TABLE event_followers (
                tenant \(.text) NOT NULL, id \(.text) NOT NULL, kinds \(.json) NOT NULL, PRIMARY KEY (tenant, id))
            """,
            """
            CREATE TABLE event_deliveries (
                tenant \(.text) NOT NULL, stream_id \(.text) NOT NULL, event_id \(.text) NOT NULL, type \(.text) NOT NULL,
                created_at \(.text) NOT NULL, status \(.text) NOT NULL, due_at \(.text), tries BIGINT NOT NULL,
                attempts \(.json) NOT NULL, document \(.json) NOT NULL, PRIMARY KEY (tenant, stream_id, event_id))
            """,
            "CREATE INDEX event_deliveries_due ON event_deliveries (tenant, stream_id, due_at) WHERE due_at IS NOT NULL",
            "CREATE INDEX event_deliveries_created ON event_deliveries (tenant, stream_id, created_at, event_id)"),
        Migration(
            "events-2",
            """
            CREATE TABLE event_feed (
                tenant \(.text) NOT NULL, created_at \(.text) NOT NULL, type \(.text) NOT NULL, document \(.json) NOT NULL,
                number \(sqlite: "INTEGER PRIMARY KEY AUTOINCREMENT", postgres: """
                    BIGINT GENERATED ALWAYS AS IDENTITY,
                    written_by TEXT COLLATE "C" NOT NULL DEFAULT lpad(pg_current_xact_id()::text, 20, '0'),
                    PRIMARY KEY (tenant, number)
                    """))
            """,
            "CREATE INDEX event_feed_position ON event_feed (tenant, (\(.feedPosition)))"),
        // Indexes of SQLite contain the row number, so it need not be listed.
        Migration(
            "events-3", "\(sqlite: "DROP INDEX event_feed_position", postgres: "SELECT 1")",
            """
            \(sqlite: "CREATE INDEX event_feed_position ON event_feed (tenant)", postgres: "SELECT 1")
            """),
    ]
}
