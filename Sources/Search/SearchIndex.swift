import Contract
import Storage

/// An index of objects by their values. Each object has a number, and the index contains the numbers of the objects
/// with each value of each field: usually one row per object, and one row for many objects that were added together.
///
/// A query is evaluated with sets of numbers, one for each part, which are combined as in the query.
public struct SearchIndex: Sendable {
    let fields: SearchFields
    let tenant: TenantID

    public init(_ fields: SearchFields, of tenant: TenantID) {
        self.fields = fields
        self.tenant = tenant
    }
}

/// The objects that match a query, or those that do not: most queries match few objects, but one that begins with `NOT`
/// matches almost all.
public struct SearchResult: Sendable {
    public private(set) var numbers: NumberSet
    /// Whether all objects match except these.
    public private(set) var isComplement: Bool

    init(_ numbers: NumberSet, isComplement: Bool = false) {
        self.numbers = numbers
        self.isComplement = isComplement
    }

    public func contains(_ number: Int) -> Bool { numbers.contains(number) != isComplement }

    fileprivate var isNothing: Bool { !isComplement && numbers.isEmpty }

    fileprivate mutating func invert() { isComplement.toggle() }

    /// Removes the objects that are not in another result.
    public mutating func formIntersection(_ other: SearchResult) {
        switch (isComplement, other.isComplement) {
        case (false, false): numbers.formIntersection(other.numbers)
        case (false, true): numbers.subtract(other.numbers)
        case (true, false):
            var kept = other.numbers
            kept.subtract(numbers)
            self = SearchResult(kept)
        case (true, true): numbers.formUnion(other.numbers)
        }
    }
}

extension SearchIndex {
    /// Returns the objects that match a query.
    public func find(_ tree: SearchTree, in transaction: Transaction) throws -> SearchResult {
        switch tree {
        case .all: return SearchResult(NumberSet(), isComplement: true)
        case .not(let part):
            var result = try find(part, in: transaction)
            result.invert()
            return result
        case .field(let field, let match): return SearchResult(try numbers(field, match, in: transaction))
        case .and(let parts): return try intersection(of: parts, in: transaction)
        case .or(let parts):
            // De Morgan: an object matches one part if it does not match none of them.
            var result = try intersection(of: parts.map(SearchTree.not), in: transaction)
            result.invert()
            return result
        }
    }

    private func intersection(of parts: [SearchTree], in transaction: Transaction) throws -> SearchResult {
        var result = SearchResult(NumberSet(), isComplement: true)
        for part in parts.sorted(by: { cost(of: $0) < cost(of: $1) }) {
            if result.isNothing { break }
            result.formIntersection(try find(part, in: transaction))
        }
        return result
    }

    /// Returns the estimated cost of a part, so that parts that may end the search early come first.
    private func cost(of tree: SearchTree) -> Int {
        switch tree {
        case .all: 0
        case .not(let part): cost(of: part)
        case .and(let parts): parts.map(cost).min() ?? 0
        case .or(let parts): parts.map(cost).reduce(0, +)
        case .field(let field, let match): ValueCondition(field, match, fields).cost
        }
    }

    private func numbers(
        _ field: String?, _ match: SearchMatch, in transaction: Transaction
    ) throws -> NumberSet {
        var numbers = NumberSet()
        for (names, conditions) in ValueCondition(field, match, fields).alternatives {
            if let rows = try rows(of: names, in: transaction) {
                for condition in conditions { try read("\(rows) AND \(condition)", into: &numbers, in: transaction) }
            }
            guard match == .exists else { continue }
            for name in names { try read(rows(within: name), into: &numbers, in: transaction) }
        }
        return numbers
    }

    private func read(_ source: SQL, into numbers: inout NumberSet, in transaction: Transaction) throws {
        let row: SQL = """
            CASE WHEN users IS NULL THEN \(sqlite: "first", postgres: "first::text") ELSE
                \(sqlite: "first || ':' || hex(users)", postgres: "first::text || ':' || encode(users, 'hex')") END
            """
        try transaction.read(source, into: &numbers, number: row)
    }
}

extension SearchIndex {
    /// Returns the numbers that an SQL query selects.
    /// - Parameters:
    ///   - source: the `FROM` and `WHERE` clauses.
    ///   - number: the column with the numbers.
    public func numbers(_ number: SQL, _ source: SQL, in transaction: Transaction) throws -> SearchResult {
        var numbers = NumberSet()
        try transaction.read(source, into: &numbers, number: number)
        return SearchResult(numbers)
    }

    /// Returns the number of objects in a result.
    public func count(_ result: SearchResult, in transaction: Transaction) throws -> Int {
        guard result.isComplement else { return result.numbers.count }
        let total: Int =
            try transaction.row("SELECT COUNT(*) AS total FROM \(fields.owners) WHERE tenant = \(tenant)")?["total"]
            ?? 0
        return total - result.numbers.count
    }

    /// Returns the objects of a result in the order of creation.
    /// - Parameters:
    ///   - bound: the exclusive lower bound of the numbers.
    ///   - start: the number of objects to skip.
    public func numbers(
        of result: SearchResult, after bound: Int = -1, start: Int = 0, limit: Int, in transaction: Transaction
    ) throws -> [Int] {
        guard result.isComplement else { return result.numbers.numbers(after: bound, start: start, limit: limit) }
        var numbers: [Int] = []
        var (last, left) = (bound, start)
        while numbers.count < limit {
            let step = max(limit, 200)
            let skipped = result.numbers.isEmpty ? left : 0
            left -= skipped
            let all: [Int] = try transaction.rows(
                """
                SELECT number FROM \(fields.owners) WHERE tenant = \(tenant) AND number > \(last)
                ORDER BY number LIMIT \(step) OFFSET \(skipped)
                """
            ).map { try $0["number"] }
            for number in all where result.contains(number) && numbers.count < limit {
                if left > 0 { left -= 1 } else { numbers.append(number) }
            }
            guard all.count == step, let end = all.last else { break }
            last = end
        }
        return numbers
    }
}

extension Transaction {
    /// Reads numbers in a single text, because reading them as rows takes several times as long.
    /// - Parameter number: the expression for a row in the form that `Postings.read(text:_:)` expects.
    fileprivate func read(_ source: SQL, into numbers: inout NumberSet, number: SQL) throws {
        let row = try row(
            """
            SELECT \(sqlite: "group_concat(", postgres: "string_agg((")\(number)\(sqlite: ")", postgres: ")::text, ',')")
                AS numbers \(source)
            """)
        guard let text: String = try row?["numbers"] else { return }
        Postings.read(text: text) { numbers.insert($0) }
    }
}
