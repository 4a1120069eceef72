import Contract
import Events
import Storage
import StreamsAPI

/// The delivery of an event to a stream's destination. Successful deliveries have no row.
struct EventDeliveryRow: Sendable {
    let stream: String
    let event: String
    let type: String
    var status: EventDeliveryStatus
    /// The time of the next attempt; `nil` after a final failure.
    var dueAt: Timestamp?
    /// The number of attempts since the last request for redelivery.
    var tries: Int
    var attempts: [JSON]
    /// The event as a CloudEvent, without its source and stream.
    let document: JSON

    fileprivate static let columns: SQL = "stream_id, event_id, type, status, due_at, tries, attempts, document"

    fileprivate init(_ row: Row) throws {
        stream = try row["stream_id"]
        event = try row["event_id"]
        type = try row["type"]
        status = EventDeliveryStatus(rawValue: try row["status"])
        dueAt = try row["due_at"]
        tries = try row["tries"]
        let attempts: JSON = try row["attempts"]
        self.attempts = attempts.array ?? []
        document = try row["document"]
    }

    /// Returns the event as it is sent to the destination.
    /// - Parameter host: The host of the tenant.
    func cloudEvent(host: String) -> JSON { document.addressed(to: stream, host: host) }

    /// Returns the delivery in wire format.
    func sent(host: String) -> JSON {
        [
            "id": .string(event), "event_stream_id": .string(stream), "event_type": .string(type),
            "status": .string(status.rawValue), "attempts": .array(attempts), "event": cloudEvent(host: host),
        ]
    }
}

extension JSON {
    /// Returns the event with its source and stream.
    func addressed(to stream: String, host: String) -> JSON {
        var event = self
        event["source"] = .string("urn:auth0:\(host)")
        event["a0tenant"] = .string(host)
        event["a0stream"] = .string(stream)
        return event
    }
}

/// The failed deliveries to select.
struct EventDeliverySelection: Sendable {
    var types: [String] = []
    var dateFrom: Timestamp?
    var dateTo: Timestamp?

    fileprivate var condition: SQL {
        var parts: [SQL] = ["status = \(EventDeliveryStatus.failed.rawValue)"]
        if !types.isEmpty { parts.append("type IN \(list: types)") }
        if let dateFrom { parts.append("created_at >= \(dateFrom)") }
        if let dateTo { parts.append("created_at <= \(dateTo)") }
        return .joined(parts, by: " AND ")
    }
}

extension Transaction {
    func eventDelivery(_ path: Nested<EventStream, EventDelivery>) throws -> EventDeliveryRow {
        let row = try row(
            """
            SELECT \(EventDeliveryRow.columns) FROM event_deliveries
            WHERE tenant = \(tenant) AND stream_id = \(path.outer) AND event_id = \(path.inner)\(.forUpdate)
            """)
        guard let row else { throw APIError.notFound("The requested event delivery does not exist.") }
        return try EventDeliveryRow(row)
    }

    func failedDeliveries(
        of stream: String, _ selection: EventDeliverySelection, _ request: PageRequest, host: String
    ) throws -> JSON {
        let listing = Listing(
            EventDeliveryRow.columns,
            from: "FROM event_deliveries WHERE tenant = \(tenant) AND stream_id = \(stream) AND \(selection.condition)",
            order: "created_at, event_id", key: "created_at || ',' || event_id")
        return try page(listing, request, of: EventDelivery.self) { try EventDeliveryRow($0).sent(host: host) }
    }

    /// Schedules failed deliveries again.
    func redeliver(of stream: String, _ selection: EventDeliverySelection, at now: Timestamp) throws {
        let rows = try rows(
            """
            SELECT \(EventDeliveryRow.columns) FROM event_deliveries
            WHERE tenant = \(tenant) AND stream_id = \(stream) AND \(selection.condition)\(.forUpdate)
            """)
        for row in rows { try redeliver(try EventDeliveryRow(row), at: now) }
    }

    /// Schedules a delivery again, unless it is in progress.
    func redeliver(_ delivery: EventDeliveryRow, at now: Timestamp) throws {
        guard delivery.status == .failed else { return }
        var delivery = delivery
        delivery.status = .retrying
        delivery.tries = 0
        delivery.dueAt = now
        delivery.attempts.append(["status": "retrying", "timestamp": .string(now.description)])
        try update(delivery)
    }

    func update(_ delivery: EventDeliveryRow) throws {
        try execute(
            """
            UPDATE event_deliveries SET status = \(delivery.status.rawValue), due_at = \(delivery.dueAt),
                tries = \(delivery.tries), attempts = \(JSON.array(delivery.attempts))
            WHERE tenant = \(tenant) AND stream_id = \(delivery.stream) AND event_id = \(delivery.event)
            """)
    }

    func delete(_ delivery: EventDeliveryRow) throws {
        try execute(
            """
            DELETE FROM event_deliveries
            WHERE tenant = \(tenant) AND stream_id = \(delivery.stream) AND event_id = \(delivery.event)
            """)
    }

    /// Returns the number of failed deliveries.
    func failedDeliveryCount(of stream: String) throws -> Int {
        let row = try row(
            """
            SELECT COUNT(*) AS total FROM event_deliveries WHERE tenant = \(tenant) AND stream_id = \(stream)
            AND status = \(EventDeliveryStatus.failed.rawValue)
            """)
        return try row?["total"] ?? 0
    }

    /// No delivery is delayed by more than seconds: one that is due much later was scheduled before the clock was set
    /// back.
    private static func isDue(at now: Timestamp) -> SQL {
        "(event_deliveries.due_at <= \(now) OR event_deliveries.due_at > \(now + .seconds(60)))"
    }

    /// Returns the due delivery that has waited longest.
    func dueDelivery(of stream: String, at now: Timestamp) throws -> EventDeliveryRow? {
        try row(
            """
            SELECT \(EventDeliveryRow.columns) FROM event_deliveries
            WHERE tenant = \(tenant) AND stream_id = \(stream) AND \(Self.isDue(at: now)) ORDER BY due_at, created_at LIMIT 1
            """
        ).map(EventDeliveryRow.init)
    }

    /// Returns streams with due deliveries that no task is processing.
    func idleEventStreams(at now: Timestamp) throws -> [String] {
        let rows = try rows(
            """
            SELECT id FROM event_streams WHERE tenant = \(tenant)
                AND NOT EXISTS (SELECT 1 FROM background_tasks
                    WHERE background_tasks.tenant = event_streams.tenant AND background_tasks.id = event_streams.id)
                AND EXISTS (SELECT 1 FROM event_deliveries
                    WHERE event_deliveries.tenant = event_streams.tenant
                        AND event_deliveries.stream_id = event_streams.id AND \(Self.isDue(at: now)))
            """)
        return try rows.map { try $0["id"] }
    }
}
