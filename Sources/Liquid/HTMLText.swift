/// Conversion between text and HTML.
public enum HTMLText {
    /// Escapes a text for HTML, including attribute values.
    public static func escape(_ text: String) -> String {
        var escaped: [UInt8] = []
        escaped.reserveCapacity(text.utf8.count)
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "&"): escaped += Array("&amp;".utf8)
            case UInt8(ascii: "<"): escaped += Array("&lt;".utf8)
            case UInt8(ascii: ">"): escaped += Array("&gt;".utf8)
            case UInt8(ascii: "\""): escaped += Array("&#34;".utf8)
            case UInt8(ascii: "'"): escaped += Array("&#39;".utf8)
            default: escaped.append(byte)
            }
        }
        return String(decoding: escaped, as: UTF8.self)
    }

    /// Decodes common character references in a text.
    public static func unescape(_ text: String) -> String {
        let bytes = Array(text.utf8)
        guard bytes.contains(ampersand) else { return text }
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            if bytes[index] == ampersand, let (meaning, end) = reference(in: bytes, at: index) {
                result += meaning.utf8
                index = end
            } else {
                result.append(bytes[index])
                index += 1
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    private static let ampersand = UInt8(ascii: "&")
    /// The maximum length of a character reference, including `&` and `;`.
    private static let maximumReferenceLength = 10

    /// Returns the meaning of a character reference, and its end.
    private static func reference(in bytes: [UInt8], at start: Int) -> (meaning: String, end: Int)? {
        let window = bytes[start...].prefix(maximumReferenceLength)
        guard let end = window.firstIndex(of: UInt8(ascii: ";")) else { return nil }
        let name = String(decoding: bytes[start + 1..<end], as: UTF8.self)
        let meaning: String?
        if name.hasPrefix("#x") {
            meaning = scalar(UInt32(name.dropFirst(2), radix: 16))
        } else if name.hasPrefix("#") {
            meaning = scalar(UInt32(name.dropFirst()))
        } else {
            meaning = named[name]
        }
        return meaning.map { ($0, end + 1) }
    }

    private static let named = [
        "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{A0}", "mdash": "\u{2014}",
        "ndash": "\u{2013}", "hellip": "\u{2026}", "copy": "\u{A9}",
    ]

    private static func scalar(_ code: UInt32?) -> String? {
        code.flatMap(Unicode.Scalar.init).map { String(Character($0)) }
    }

    /// Removes tags, comments, scripts and style sheets. Takes linear time.
    public static func withoutTags(_ html: String) -> String {
        var text: [UInt8] = []
        for token in HTMLTokens(html) {
            if case .text(let bytes) = token { text += bytes }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Converts HTML to plain text for mails, with URLs after links. Takes linear time.
    public static func plain(_ html: String) -> String {
        var text = PlainText()
        for token in HTMLTokens(html) { text.take(token) }
        return text.finished
    }
}

/// Builds the plain text of HTML.
private struct PlainText {
    private var bytes: [UInt8] = []
    /// The URL of the current link, and the position where its text begins.
    private var link: (address: String, start: Int)?

    mutating func take(_ token: HTMLToken) {
        switch token {
        case .text(let text):
            // Line breaks in HTML are spaces.
            bytes += HTMLText.unescape(String(decoding: text.map { $0.isHTMLSpace ? 0x20 : $0 }, as: UTF8.self)).utf8
        case .tag(let tag) where !tag.isEnd && tag.name == "a":
            endLink()
            if let address = tag.attribute("href").map(HTMLText.unescape), !address.isEmpty {
                link = (address, bytes.count)
            }
        case .tag(let tag) where tag.name == "a": endLink()
        case .tag(let tag): bytes += Self.separator(tag).utf8
        }
    }

    private mutating func endLink() {
        guard let (address, start) = link else { return }
        link = nil
        let words = String(decoding: bytes[start...], as: UTF8.self).trimmed
        bytes.removeSubrange(start...)
        bytes += (words.utf8.elementsEqual(address.utf8) ? words : "\(words): \(address)").utf8
    }

    private static let blocks: Set<String> = [
        "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "tr",
    ]

    private static func separator(_ tag: HTMLTag) -> String {
        if tag.name == "br" { return "\n" }
        if tag.name == "li", !tag.isEnd { return "\n- " }
        return tag.isEnd && blocks.contains(tag.name) ? "\n\n" : ""
    }

    /// The text with normalized white space: at most one consecutive empty line, no trailing spaces, no repeated
    /// spaces.
    var finished: String {
        var copy = self
        copy.endLink()
        let lines = copy.bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map { line in
            line.split(separator: 0x20).map { String(decoding: $0, as: UTF8.self) }.joined(separator: " ").trimmed
        }
        var kept: [String] = []
        for line in lines where !(line.isEmpty && (kept.last?.isEmpty ?? true)) { kept.append(line) }
        while kept.last?.isEmpty ?? false { kept.removeLast() }
        return kept.joined(separator: "\n")
    }
}

extension String {
    /// The text without leading and trailing white space.
    var trimmed: String {
        guard let first = unicodeScalars.firstIndex(where: { !$0.properties.isWhitespace }),
            let last = unicodeScalars.lastIndex(where: { !$0.properties.isWhitespace })
        else { return "" }
        return String(unicodeScalars[first...last])
    }
}
