import Contract
import Storage

extension SearchIndex {
    static let columns = ["field", "value", "first", "last", "users"]

    /// Adds an object to the index.
    public func insert(_ number: Int, under entries: Set<SearchEntry>, in transaction: Transaction) throws {
        if entries.isEmpty { return }
        let numbering = try numbering(Set(entries.map(\.field)), in: transaction)
        let rows = entries.sorted().map { Self.row(numbering[$0.field] ?? 0, $0.value, [number]) }
        try transaction.insertAll(into: fields.index, Self.columns, rows)
    }

    /// - Parameter numbers: the numbers in ascending order, which must not be empty.
    static func row(_ field: Int, _ value: String, _ numbers: [Int]) -> [SQLValue] {
        let (first, last) = (numbers[0], numbers[numbers.count - 1])
        let users: SQLValue = first == last ? .null : .blob(Postings.bytes(numbers))
        return [field.sqlValue, .text(value), first.sqlValue, last.sqlValue, users]
    }

    /// Removes objects from the index.
    /// - Parameter found: the objects to remove from each entry.
    public func delete(_ found: [SearchEntry: NumberSet], in transaction: Transaction) throws {
        if found.isEmpty { return }
        let numbering = try numbers(ofFields: Set(found.keys.map(\.field)), in: transaction)
        for (entry, numbers) in found.sorted(by: { $0.key < $1.key }) {
            // A field without a number has no entries.
            guard let field = numbering[entry.field] else { continue }
            try delete(numbers, of: field, entry.value, in: transaction)
        }
    }

    /// Removes an object from the index.
    public func delete(_ number: Int, under entries: Set<SearchEntry>, in transaction: Transaction) throws {
        try delete(Dictionary(uniqueKeysWithValues: entries.map { ($0, [number]) }), in: transaction)
    }

    private func delete(_ numbers: NumberSet, of field: Int, _ value: String, in transaction: Transaction) throws {
        let all = numbers.numbers(limit: .max)
        guard let first = all.first, let last = all.last else { return }
        let rows: SQL = "\(fields.index) WHERE field = \(field) AND value = \(value)"
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
            if kept.isEmpty { continue }
            try transaction.insertAll(into: fields.index, Self.columns, [Self.row(field, value, kept)])
        }
    }
}

extension NumberSet: ExpressibleByArrayLiteral {
    public init(arrayLiteral numbers: Int...) { self.init(numbers) }
}
