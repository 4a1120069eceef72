/// From a query in Lucene's syntax to a condition in SQL.
///
/// `SearchTree(parsing:)` reads the text: `SearchLexer` cuts it into tokens, `SearchParser` makes a tree of them.
/// `SearchIndex` answers the tree from a table that has, for each value, the things which have it.
/// `SearchFields` says which fields there are and how their values are compared; of HTTP, of users and of where a table's
/// rows come from nothing is known here.

/// How long and how deep a query may be, so that none costs without end.
public struct SearchLimits: Sendable {
    /// Characters.
    public var length = 4_096
    /// Parentheses in parentheses.
    public var depth = 32
    /// Terms, phrases and ranges in all.
    public var clauses = 200

    public init() {}
}

/// A query that cannot be read.
public struct SearchSyntaxError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong.
    public let problem: String
    /// How many characters come before the mistake; Unicode scalars are counted.
    public let offset: Int

    public var description: String { "\(problem) at offset \(offset)" }
}
