import Contract
import Events
import Storage
import StreamsAPI

/// A stream in wire format, apart from its secrets.
struct EventStreamRow: Sendable {
    let id: String
    var status: EventStreamStatus
    /// The number of consecutive failures.
    var failures = 0
    var document: JSON

    static let migrations: [Migration] = [
        Migration(
            "event-streams-1",
            """
            CREATE TABLE event_streams (
                tenant \(.text) NOT NULL, id \(.text) NOT NULL, created_at \(.text) NOT NULL, status \(.text) NOT NULL,
                failures BIGINT NOT NULL, document \(.json) NOT NULL, PRIMARY KEY (tenant, id))
            """,
            """
            CREATE TABLE event_stream_days (
                tenant \(.text) NOT NULL, stream_id \(.text) NOT NULL, day \(.text) NOT NULL, delivered BIGINT NOT NULL,
                failed BIGINT NOT NULL, PRIMARY KEY (tenant, stream_id, day),
                FOREIGN KEY (tenant, stream_id) REFERENCES event_streams (tenant, id) ON DELETE CASCADE)
            """)
    ]

    private static let sealed: Set<String> = ["destination"]

    fileprivate init(_ row: Row, in transaction: Transaction) throws {
        id = try row["id"]
        status = EventStreamStatus(rawValue: try row["status"])
        failures = try row["failures"]
        document = try transaction.open(Self.sealed, of: try row["document"])
    }

    init(id: String, status: EventStreamStatus, document: JSON) {
        self.id = id
        self.status = status
        self.document = document
    }

    fileprivate func stored(in transaction: Transaction) throws -> JSON {
        try transaction.seal(Self.sealed, of: document)
    }

    var kinds: [ChangeKind] {
        (document["subscriptions"]?.array ?? []).compactMap { $0["event_type"]?.string.map(ChangeKind.init) }
    }

    var configuration: JSON { document["destination"]?["configuration"] ?? [:] }

    /// The stream in wire format.
    var sent: JSON {
        var sent = document
        sent["id"] = .string(id)
        sent["status"] = .string(status.rawValue)
        if let authorization = configuration["webhook_authorization"]?.object {
            let secrets = EventStreamChecks.secrets
            sent["destination"]?["configuration"]?["webhook_authorization"] = .object(
                authorization.filter { !secrets.contains($0.key) })
        }
        return sent
    }
}

extension Transaction {
    func eventStream(_ id: String) throws -> EventStreamRow? {
        let row = try row(
            """
            SELECT id, status, failures, document FROM event_streams
            WHERE tenant = \(tenant) AND id = \(id)\(.forUpdate)
            """)
        return try row.map { try EventStreamRow($0, in: self) }
    }

    /// - Throws: `APIError`, 404, if the stream does not exist.
    func requireEventStream(_ id: ID<EventStream>) throws -> EventStreamRow {
        guard let stream = try eventStream(id.value) else {
            throw APIError.notFound("The requested stream does not exist.")
        }
        return stream
    }

    func eventStreams(_ request: PageRequest) throws -> JSON {
        let listing = Listing(
            "id, status, failures, document", from: "FROM event_streams WHERE tenant = \(tenant)",
            order: "created_at, id", key: "created_at || ',' || id")
        return try page(listing, request, of: EventStream.self) { try EventStreamRow($0, in: self).sent }
    }

    func insert(_ stream: EventStreamRow, at now: Timestamp) throws {
        try insert(
            into: "event_streams",
            [
                "id": stream.id, "created_at": now, "status": stream.status.rawValue, "failures": stream.failures,
                "document": try stream.stored(in: self),
            ])
        try updateFollowing(of: stream)
    }

    func update(_ stream: EventStreamRow) throws {
        try execute(
            """
            UPDATE event_streams SET status = \(stream.status.rawValue), failures = \(stream.failures),
                document = \(try stream.stored(in: self))
            WHERE tenant = \(tenant) AND id = \(stream.id)
            """)
        try updateFollowing(of: stream)
    }

    /// Records the health of a stream.
    func updateHealth(of stream: EventStreamRow) throws {
        try execute(
            """
            UPDATE event_streams SET status = \(stream.status.rawValue), failures = \(stream.failures)
            WHERE tenant = \(tenant) AND id = \(stream.id)
            """)
        if stream.status == .disabled { try unfollow(stream.id) }
    }

    func deleteEventStream(_ id: String) throws {
        try unfollow(id)
        try execute("DELETE FROM event_deliveries WHERE tenant = \(tenant) AND stream_id = \(id)")
        try execute("DELETE FROM event_streams WHERE tenant = \(tenant) AND id = \(id)")
    }

    private func updateFollowing(of stream: EventStreamRow) throws {
        if stream.status == .enabled, !stream.kinds.isEmpty {
            try follow(stream.id, stream.kinds)
        } else {
            try unfollow(stream.id)
        }
    }

    /// Counts a delivered or failed event.
    func count(_ isDelivered: Bool, of stream: String, at now: Timestamp) throws {
        let day = String(now.description.prefix(10))
        try insertIfAbsent(
            into: "event_stream_days", ["stream_id": stream, "day": day, "delivered": 0, "failed": 0])
        let column: SQL = isDelivered ? "delivered" : "failed"
        try execute(
            """
            UPDATE event_stream_days SET \(column) = \(column) + 1
            WHERE tenant = \(tenant) AND stream_id = \(stream) AND day = \(day)
            """)
    }

    /// Returns the numbers of delivered and failed events per day.
    func eventCounts(of stream: String, since day: String) throws -> [String: (delivered: Int, failed: Int)] {
        let rows = try rows(
            """
            SELECT day, delivered, failed FROM event_stream_days
            WHERE tenant = \(tenant) AND stream_id = \(stream) AND day >= \(day)
            """)
        var counts: [String: (delivered: Int, failed: Int)] = [:]
        for row in rows { counts[try row["day"]] = (try row["delivered"], try row["failed"]) }
        return counts
    }
}
