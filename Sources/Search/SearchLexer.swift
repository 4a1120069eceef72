import Storage

/// Tokenizes a query.
struct SearchLexer {
    private let text: [Unicode.Scalar]
    private var offset = 0

    init(_ text: [Unicode.Scalar]) { self.text = text }

    /// The characters that end a word unless they are escaped. `+`, `-`, `!` and `/` are special only at its beginning.
    private static let delimiters: Set<Unicode.Scalar> = ["(", ")", "[", "]", "{", "}", ":", "\"", "^", "~"]

    private var next: Unicode.Scalar? { offset < text.count ? text[offset] : nil }

    mutating func tokens() throws -> [SearchToken] {
        var tokens: [SearchToken] = []
        while skipSpace() {
            let start = offset
            tokens.append(SearchToken(kind: try token(), offset: start))
            try skipBoost()
        }
        return tokens
    }

    /// - Returns: whether more text follows.
    @discardableResult
    private mutating func skipSpace() -> Bool {
        while let next, next.properties.isWhitespace { offset += 1 }
        return next != nil
    }

    private func failure(_ problem: String, at offset: Int? = nil) -> SearchSyntaxError {
        SearchSyntaxError(problem: problem, offset: offset ?? self.offset)
    }

    private mutating func token() throws -> SearchToken.Kind {
        switch next {
        case "(": return taking(.open)
        case ")": return taking(.close)
        case ":": return taking(.colon)
        case "+": return taking(.plus)
        case "-": return taking(.minus)
        case "!": return taking(.not)
        case "\"": return .phrase(try phrase())
        case "[", "{": return .range(try range())
        case "<", ">": return .range(try comparison())
        case "/": throw failure("regular expressions are not supported; escape the / or use quotes")
        case "~": throw failure("a ~ without a term; escape it or use quotes")
        case "^": throw failure("a ^ without a term; escape it or use quotes")
        case "]", "}": throw failure("a range that was not begun")
        default: return try wordOrOperator()
        }
    }

    private mutating func taking(_ kind: SearchToken.Kind) -> SearchToken.Kind {
        offset += 1
        return kind
    }

    private mutating func wordOrOperator() throws -> SearchToken.Kind {
        let word = try word()
        if word.isEscaped { return .word(word) }
        return switch word.literal {
        case "AND", "&&": .and
        case "OR", "||": .or
        case "NOT": .not
        default: .word(word)
        }
    }

    private mutating func word() throws -> SearchWord {
        var word = SearchWord()
        while let next, !next.properties.isWhitespace, !Self.delimiters.contains(next) {
            offset += 1
            switch next {
            case "*": word.append(wildcard: .anyCharacters)
            case "?": word.append(wildcard: .anyCharacter)
            case "\\": word.append(try escaped(), escaped: true)
            default: word.append(try checked(next))
            }
        }
        return word
    }

    /// Returns the character after a backslash.
    private mutating func escaped() throws -> Unicode.Scalar {
        guard let next else { throw failure("nothing after \\", at: offset - 1) }
        offset += 1
        return try checked(next)
    }

    /// Rejects the NUL character, which no engine can store.
    private func checked(_ character: Unicode.Scalar) throws -> Unicode.Scalar {
        if character == "\0" { throw failure("the character U+0000", at: offset - 1) }
        return character
    }

    private mutating func phrase() throws -> String {
        let start = offset
        var phrase = String.UnicodeScalarView()
        offset += 1
        while let next {
            offset += 1
            switch next {
            case "\"": return String(phrase)
            case "\\": phrase.append(try escaped())
            default: phrase.append(try checked(next))
            }
        }
        throw failure("a quotation mark that is not closed", at: start)
    }
}

// MARK: - Ranges

extension SearchLexer {
    private mutating func range() throws -> SearchRange {
        let start = offset
        let includesLower = next == "["
        offset += 1
        let lower = try bound(endingAt: "]}", start)
        guard skipSpace() else { throw failure("a range that is not closed", at: start) }
        let separator = offset
        guard try word().literal == "TO" else { throw failure("expected TO", at: separator) }
        let upper = try bound(endingAt: "]}", start)
        guard skipSpace(), let closing = next else { throw failure("a range that is not closed", at: start) }
        guard closing == "]" || closing == "}" else { throw failure("expected ] or }") }
        offset += 1
        return SearchRange(
            lower: lower.map { SearchRange.Bound($0, isInclusive: includesLower) },
            upper: upper.map { SearchRange.Bound($0, isInclusive: closing == "]") })
    }

    /// Parses `>`, `>=`, `<` or `<=` with its value.
    private mutating func comparison() throws -> SearchRange {
        let start = offset
        let isLower = next == ">"
        offset += 1
        let isInclusive = next == "="
        if isInclusive { offset += 1 }
        guard let value = try bound(endingAt: ")", start) else { throw failure("expected a value", at: start) }
        let bound = SearchRange.Bound(value, isInclusive: isInclusive)
        return SearchRange(lower: isLower ? bound : nil, upper: isLower ? nil : bound)
    }

    /// Parses the bound of a range, which may contain colons like times of day; returns `nil` for `*`.
    private mutating func bound(endingAt closing: String, _ start: Int) throws -> String? {
        guard skipSpace() else { throw failure("a range that is not closed", at: start) }
        if next == "\"" { return try phrase() }
        let first = offset
        var value = String.UnicodeScalarView()
        while let next, !next.properties.isWhitespace, !closing.unicodeScalars.contains(next) {
            offset += 1
            value.append(next == "\\" ? try escaped() : try checked(next))
        }
        if offset == first { throw failure("expected a value") }
        return offset == first + 1 && text[first] == "*" ? nil : String(value)
    }
}

// MARK: - Boosts

extension SearchLexer {
    /// Skips a boost like `^2` after a token. Boosts affect only relevance, by which results are not sorted here.
    private mutating func skipBoost() throws {
        if next == "~" { throw failure("fuzzy and proximity searches (~) are not supported") }
        guard next == "^" else { return }
        let start = offset
        offset += 1
        var digits = String.UnicodeScalarView()
        while let next, next.isASCII, next.properties.numericType != nil || next == "." {
            digits.append(next)
            offset += 1
        }
        if Double(String(digits)) == nil { throw failure("expected a number after ^", at: start) }
    }
}
