import Storage

// In the index a field is a number: its name, in each of a million rows, would be what most of the index is.

extension SearchIndex {
    /// How many names a statement asks for.
    private static let namesAtATime = 500

    /// The numbers of fields. What nothing was ever found by has none.
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

    /// The numbers of fields; those that have none get one.
    func numbering(_ names: Set<String>, in transaction: Transaction) throws -> [String: Int] {
        var numbers = try numbers(ofFields: names, in: transaction)
        let new = names.filter { numbers[$0] == nil }
        if new.isEmpty { return numbers }
        // In this order for everybody, so that nobody waits for somebody who waits for them.
        for name in new.sorted() {
            try transaction.execute(
                """
                INSERT INTO \(fields.names) (tenant, name) VALUES (\(tenant), \(name)) ON CONFLICT DO NOTHING
                """)
        }
        numbers.merge(try self.numbers(ofFields: new, in: transaction)) { _, new in new }
        return numbers
    }

    /// Where the rows of fields are, as `FROM ... WHERE ...`; `nil` where there are none.
    func rows(of names: [String], in transaction: Transaction) throws -> SQL? {
        if names.count == 1, let elsewhere = fields.elsewhere[names[0]] {
            return "FROM (\(elsewhere)) AS elsewhere WHERE tenant = \(tenant)"
        }
        let numbers = try numbers(ofFields: names, in: transaction).values.sorted()
        guard let first = numbers.first else { return nil }
        let isOne: SQL = numbers.count == 1 ? "= \(first)" : "IN \(list: numbers)"
        return "FROM \(fields.index) WHERE field \(isOne)"
    }

    /// Where the rows are of what is in an object, at any depth, as `FROM ... WHERE ...`.
    func rows(within name: String) -> SQL {
        let within: SQL = "tenant = \(tenant) AND name > \("\(name).") AND name < \("\(name)/")"
        let numbers: SQL = "SELECT id FROM \(fields.names) WHERE \(within)"
        // The numbers are asked for first: a planner that joined the tables could go through all of the index.
        return """
            FROM \(fields.index) WHERE field \(sqlite: "IN (", postgres: "= ANY (ARRAY(")\(numbers)
            \(sqlite: ")", postgres: "))")
            """
    }
}
