import Contract
import Storage

// Readers of the log must not skip events whose transaction is still running. SQLite has a single writer, so
// identifiers are in the order of commits. On PostgreSQL a later identifier can be committed first, so a position
// begins with the transaction number, and only events are read that no running transaction can precede.

/// A log event for readers that follow the log.
public struct FollowedLog: Sendable {
    /// The position after this event.
    public let position: String
    public let type: LogType
    public let document: JSON
}

extension SQL {
    fileprivate static let position: SQL = "\(sqlite: "log_id", postgres: "(written_by || log_id)")"
    /// A position after all settled ones. Transactions in other databases of the same cluster cause no delay.
    static let settled: SQL = """
        \(sqlite: "'A'", postgres: """
            (SELECT lpad(
                LEAST(
                    COALESCE(MIN(running.id::text::bigint), pg_snapshot_xmax(pg_current_snapshot())::text::bigint),
                    pg_current_xact_id_if_assigned()::text::bigint)::text, 20, '0')
            FROM pg_snapshot_xip(pg_current_snapshot()) AS running(id)
            WHERE NOT EXISTS (
                SELECT 1 FROM pg_locks JOIN pg_stat_activity ON pg_stat_activity.pid = pg_locks.pid
                WHERE pg_locks.locktype = 'transactionid' AND pg_locks.mode = 'ExclusiveLock'
                    AND pg_locks.transactionid::text::bigint = (running.id::text::bigint & 4294967295)
                    AND pg_stat_activity.datname <> current_database()))
            """)
        """

    /// Returns the condition that there are events after a position, settled or not.
    /// - Parameters:
    ///   - position: a column or a bound text.
    ///   - start: a column or a bound text with the smallest identifier that counts.
    public static func hasLogs(of tenant: TenantID, after position: SQL, from start: SQL) -> SQL {
        """
        EXISTS (SELECT 1 FROM logs
            WHERE logs.tenant = \(tenant) AND \(Self.position) > \(position) AND logs.log_id >= \(start))
        """
    }
}

extension Transaction {
    /// Returns events after a position in the order in which they became part of the log.
    /// - Parameter start: the smallest identifier that counts.
    public func logs(after position: String, from start: String, limit: Int) throws -> [FollowedLog] {
        let rows = try rows(
            """
            SELECT \(.position) AS position, type, document FROM logs
            WHERE tenant = \(tenant) AND \(.position) > \(position) AND \(.position) < \(.settled)
                AND log_id >= \(start)
            ORDER BY \(.position) LIMIT \(limit)
            """)
        return try rows.map { row in
            FollowedLog(
                position: try row["position"], type: LogType(rawValue: try row["type"]), document: try row["document"])
        }
    }

    /// Whether there are events after a position, settled or not.
    public func hasLogs(after position: String, from start: String) throws -> Bool {
        try exists("SELECT 1 WHERE \(.hasLogs(of: tenant, after: "\(position)", from: "\(start)"))")
    }

    /// Returns the smallest identifier of events since a time.
    public static func logStart(at date: Timestamp) -> String { LogIdentifiers.beginning(at: date) }

    /// Returns a position before all events that count.
    /// - Parameter start: the smallest identifier that counts.
    public func logPosition(from start: String) throws -> String {
        let row = try row(
            """
            SELECT \(.settled) AS settled,
                (SELECT MIN(\(.position)) FROM logs WHERE tenant = \(tenant) AND log_id >= \(start)) AS first
            """)
        let settled: String = try row?["settled"] ?? ""
        let first: String? = try row?["first"]
        return min(first.map { String($0.dropLast()) } ?? start, settled)
    }
}
