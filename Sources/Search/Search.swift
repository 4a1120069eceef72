/// Translates queries in Lucene syntax to conditions in SQL.
///
/// `SearchTree(parsing:)` parses the text: `SearchLexer` tokenizes it, and `SearchParser` builds a tree. `SearchIndex`
/// evaluates the tree with a table that contains the objects with each value. `SearchFields` defines the fields and how
/// their values are compared. This module does not know HTTP, users, or the origin of a table's rows.

/// The limits of a query, so that its cost is bounded.
public struct SearchLimits: Sendable {
    /// The maximum number of characters.
    public var length = 4_096
    /// The maximum nesting depth of parentheses.
    public var depth = 32
    /// The maximum number of terms, phrases and ranges.
    public var clauses = 200

    public init() {}
}

/// A syntax error in a query.
public struct SearchSyntaxError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A description of the error.
    public let problem: String
    /// The number of Unicode scalars before the error.
    public let offset: Int

    public var description: String { "\(problem) at offset \(offset)" }
}
