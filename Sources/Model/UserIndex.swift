import Contract
import Search
import Storage

extension UserDocument {
    /// The user's search entries.
    public var searchEntries: Set<SearchEntry> { SearchFields.users.entries(of: json) }
}

extension Transaction {
    /// The search index of users.
    public var userIndex: SearchIndex { SearchIndex(.users, of: tenant) }

    /// Returns a number for a new user that is greater than those of existing users.
    func nextUserNumber() throws -> Int {
        let next = try row(
            """
            SELECT \(sqlite: "COALESCE(MAX(number), 0) + 1 AS number FROM users WHERE tenant =", postgres: """
                nextval('user_numbers') AS number WHERE '' <>
                """) \(tenant)
            """)
        return try next?["number"] ?? 1
    }

    /// Returns numbers for new users in ascending order.
    /// - Parameter count: at most 10,000.
    func nextUserNumbers(_ count: Int) throws -> [Int] {
        let next: [Int] = try rows(
            """
            SELECT \(sqlite: "COALESCE(MAX(number), 0) + 1 AS number FROM users WHERE tenant =", postgres: """
                nextval('user_numbers') AS number FROM generate_series(1, 10000) WHERE '' <>
                """) \(tenant) LIMIT \(count)
            """
        ).map { try $0["number"] }
        // SQLite has a single writer, so the following numbers are free.
        return next.count == count ? next.sorted() : Array(next[0]..<(next[0] + count))
    }
}
