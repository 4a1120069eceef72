import Storage

// The index stores the numbers of fields, because their names would take most of its space.

extension SearchIndex {
    /// The number of names per statement.
    private static let namesAtATime = 500

    /// Returns the numbers of fields. A field that was never indexed has none.
    func numbers(ofFields names: some Collection<String>, in transaction: Transaction) throws -> [String: Int] {
        var numbers: [String: Int] = [:]
        var rest = names.sorted()[...]
        while !rest.isEmpty {
            let some = Array(rest.prefix(Self.namesAtATime))
            rest = rest.dropFirst(some.count)
            let rows = try transaction.rows(
                "SELECT name, id FROM \(fields.names) WHERE tenant = \(tenant) AND name IN \(list: some)")
            for row in rows { numbers[try row["name"]] = try row["id"] }
        }
        return numbers
    }

    /// Returns the numbers of fields, and assigns new ones if needed.
    func numbering(_ names: Set<String>, in transaction: Transaction) throws -> [String: Int] {
        var numbers = try numbers(ofFields: names, in: transaction)
        let new = names.filter { numbers[$0] == nil }
        if new.isEmpty { return numbers }
        // The order is always the same, to avoid deadlocks.
        for name in new.sorted() {
            try transaction.execute(
                """
                INSERT INTO \(fields.names) (tenant, name) VALUES (\(tenant), \(name)) ON CONFLICT DO NOTHING
                """)
        }
        numbers.merge(try self.numbers(ofFields: new, in: transaction)) { _, new in new }
        return numbers
    }

    /// Returns the `FROM` and `WHERE` clauses for the rows of fields; `nil` if there are none.
    func rows(of names: [String], in transaction: Transaction) throws -> SQL? {
        if names.count == 1, let elsewhere = fields.elsewhere[names[0]] {
            return "FROM (\(elsewhere)) AS elsewhere WHERE tenant = \(tenant)"
        }
        let numbers = try numbers(ofFields: names, in: transaction).values.sorted()
        guard let first = numbers.first else { return nil }
        let isOne: SQL = numbers.count == 1 ? "= \(first)" : "IN \(list: numbers)"
        return "FROM \(fields.index) WHERE field \(isOne)"
    }

    /// Returns the `FROM` and `WHERE` clauses for the rows of all members of an object, at any depth.
    func rows(within name: String) -> SQL {
        let within: SQL = "tenant = \(tenant) AND name > \("\(name).") AND name < \("\(name)/")"
        let numbers: SQL = "SELECT id FROM \(fields.names) WHERE \(within)"
        // The numbers are selected in a subquery, because a planner that joins the tables might scan the whole index.
        return """
            FROM \(fields.index) WHERE field \(sqlite: "IN (", postgres: "= ANY (ARRAY(")\(numbers)
            \(sqlite: ")", postgres: "))")
            """
    }
}
