import Contract
import Storage

/// Where a query's results come from, as SQL.
///
/// First the index gives those that may fit: of parts that must all fit, the one which promises the fewest. Then each of
/// them is held against the rest of the query, value by value. Only a query that begins with nothing to look up, as
/// `NOT name:ada`, goes through all there is.
public struct SearchSource: Sendable {
    /// `FROM ... WHERE ...`, to which conditions can be added.
    public let sql: SQL

    public init(_ tree: SearchTree, in fields: SearchFields, tenant: TenantID) {
        let writer = SearchWriter(fields: fields, tenant: tenant)
        let owners = fields.owners
        let rest: SQL = writer.condition(tree).map { "AND \($0)" } ?? ""
        guard let candidates = writer.candidates(tree) else {
            sql = "\(.unrepeated) FROM \(owners) WHERE \(owners).tenant = \(tenant) \(rest)"
            return
        }
        // SQLite goes through a CROSS JOIN from left to right; PostgreSQL as it sees fit.
        sql = """
            \(.unrepeated) FROM (\(candidates.sql)) AS found CROSS JOIN \(owners)
            WHERE \(owners).tenant = \(tenant) AND \(owners).\(fields.key) = found.\(fields.key)
            \(candidates.isExact ? "" : rest)
            """
    }
}

private struct SearchWriter {
    /// Those that may fit, and none of those that do is missing.
    struct Candidates {
        var sql: SQL
        var cost: Int
        /// Whether all of them fit.
        var isExact: Bool
    }

    let fields: SearchFields
    let tenant: TenantID

    /// - Returns: `nil` where the index does not narrow what may fit.
    func candidates(_ tree: SearchTree) -> Candidates? {
        switch tree {
        case .all, .not: return nil
        case .field(let field, let match):
            let condition = ValueCondition(field, match, fields, isProbe: false)
            let lookups: [SQL] = condition.alternatives.map { alternative in
                "SELECT \(fields.key) FROM \(fields.values) WHERE tenant = \(tenant) AND \(alternative)"
            }
            let isOne = lookups.count == 1
            let sql = isOne ? distinct(lookups[0], condition) : .joined(lookups, by: " UNION ")
            return Candidates(sql: sql, cost: condition.cost, isExact: true)
        case .and(let parts):
            guard var best = parts.compactMap(candidates).min(by: { $0.cost < $1.cost }) else { return nil }
            best.isExact = false
            return best
        case .or(let parts):
            let all = parts.compactMap(candidates)
            guard all.count == parts.count else { return nil }
            let cost = all.reduce(0) { $0 + $1.cost }
            let parts: [SQL] = all.map { "SELECT \(fields.key) FROM (\($0.sql)) AS found" }
            return Candidates(sql: .joined(parts, by: " UNION "), cost: cost, isExact: all.allSatisfy(\.isExact))
        }
    }

    /// The things that a look-up finds, each once. Where they do not come in order, the key is hidden: to have them in
    /// order, SQLite would rather go through the whole table than use the index.
    private func distinct(_ lookup: SQL, _ condition: ValueCondition) -> SQL {
        let key: SQL = condition.isInOrder ? fields.key : "\(fields.key) || ''"
        return "SELECT DISTINCT \(key) AS \(fields.key) FROM (\(lookup)) AS found"
    }

    /// The condition on one of the things searched; `nil` where there is none.
    func condition(_ tree: SearchTree) -> SQL? {
        switch tree {
        case .all: return nil
        case .not(let part): return condition(part).map { "NOT \($0)" } ?? "FALSE"
        case .and(let parts):
            let conditions = parts.compactMap(condition)
            return conditions.isEmpty ? nil : "(\(SQL.joined(conditions, by: " AND ")))"
        case .or(let parts):
            let conditions = parts.compactMap(condition)
            return conditions.count < parts.count ? nil : "(\(SQL.joined(conditions, by: " OR ")))"
        case .field(let field, let match):
            let alternatives: [SQL] = ValueCondition(field, match, fields, isProbe: true).alternatives.map { "(\($0))" }
            return """
                EXISTS (SELECT 1 FROM \(fields.values) AS present WHERE present.tenant = \(tenant)
                AND present.\(fields.key) = \(fields.owners).\(fields.key) AND (\(.joined(alternatives, by: " OR "))))
                """
        }
    }
}
