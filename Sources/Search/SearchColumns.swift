import Contract
import Storage

/// Searching by columns, or members of a JSON column, instead of an index. This suits rows that are written often and
/// searched rarely, and whose order ends a search early.
public struct SearchColumns: Sendable {
    /// The SQL expressions of the fields' values as text.
    private let columns: [String: SQL]
    /// The fields for terms without a field.
    private let defaults: [String]
    /// The date fields, in which `2026` means a year.
    private let dates: Set<String>

    public init(_ columns: [String: SQL], defaults: [String], dates: Set<String>) {
        self.columns = columns
        self.defaults = defaults
        self.dates = dates
    }

    /// Returns the condition for rows. An unknown field matches nothing.
    public func condition(_ tree: SearchTree) -> SQL {
        switch tree {
        case .all: "TRUE"
        // Missing values do not match, so NULL must not make the whole condition NULL.
        case .not(let part): "NOT COALESCE(\(condition(part)), FALSE)"
        case .and(let parts): "(\(SQL.joined(parts.map(condition), by: " AND ")))"
        case .or(let parts): "(\(SQL.joined(parts.map(condition), by: " OR ")))"
        case .field(let field?, let match): condition(field, match)
        case .field(nil, let match): "(\(SQL.joined(defaults.map { condition($0, match) }, by: " OR ")))"
        }
    }

    private func condition(_ field: String, _ match: SearchMatch) -> SQL {
        guard let column = columns[field] else { return "FALSE" }
        switch match {
        case .exists: return "(\(column) IS NOT NULL AND \(column) <> '')"
        case .pattern(let pattern): return "\(column) \(matching: pattern)"
        case .equal(let text):
            guard text.isPartOfDate(year: true), dates.contains(field) else { return "\(column) = \(form(text))" }
            let bound = SearchRange.Bound(text, isInclusive: true)
            return range(SearchRange(lower: bound, upper: bound), of: column, isDate: true)
        case .range(let range): return self.range(range, of: column, isDate: dates.contains(field))
        }
    }

    private func range(_ range: SearchRange, of column: SQL, isDate: Bool) -> SQL {
        var conditions: [SQL] = []
        if let lower = range.lower {
            let text = form(lower.value)
            let next = !lower.isInclusive && text.isPartOfDate(year: isDate) ? text.afterAllItBegins : nil
            conditions.append(
                next.map { "\(column) >= \($0)" }
                    ?? (lower.isInclusive ? "\(column) >= \(text)" : "\(column) > \(text)"))
        }
        if let upper = range.upper {
            let text = form(upper.value)
            let next = upper.isInclusive && text.isPartOfDate(year: isDate) ? text.afterAllItBegins : nil
            conditions.append(
                next.map { "\(column) < \($0)" }
                    ?? (upper.isInclusive ? "\(column) <= \(text)" : "\(column) < \(text)"))
        }
        return conditions.isEmpty ? "\(column) IS NOT NULL" : "(\(SQL.joined(conditions, by: " AND ")))"
    }

    /// Returns a text in the stored form of dates.
    private func form(_ text: String) -> String { Timestamp(text)?.description ?? text }
}
