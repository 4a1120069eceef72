import Contract
import Events
import OperationsAPI
import Serving
import Storage

extension Stats: ServedResource {
    public static let migrations: [Migration] = []

    private static let leaks: [LogType] = [.leakedPassword, .leakedPasswordOnSignup]

    public func mount(on routes: inout Routes) {
        routes.on(activeUsers) { call in
            let start = call.now + .seconds(-30 * 86_400)
            return try await call.read { transaction in
                let row = try transaction.row(
                    """
                    SELECT COUNT(DISTINCT user_id) AS users FROM logs
                    WHERE tenant = \(transaction.tenant) AND type IN \(list: LogType.logins.map(\.rawValue))
                    AND date >= \(start)
                    """)
                return try row?["users"] ?? 0
            }
        }
        routes.on(daily) { call in
            let (first, last) = try Self.days(call.query, now: call.now)
            return try await call.read { try Self.stats(from: first, to: last, in: $0) }
        }
    }

    /// Returns the first and last requested days, such as `2026-11-21`.
    private static func days(_ query: DailyStatsFilter, now: Timestamp) throws -> (first: String, last: String) {
        let last = query.to.map(day) ?? String(now.description.prefix(10))
        guard let end = Timestamp("\(last)T00:00:00Z") else { throw noDay("to") }
        let first = query.from.map(day) ?? String((end + .seconds(-29 * 86_400)).description.prefix(10))
        guard Timestamp("\(first)T00:00:00Z") != nil else { throw noDay("from") }
        return (first, last)
    }

    private static func day(_ digits: String) -> String {
        "\(digits.prefix(4))-\(digits.dropFirst(4).prefix(2))-\(digits.suffix(2))"
    }

    private static func noDay(_ name: String) -> APIError {
        .badRequest("Query validation error: 'There is no such day' on property \(name).", code: "invalid_query_string")
    }

    private static func stats(from first: String, to last: String, in transaction: Transaction) throws -> [DailyStats] {
        // A login is counted once, by its own event; token exchanges that follow are not counted.
        let kinds: [LogType] = [.login, .signup] + leaks
        let rows = try transaction.rows(
            """
            SELECT SUBSTR(date, 1, 10) AS day, type, COUNT(*) AS number, MAX(date) AS latest FROM logs
            WHERE tenant = \(transaction.tenant) AND type IN \(list: kinds.map(\.rawValue))
            AND date >= \(first) AND date < \("\(last)U") GROUP BY SUBSTR(date, 1, 10), type ORDER BY day
            """)
        var days: [DailyStats] = []
        for row in rows {
            let day: String = try row["day"]
            guard let date = Timestamp("\(day)T00:00:00Z") else { continue }
            if days.last?.date != date {
                days.append(DailyStats(date: date, logins: 0, signups: 0, leakedPasswords: 0, updatedAt: date))
            }
            try days[days.count - 1].count(row)
        }
        return days
    }
}

extension DailyStats {
    fileprivate mutating func count(_ row: Row) throws {
        let type = LogType(rawValue: try row["type"])
        let number: Int = try row["number"]
        switch type {
        case .signup: signups += number
        case .leakedPassword, .leakedPasswordOnSignup: leakedPasswords += number
        default: logins += number
        }
        updatedAt = max(updatedAt, try row["latest"])
    }
}
