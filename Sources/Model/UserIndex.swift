import Contract
import Search
import Storage

extension UserDocument {
    /// What the user is found by.
    public var searchEntries: Set<SearchEntry> { SearchFields.users.entries(of: json) }
}

extension Transaction {
    /// What users are found by.
    public var userIndex: SearchIndex { SearchIndex(.users, of: tenant) }

    /// A number for a new user, greater than those of users who are there.
    func nextUserNumber() throws -> Int {
        let next = try row(
            """
            SELECT \(sqlite: "COALESCE(MAX(number), 0) + 1 AS number FROM users WHERE tenant =", postgres: """
                nextval('user_numbers') AS number WHERE '' <>
                """) \(tenant)
            """)
        return try next?["number"] ?? 1
    }

    /// Numbers for new users, in ascending order.
    /// - Parameter count: 10,000 at most.
    func nextUserNumbers(_ count: Int) throws -> [Int] {
        let next: [Int] = try rows(
            """
            SELECT \(sqlite: "COALESCE(MAX(number), 0) + 1 AS number FROM users WHERE tenant =", postgres: """
                nextval('user_numbers') AS number FROM generate_series(1, 10000) WHERE '' <>
                """) \(tenant) LIMIT \(count)
            """
        ).map { try $0["number"] }
        // With SQLite there is one writer: what follows is free.
        return next.count == count ? next.sorted() : Array(next[0]..<(next[0] + count))
    }
}
