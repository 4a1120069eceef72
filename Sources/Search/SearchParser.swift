/// Builds the tree of a query.
///
/// `NOT` has the highest precedence, followed by `AND`, juxtaposition and `OR`. Among juxtaposed terms, those with `+`
/// must match and those with `-`, `!` or `NOT` must not match; at least one of the others must match, unless there is
/// one with `+`.
struct SearchParser {
    private let tokens: [SearchToken]
    private let end: Int
    private let limits: SearchLimits
    private var position = 0
    private var depth = 0
    private var clauses = 0

    /// A term of a sequence with its sign.
    private struct Item {
        enum Sign {
            case none
            case required
            case excluded
        }

        var sign: Sign
        var tree: SearchTree

        var signed: SearchTree { sign == .excluded ? tree.negated : tree }
    }

    init(_ tokens: [SearchToken], end: Int, limits: SearchLimits) {
        self.tokens = tokens
        self.end = end
        self.limits = limits
    }

    private var next: SearchToken? { position < tokens.count ? tokens[position] : nil }

    private func failure(_ problem: String, at token: SearchToken? = nil) -> SearchSyntaxError {
        SearchSyntaxError(problem: problem, offset: token?.offset ?? next?.offset ?? end)
    }

    private mutating func take(_ kind: SearchToken.Kind) -> Bool {
        guard next?.kind == kind else { return false }
        position += 1
        return true
    }

    mutating func parse() throws -> SearchTree {
        if tokens.isEmpty { return .all }
        let tree = try alternatives(field: nil)
        if next != nil { throw failure("a ) that was not opened") }
        return tree
    }

    private mutating func alternatives(field: String?) throws -> SearchTree {
        var parts: [SearchTree] = [try sequence(field: field)]
        while take(.or) { parts.append(try sequence(field: field)) }
        return .any(parts)
    }

    private mutating func sequence(field: String?) throws -> SearchTree {
        var items: [Item] = [try conjunction(field: field)]
        while let next, next.kind != .or, next.kind != .close { items.append(try conjunction(field: field)) }
        var needed: [SearchTree] = items.filter { $0.sign == .required }.map(\.tree)
        let optional: [SearchTree] = items.filter { $0.sign == .none }.map(\.tree)
        if needed.isEmpty, !optional.isEmpty { needed = [.any(optional)] }
        return .every(needed + items.filter { $0.sign == .excluded }.map(\.signed))
    }

    private mutating func conjunction(field: String?) throws -> Item {
        let first = try signed(field: field)
        guard next?.kind == .and else { return first }
        var parts: [SearchTree] = [first.signed]
        while take(.and) { parts.append(try signed(field: field).signed) }
        return Item(sign: .none, tree: .every(parts))
    }

    private mutating func signed(field: String?) throws -> Item {
        var sign = Item.Sign.none
        while let kind = next?.kind, [.plus, .minus, .not].contains(kind) {
            position += 1
            if kind == .plus {
                if sign == .none { sign = .required }
            } else {
                sign = sign == .excluded ? .required : .excluded
            }
        }
        return Item(sign: sign, tree: try primary(field: field))
    }

    private mutating func primary(field: String?) throws -> SearchTree {
        guard let token = next else { throw failure("expected a term") }
        position += 1
        switch token.kind {
        case .open: return try group(token, field: field)
        case .word(let word):
            guard take(.colon) else { return try clause(token, field, word.match) }
            return try value(of: word.literal, token)
        case .phrase(let text):
            guard take(.colon) else { return try clause(token, field, .equal(text)) }
            return try value(of: text, token)
        case .range(let range): return try clause(token, field, .range(range))
        default: throw failure("expected a term, found \(token.name)", at: token)
        }
    }

    private mutating func group(_ opening: SearchToken, field: String?) throws -> SearchTree {
        depth += 1
        defer { depth -= 1 }
        if depth > limits.depth { throw failure("more than \(limits.depth) parentheses in one another", at: opening) }
        let tree = try alternatives(field: field)
        guard take(.close) else { throw failure("a ( that is not closed", at: opening) }
        return tree
    }

    /// Parses the value after a field name and a colon.
    private mutating func value(of field: String, _ name: SearchToken) throws -> SearchTree {
        guard let token = next else { throw failure("expected a value") }
        position += 1
        let match: SearchMatch
        switch token.kind {
        case .open where field != "_exists_": return try group(token, field: field)
        case .word(let word):
            if field == "_exists_" { return try clause(name, word.literal, .exists) }
            match = word.match
        case .phrase(let text):
            if field == "_exists_" { return try clause(name, text, .exists) }
            match = .equal(text)
        case .range(let range) where field != "_exists_": match = .range(range)
        case .plus where isBeforeWord(token): match = try signedValue("+")
        case .minus where isBeforeWord(token): match = try signedValue("-")
        default: throw failure("expected a value, found \(token.name)", at: token)
        }
        if next?.kind == .colon { throw failure("a colon in a value; escape it or use quotes") }
        return try clause(name, field, match)
    }

    private func isBeforeWord(_ sign: SearchToken) -> Bool {
        if case .word? = next?.kind { next?.offset == sign.offset + 1 } else { false }
    }

    /// Parses a phone number with `+` or a negative number. Lucene requires escapes, but these are unambiguous here.
    private mutating func signedValue(_ sign: Unicode.Scalar) throws -> SearchMatch {
        var value = SearchWord()
        value.append(sign)
        guard case .word(let rest)? = next?.kind else { throw failure("expected a value") }
        position += 1
        return value.joined(with: rest).match
    }

    private mutating func clause(_ token: SearchToken, _ field: String?, _ match: SearchMatch) throws -> SearchTree {
        clauses += 1
        if clauses > limits.clauses { throw failure("more than \(limits.clauses) terms", at: token) }
        var match = match
        if case .range(let range) = match, range.lower == nil, range.upper == nil { match = .exists }
        // `*` alone, and `*:*`.
        if match == .exists, field == nil || field == "*" { return .all }
        return .field(field, match)
    }
}

extension SearchTree {
    /// Returns the conjunction of several trees in its simplest form.
    static func every(_ parts: [SearchTree]) -> SearchTree {
        let flat: [SearchTree] = parts.flatMap { part in
            if case .and(let inner) = part { inner } else { [part] }
        }
        return flat.count == 1 ? flat[0] : .and(flat)
    }

    /// Returns the disjunction of several trees in its simplest form.
    static func any(_ parts: [SearchTree]) -> SearchTree {
        let flat: [SearchTree] = parts.flatMap { part in
            if case .or(let inner) = part { inner } else { [part] }
        }
        return flat.count == 1 ? flat[0] : .or(flat)
    }

    var negated: SearchTree {
        if case .not(let inner) = self { inner } else { .not(self) }
    }
}
