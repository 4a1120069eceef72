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
    static let feedPosition: SQL = """
        \(sqlite: "printf('%020d', number)", postgres: "written_by || lpad(number::text, 20, '0')")
        """
    private static let isSettled: SQL = "(\(feedPosition)) < \(settled)"

    fileprivate static func feed(of tenant: TenantID) -> SQL {
        "FROM event_feed WHERE tenant = \(tenant) AND \(isSettled)"
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
                AND (\(.feedPosition)) > \(position) \(kindCondition)
            ORDER BY (\(.feedPosition)) LIMIT \(limit)
            """)
        return try rows.map { row in
            FedEvent(
                position: try row["position"], date: try row["created_at"], kind: ChangeKind(rawValue: try row["type"]),
                document: try row["document"])
        }
    }

    /// The position after all that can be told by now.
    public func feedEnd() throws -> String {
        try row("SELECT MAX(\(.feedPosition)) AS position \(.feed(of: tenant))")?["position"] ?? ""
    }

    /// The position before the first event of a moment or later.
    public func feedPosition(before date: Timestamp) throws -> String {
        let first: SQL = """
            SELECT \(.feedPosition) \(.feed(of: tenant)) AND created_at >= \(date) ORDER BY (\(.feedPosition)) LIMIT 1
            """
        let row = try row(
            """
            SELECT MAX(\(.feedPosition)) AS position \(.feed(of: tenant))
                AND (\(.feedPosition)) < COALESCE((\(first)), 'A')
            """)
        return try row?["position"] ?? ""
    }

    /// Deletes the oldest events.
    /// - Returns: how many were deleted.
    public func deleteFeed(before date: Timestamp, limit: Int) throws -> Int {
        let oldest: SQL = """
            SELECT number, created_at FROM event_feed WHERE tenant = \(tenant) ORDER BY (\(.feedPosition)) LIMIT \(limit)
            """
        return try execute(
            """
            DELETE FROM event_feed WHERE tenant = \(tenant) AND number IN (
                SELECT number FROM (\(oldest)) AS oldest WHERE created_at < \(date))
            """)
    }
}
