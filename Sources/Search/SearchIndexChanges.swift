import Contract
import Storage

extension SearchIndex {
    static let columns = ["tenant", "field", "value", "first", "last", "users"]

    /// Adds a thing to the index.
    public func insert(_ number: Int, under entries: Set<SearchEntry>, in transaction: Transaction) throws {
        let rows = entries.sorted().map { Self.row(tenant.sqlValue, .text($0.field), .text($0.value), [number]) }
        try transaction.insertAll(into: fields.index, Self.columns, rows)
    }

    private func insert(_ numbers: [Int], under entry: SearchEntry, in transaction: Transaction) throws {
        if numbers.isEmpty { return }
        let row = Self.row(tenant.sqlValue, .text(entry.field), .text(entry.value), numbers)
        try transaction.insertAll(into: fields.index, Self.columns, [row])
    }

    /// - Parameter numbers: in ascending order, and not without any.
    static func row(_ tenant: SQLValue, _ field: SQLValue, _ value: SQLValue, _ numbers: [Int]) -> [SQLValue] {
        let (first, last) = (numbers[0], numbers[numbers.count - 1])
        let users: SQLValue = first == last ? .null : .blob(Postings.bytes(numbers))
        return [tenant, field, value, first.sqlValue, last.sqlValue, users]
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
            try insert(kept, under: entry, in: transaction)
        }
    }
}

extension NumberSet: ExpressibleByArrayLiteral {
    public init(arrayLiteral numbers: Int...) { self.init(numbers) }
}
