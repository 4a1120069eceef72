import Contract
import Storage

extension SearchIndex {
    private static let columns = ["tenant", "field", "value", "first", "last", "users"]

    /// Adds things to the index.
    /// - Parameter found: what is found under each entry, in ascending order.
    public func insert(_ found: [SearchEntry: [Int]], in transaction: Transaction) throws {
        let rows: [[SQLValue]] = found.sorted { $0.key < $1.key }.compactMap { entry, numbers in
            row(entry, numbers[...])
        }
        try transaction.insertAll(into: fields.index, Self.columns, rows)
    }

    /// Adds a thing to the index.
    public func insert(_ number: Int, under entries: Set<SearchEntry>, in transaction: Transaction) throws {
        let rows = entries.sorted().compactMap { row($0, [number]) }
        try transaction.insertAll(into: fields.index, Self.columns, rows)
    }

    private func row(_ entry: SearchEntry, _ numbers: ArraySlice<Int>) -> [SQLValue]? {
        guard let first = numbers.first, let last = numbers.last else { return nil }
        let users: SQLValue = first == last ? .null : .blob(Postings.bytes(numbers))
        return [
            tenant.sqlValue, .text(entry.field), .text(entry.value), first.sqlValue, last.sqlValue, users,
        ]
    }

    /// Takes things from the index.
    /// - Parameter found: what is no longer found under each entry.
    public func delete(_ found: [SearchEntry: NumberSet], in transaction: Transaction) throws {
        for (entry, numbers) in found.sorted(by: { $0.key < $1.key }) {
            try delete(numbers, under: entry, in: transaction)
        }
    }

    /// Takes a thing from the index.
    public func delete(_ number: Int, under entries: Set<SearchEntry>, in transaction: Transaction) throws {
        for entry in entries.sorted() { try delete([number], under: entry, in: transaction) }
    }

    private func delete(_ numbers: NumberSet, under entry: SearchEntry, in transaction: Transaction) throws {
        let all = numbers.numbers(limit: .max)
        guard let first = all.first, let last = all.last else { return }
        let rows: SQL = """
            \(fields.index) WHERE tenant = \(tenant) AND field = \(entry.field) AND value = \(entry.value)
            """
        let single: SQL = all.count == 1 ? "= \(first)" : "IN \(list: all)"
        let deleted = try transaction.execute("DELETE FROM \(rows) AND first \(single) AND users IS NULL")
        guard deleted < all.count else { return }
        let many: SQL = """
            SELECT first, users FROM \(rows) AND first <= \(last) AND last >= \(first) AND users IS NOT NULL\(.forUpdate)
            """
        for row in try transaction.rows(many) {
            let first: Int = try row["first"]
            var kept = numbers.contains(first) ? [] : [first]
            var isChanged = kept.isEmpty
            Postings.read(try row["users"], after: first) { number in
                if numbers.contains(number) { isChanged = true } else { kept.append(number) }
            }
            guard isChanged else { continue }
            try transaction.execute("DELETE FROM \(rows) AND first = \(first)")
            try insert([entry: kept], in: transaction)
        }
    }
}

extension NumberSet: ExpressibleByArrayLiteral {
    public init(arrayLiteral numbers: Int...) { self.init(numbers) }
}
