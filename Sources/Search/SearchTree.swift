import Storage

/// A parsed query.
public indirect enum SearchTree: Hashable, Sendable {
    /// Matches everything.
    case all
    /// Matches values of a field, or of any default field if there is none.
    case field(String?, SearchMatch)
    case and([SearchTree])
    case or([SearchTree])
    case not(SearchTree)
}

/// The condition for a value.
public enum SearchMatch: Hashable, Sendable {
    /// The value equals a text.
    case equal(String)
    case pattern(TextPattern)
    case range(SearchRange)
    /// A value exists.
    case exists
}

/// A range of values.
public struct SearchRange: Hashable, Sendable {
    public struct Bound: Hashable, Sendable {
        public let value: String
        public let isInclusive: Bool

        public init(_ value: String, isInclusive: Bool) {
            self.value = value
            self.isInclusive = isInclusive
        }
    }

    /// The lower bound; `nil` if the range is open.
    public let lower: Bound?
    public let upper: Bound?

    public init(lower: Bound?, upper: Bound?) {
        self.lower = lower
        self.upper = upper
    }
}

extension SearchTree {
    /// Parses a query. A query without terms matches everything.
    /// - Throws: `SearchSyntaxError` if the query is malformed.
    public init(parsing query: String, limits: SearchLimits = SearchLimits()) throws {
        let text = Array(query.unicodeScalars)
        guard text.count <= limits.length else {
            throw SearchSyntaxError(problem: "more than \(limits.length) characters", offset: limits.length)
        }
        var lexer = SearchLexer(text)
        var parser = SearchParser(try lexer.tokens(), end: text.count, limits: limits)
        self = try parser.parse()
    }
}

extension SearchTree: CustomStringConvertible {
    /// The tree in a form like `(or name:"jane" (not email:[* TO "b"}))`.
    public var description: String {
        switch self {
        case .all: "all"
        case .field(let name, let match): "\(name ?? "*"):\(match)"
        case .and(let parts): "(and \(parts.map(\.description).joined(separator: " ")))"
        case .or(let parts): "(or \(parts.map(\.description).joined(separator: " ")))"
        case .not(let part): "(not \(part))"
        }
    }
}

extension SearchMatch: CustomStringConvertible {
    public var description: String {
        switch self {
        case .equal(let text): "\"\(text)\""
        case .range(let range): range.description
        case .exists: "exists"
        case .pattern(let pattern):
            pattern.parts.map { part in
                switch part {
                case .literal(let text): "\"\(text)\""
                case .anyCharacters: "*"
                case .anyCharacter: "?"
                }
            }.joined()
        }
    }
}

extension SearchRange: CustomStringConvertible {
    public var description: String {
        let opening = lower?.isInclusive == false ? "{" : "["
        let closing = upper?.isInclusive == false ? "}" : "]"
        let from = lower.map { "\"\($0.value)\"" } ?? "*"
        let to = upper.map { "\"\($0.value)\"" } ?? "*"
        return "\(opening)\(from) TO \(to)\(closing)"
    }
}
