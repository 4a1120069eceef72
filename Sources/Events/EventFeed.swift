import Contract
import Storage

// Every change of the last days, for programs that read along. A position comes after all that was committed before it was
// told, as with logs.

/// An event of the feed.
public struct FedEvent: Sendable {
    public let position: String
    public let date: Timestamp
    public let kind: ChangeKind
    /// The event as a CloudEvent, but for who sends it.
    public let document: JSON
}

/// Where a program is in the feed.
public struct FeedPlace: Sendable {
    /// Comes before all events that are still to be told.
    public var position: String
    /// Up to when the feed is known, for telling a place that is too old.
    public var date: Timestamp

    public init(position: String, date: Timestamp) {
        self.position = position
        self.date = date
    }

    /// What happened before is no longer told: a week ago.
    public static func oldest(at now: Timestamp) -> Timestamp { now + .seconds(-7 * 86_400) }
}

extension SQL {
    /// Where an event is, as it is told.
    static let feedPosition: SQL = """
        \(sqlite: "printf('%020d', number)", postgres: "written_by || lpad(number::text, 20, '0')")
        """
    /// Where an event is, as it is compared. With SQLite that is what rows are kept by, which comes before all texts.
    fileprivate static let feedOrder: SQL =
        "\(sqlite: "number", postgres: "(written_by || lpad(number::text, 20, '0'))")"
    private static let isSettled: SQL = feedOrder + " < " + settled

    fileprivate static func feed(of tenant: TenantID) -> SQL {
        "FROM event_feed WHERE tenant = \(tenant) AND \(isSettled)"
    }

    /// - Parameter position: as it is told.
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

    /// Events after a position, in the order in which they happened.
    /// - Parameter kinds: all, where there are none.
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

    /// The position after all that can be told by now.
    public func feedEnd() throws -> String {
        try lastInFeed("")
    }

    /// The position before the first event of a moment or later.
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
    /// - Returns: how many were deleted.
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
