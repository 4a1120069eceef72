import Contract
import Storage

/// The order of a field's values: texts, then numbers; objects without a value always come last.
public struct SearchOrder: Sendable {
    public let field: String
    public let isAscending: Bool

    public init(field: String, isAscending: Bool) {
        self.field = field
        self.isAscending = isAscending
    }
}

extension SearchIndex {
    /// The number of index rows to read per step.
    private static let rowsInStep = 2_000

    /// Returns the objects of a result in the order of a field. It scans the values of the field until there are
    /// enough, so if few objects match, sorting all of them is faster.
    /// - Parameter start: the number of objects to skip.
    public func numbers(
        of result: SearchResult, in order: SearchOrder, start: Int, limit: Int, _ transaction: Transaction
    ) throws -> [Int] {
        var seen = NumberSet()
        var left = start
        var numbers: [Int] = []
        func take(_ number: Int) {
            guard numbers.count < limit, result.contains(number), !seen.contains(number) else { return }
            seen.insert(number)
            if left > 0 { left -= 1 } else { numbers.append(number) }
        }
        var last: (value: String, first: Int)?
        let source = try rows(of: [order.field], in: transaction)
        while let source, numbers.count < limit {
            let rows = try transaction.rows(values(source, order, after: last))
            for row in rows {
                let first: Int = try row["first"]
                take(first)
                let users: [UInt8]? = try row["users"]
                Postings.read(users ?? [], after: first, take)
            }
            guard rows.count == Self.rowsInStep, let end = rows.last else { break }
            last = (try end["value"], try end["first"])
        }
        guard numbers.count < limit else { return numbers }
        let rest = limit - numbers.count
        return numbers + (try self.numbers(of: result, leavingOut: seen, start: left, limit: rest, transaction))
    }

    private func numbers(
        of result: SearchResult, leavingOut seen: NumberSet, start: Int, limit: Int, _ transaction: Transaction
    ) throws -> [Int] {
        var rest = result
        rest.formIntersection(SearchResult(seen, isComplement: true))
        return try numbers(of: rest, start: start, limit: limit, in: transaction)
    }

    private func values(_ source: SQL, _ order: SearchOrder, after last: (value: String, first: Int)?) -> SQL {
        let isAfter: SQL = order.isAscending ? ">" : "<"
        let bound: SQL = last.map { "AND (value, first) \(isAfter) (\($0.value), \($0.first))" } ?? ""
        let direction: SQL = order.isAscending ? "ASC" : "DESC"
        return """
            SELECT value, first, users \(source) \(bound)
            ORDER BY value \(direction), first \(direction) LIMIT \(Self.rowsInStep)
            """
    }
}
