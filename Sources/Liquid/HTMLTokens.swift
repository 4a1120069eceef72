/// A token of HTML.
enum HTMLToken {
    case text(ArraySlice<UInt8>)
    case tag(HTMLTag)
}

struct HTMLTag {
    /// The name in lowercase.
    let name: String
    let isEnd: Bool
    /// The text between the name and `>`.
    let rest: ArraySlice<UInt8>

    /// Returns the quoted value of an attribute, with its character references.
    /// - Parameter name: the name in lowercase.
    func attribute(_ name: String) -> String? {
        var bytes = rest[...]
        while true {
            bytes = bytes.drop { $0.isHTMLSpace || $0 == UInt8(ascii: "/") }
            guard !bytes.isEmpty else { return nil }
            let key = bytes.prefix { !$0.isHTMLSpace && $0 != UInt8(ascii: "=") }
            bytes = bytes.dropFirst(max(1, key.count)).drop(while: \.isHTMLSpace)
            guard bytes.first == UInt8(ascii: "=") else { continue }
            bytes = bytes.dropFirst().drop(while: \.isHTMLSpace)
            guard let quote = bytes.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
                bytes = bytes.drop { !$0.isHTMLSpace }
                continue
            }
            let value = bytes.dropFirst().prefix { $0 != quote }
            if String(decoding: key, as: UTF8.self).lowercased() == name {
                return String(decoding: value, as: UTF8.self)
            }
            bytes = bytes.dropFirst(value.count + 2)
        }
    }
}

/// Tokenizes HTML in one pass, without comments and the contents of scripts, style sheets and heads. Markup that is not
/// closed is text.
struct HTMLTokens: Sequence, IteratorProtocol {
    private static let hidden: Set<String> = ["script", "style", "head"]

    private let bytes: [UInt8]
    private var index = 0
    /// End markers that do not occur in the rest of the text, so that each is searched in vain only once.
    private var missing: Set<String> = []

    init(_ html: String) { bytes = Array(html.utf8) }

    mutating func next() -> HTMLToken? {
        while index < bytes.count {
            let start = index
            guard bytes[index] == UInt8(ascii: "<") else {
                index = bytes[index...].firstIndex(of: UInt8(ascii: "<")) ?? bytes.count
                return .text(bytes[start..<index])
            }
            if let end = endOfComment(at: index) {
                index = end
            } else if let tag = readTag() {
                if tag.isEnd || !Self.hidden.contains(tag.name) { return .tag(tag) }
                index = endOfElement(tag.name) ?? index
            } else {
                index += 1
                return .text(bytes[start..<index])
            }
        }
        return nil
    }

    private mutating func endOfComment(at start: Int) -> Int? {
        guard bytes[start...].starts(with: "<!--".utf8), !missing.contains("-->") else { return nil }
        if let end = position(of: "-->", from: start + 4) { return end + 3 }
        missing.insert("-->")
        return nil
    }

    /// Reads from `<` to `>`; if there is no `>`, the position does not change.
    private mutating func readTag() -> HTMLTag? {
        guard !missing.contains(">") else { return nil }
        guard let close = bytes[index...].firstIndex(of: UInt8(ascii: ">")) else {
            missing.insert(">")
            return nil
        }
        var content = bytes[(index + 1)..<close]
        let isEnd = content.first == UInt8(ascii: "/")
        if isEnd { content = content.dropFirst() }
        let name = content.prefix(while: \.isHTMLNameByte)
        index = close + 1
        return HTMLTag(
            name: String(decoding: name, as: UTF8.self).lowercased(), isEnd: isEnd, rest: content.dropFirst(name.count))
    }

    /// Returns the end of an element whose content is not shown.
    private mutating func endOfElement(_ name: String) -> Int? {
        guard !missing.contains(name) else { return nil }
        var place = index
        while let start = position(of: "</", from: place) {
            let after = bytes[(start + 2)...]
            if after.prefix(name.utf8.count).map(\.smallLetter).elementsEqual(name.utf8),
                let close = after.dropFirst(name.utf8.count).first(where: { !$0.isHTMLSpace }),
                close == UInt8(ascii: ">"), let end = after.firstIndex(of: close)
            {
                return end + 1
            }
            place = start + 2
        }
        missing.insert(name)
        return nil
    }

    private func position(of pattern: StaticString, from start: Int) -> Int? {
        let wanted = Array("\(pattern)".utf8)
        guard start < bytes.count else { return nil }
        var place = start
        while let first = bytes[place...].firstIndex(of: wanted[0]) {
            if bytes[first...].starts(with: wanted) { return first }
            place = first + 1
        }
        return nil
    }
}

extension UInt8 {
    var isHTMLSpace: Bool { self == 0x20 || (0x09...0x0D).contains(self) }
    fileprivate var smallLetter: UInt8 { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) ? self | 0x20 : self }
    fileprivate var isHTMLNameByte: Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20)
            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self)
    }
}
