import Storage

/// A token with its offset in characters.
struct SearchToken {
    enum Kind: Equatable {
        case word(SearchWord)
        case phrase(String)
        case range(SearchRange)
        case colon
        case open
        case close
        case plus
        case minus
        case and
        case or
        case not
    }

    let kind: Kind
    let offset: Int

    /// The token in the form of error messages.
    var name: String {
        switch kind {
        case .word(let word): "\"\(word.literal)\""
        case .phrase(let text): "\"\(text)\""
        case .range: "a range"
        case .colon: "\":\""
        case .open: "\"(\""
        case .close: "\")\""
        case .plus: "\"+\""
        case .minus: "\"-\""
        case .and: "AND"
        case .or: "OR"
        case .not: "NOT"
        }
    }
}

/// A term without quotation marks: characters and wildcards.
struct SearchWord: Equatable {
    private(set) var parts: [TextPattern.Part] = []
    /// Whether a character was escaped, so that the word is not an operator.
    private(set) var isEscaped = false

    mutating func append(_ character: Unicode.Scalar, escaped: Bool = false) {
        isEscaped = isEscaped || escaped
        if case .literal(let text) = parts.last {
            parts[parts.count - 1] = .literal(text + String(character))
        } else {
            parts.append(.literal(String(character)))
        }
    }

    mutating func append(wildcard: TextPattern.Part) {
        if wildcard == .anyCharacters, parts.last == .anyCharacters { return }
        parts.append(wildcard)
    }

    func joined(with other: SearchWord) -> SearchWord {
        var joined = self
        for part in other.parts {
            if case .literal(let text) = part {
                for character in text.unicodeScalars { joined.append(character) }
            } else {
                joined.append(wildcard: part)
            }
        }
        return joined
    }

    /// The word as text, with wildcards as characters.
    var literal: String {
        parts.map { part in
            switch part {
            case .literal(let text): text
            case .anyCharacters: "*"
            case .anyCharacter: "?"
            }
        }.joined()
    }

    var match: SearchMatch {
        if parts == [.anyCharacters] { return .exists }
        if parts.count == 1, case .literal(let text) = parts[0] { return .equal(text) }
        return .pattern(TextPattern(parts))
    }
}
