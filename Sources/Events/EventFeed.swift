import Contract
import Storage

// The feed of all changes of the last days. A position comes after all changes that were committed before it was
// returned, as in the log.

/// An event of the feed.
public struct FedEvent: Sendable {
    public let position: String
    public let date: Timestamp
    public let kind: ChangeKind
    /// The event as a CloudEvent without `source`.
    public let document: JSON
}

/// The position of a reader in the feed.
public struct FeedPlace: Sendable {
    /// A position before all events that the reader has not received.
    public var position: String
    /// The time up to which the reader knows the feed, to detect positions that are too old.
    public var date: Timestamp

    public init(position: String, date: Timestamp) {
        self.position = position
        self.date = date
    }

    /// Returns the beginning of the feed, one week ago.
    public static func oldest(at now: Timestamp) -> Timestamp { now + .seconds(-7 * 86_400) }
}

extension SQL {
    /// The position of an event in responses.
    static let feedPosition: SQL = """
        \(sqlite: "printf('%020d', number)", postgres: "written_by || lpad(number::text, 20, '0')")
        """
    /// The position of an event in comparisons. On SQLite it is the row number, which sorts before all texts.
    fileprivate static let feedOrder: SQL =
        "\(sqlite: "number", postgres: "(written_by || lpad(number::text, 20, '0'))")"
    private static let isSettled: SQL = feedOrder + " < " + settled

    fileprivate static func feed(of tenant: TenantID) -> SQL {
        "FROM event_feed WHERE tenant = \(tenant) AND \(isSettled)"
    }

    /// Returns the condition for events after a position.
    /// - Parameter position: the position as in responses.
    fileprivate static func isInFeed(after position: String) -> SQL {
        "\(feedOrder) > \(sqlite: "CAST(", postgres: "(")\(position)\(sqlite: " AS INTEGER)", postgres: ")")"
    }
}

extension Transaction {
    func append(_ events: [(event: ChangeEvent, date: Timestamp)]) throws {
        let rows: [[SQLValue]] = events.map { event, date in
            [tenant.sqlValue, date.sqlValue, .text(event.kind.rawValue), .text(event.text)]
        }
        try insertAll(into: "event_feed", ["tenant", "created_at", "type", "document"], rows)
    }

    /// Returns events after a position in chronological order.
    /// - Parameter kinds: the kinds of events; empty for all.
    public func feed(after position: String, _ kinds: [ChangeKind], limit: Int) throws -> [FedEvent] {
        let kindCondition: SQL = kinds.isEmpty ? "" : "AND type IN \(list: kinds.map(\.rawValue))"
        let rows = try rows(
            """
            SELECT \(.feedPosition) AS position, created_at, type, document \(.feed(of: tenant))
                AND \(.isInFeed(after: position)) \(kindCondition)
            ORDER BY \(.feedOrder) LIMIT \(limit)
            """)
        return try rows.map { row in
            FedEvent(
                position: try row["position"], date: try row["created_at"], kind: ChangeKind(rawValue: try row["type"]),
                document: try row["document"])
        }
    }

    /// Returns the position after the last event that can be returned now.
    public func feedEnd() throws -> String {
        try lastInFeed("")
    }

    /// Returns the position before the first event at or after a time.
    public func feedPosition(before date: Timestamp) throws -> String {
        let first: SQL = """
            SELECT \(.feedOrder) \(.feed(of: tenant)) AND created_at >= \(date) ORDER BY \(.feedOrder) LIMIT 1
            """
        return try lastInFeed("AND \(.feedOrder) < COALESCE((\(first)), 'A')")
    }

    private func lastInFeed(_ condition: SQL) throws -> String {
        let last: SQL = "\(.feed(of: tenant)) \(condition) ORDER BY \(.feedOrder) DESC LIMIT 1"
        return try row("SELECT \(.feedPosition) AS position \(last)")?["position"] ?? ""
    }

    /// Deletes the oldest events.
    /// - Returns: the number of deleted events.
    public func deleteFeed(before date: Timestamp, limit: Int) throws -> Int {
        let oldest: SQL = """
            SELECT number, created_at FROM event_feed WHERE tenant = \(tenant) ORDER BY \(.feedOrder) LIMIT \(limit)
            """
        return try execute(
            """
            DELETE FROM event_feed WHERE tenant = \(tenant) AND number IN (
                SELECT number FROM (\(oldest)) AS oldest WHERE created_at < \(date))
            """)
    }
}
