/// A token of a template.
enum LiquidToken {
    case text(String)
    /// The text between `{{` and `}}`, and its offset.
    case output(String, offset: Int)
    /// The text between `{%` and `%}`, and its offset.
    case tag(String, offset: Int)
}

/// Tokenizes a template.
struct LiquidLexer {
    private let whole: String
    private let bytes: [UInt8]
    private var offset = 0
    private var found: [LiquidToken] = []
    /// Whether the white space at the beginning of the next token is removed.
    private var trimsNext = false

    init(_ text: String) {
        whole = text
        bytes = Array(text.utf8)
    }

    func tokens() throws(LiquidError) -> [LiquidToken] {
        var lexer = self
        do {
            try lexer.run()
        } catch {
            throw LiquidError(error, in: whole)
        }
        return lexer.found
    }

    private mutating func run() throws(LiquidMistake) {
        var start = 0
        while offset < bytes.count {
            guard bytes[offset] == UInt8(ascii: "{"), offset + 1 < bytes.count,
                [UInt8(ascii: "{"), UInt8(ascii: "%")].contains(bytes[offset + 1])
            else {
                offset += 1
                continue
            }
            add(text: start..<offset)
            let isTag = bytes[offset + 1] == UInt8(ascii: "%")
            let (content, place) = try readMarkup(isTag ? "%}" : "}}")
            let name = content.prefix { $0.isLetter || $0 == "_" }
            if isTag, name == "raw" || name == "comment" {
                try skipBlock(String(name), from: place)
            } else {
                found.append(isTag ? .tag(content, offset: place) : .output(content, offset: place))
            }
            start = offset
        }
        add(text: start..<bytes.count)
    }

    private mutating func add(text range: Range<Int>, isKept: Bool = false) {
        var part = bytes[range]
        if trimsNext, !isKept { part = part.drop(while: Self.isSpace) }
        trimsNext = false
        if !part.isEmpty { found.append(.text(String(decoding: part, as: UTF8.self))) }
    }

    /// Reads from `{{` or `{%` to its end, taking quotation marks into account.
    private mutating func readMarkup(_ end: String) throws(LiquidMistake) -> (content: String, offset: Int) {
        let opening = offset
        offset += 2
        if offset < bytes.count, bytes[offset] == UInt8(ascii: "-") {
            offset += 1
            trimLast()
        }
        let closing = Array(end.utf8)
        let first = offset
        var quote: UInt8?
        while offset + 1 < bytes.count {
            let byte = bytes[offset]
            if byte == quote {
                quote = nil
            } else if quote == nil, byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = byte
            } else if quote == nil, byte == closing[0], bytes[offset + 1] == closing[1] {
                return finishMarkup(first)
            }
            offset += 1
        }
        throw LiquidMistake("\(end == "%}" ? "A tag" : "An output") is not closed with \(end)", at: opening)
    }

    private mutating func finishMarkup(_ first: Int) -> (content: String, offset: Int) {
        var last = offset
        if last > first, bytes[last - 1] == UInt8(ascii: "-") {
            last -= 1
            trimsNext = true
        }
        offset += 2
        let content = bytes[first..<last].drop(while: Self.isSpace)
        let text = String(decoding: content, as: UTF8.self)
        return (String(text.reversed().drop(while: \.isWhitespace).reversed()), content.startIndex)
    }

    /// Reads the content of `{% raw %}` as text, and skips that of comments.
    private mutating func skipBlock(_ name: String, from opening: Int) throws(LiquidMistake) {
        let start = offset
        while offset + 1 < bytes.count {
            guard bytes[offset] == UInt8(ascii: "{"), bytes[offset + 1] == UInt8(ascii: "%"),
                let end = endOfTag("end\(name)", at: offset)
            else {
                offset += 1
                continue
            }
            if name == "raw", start < offset {
                add(text: start..<offset)
                // The hyphens of `{%- endraw -%}` remove white space like those of other tags.
                if bytes[offset + 2] == UInt8(ascii: "-") { trimLast() }
            }
            trimsNext = bytes[end - 3] == UInt8(ascii: "-")
            offset = end
            return
        }
        throw LiquidMistake("The tag \(name) is not closed with end\(name)", at: opening)
    }

    /// Returns the end of a tag that consists only of a name; `nil` if another tag begins there.
    private func endOfTag(_ name: String, at start: Int) -> Int? {
        var rest = bytes[(start + 2)...]
        if rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
        rest = rest.drop(while: Self.isSpace)
        guard rest.starts(with: name.utf8) else { return nil }
        rest = rest.dropFirst(name.utf8.count).drop(while: Self.isSpace)
        if rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
        guard rest.starts(with: "%}".utf8) else { return nil }
        return rest.startIndex + 2
    }

    private mutating func trimLast() {
        guard case .text(let text)? = found.last else { return }
        found.removeLast()
        let bytes = Array(text.utf8)
        let kept = bytes.prefix((bytes.lastIndex { !Self.isSpace($0) } ?? -1) + 1)
        if !kept.isEmpty { found.append(.text(String(decoding: kept, as: UTF8.self))) }
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
}
