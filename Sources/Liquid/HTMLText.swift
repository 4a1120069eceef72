/// Text in HTML.
public enum HTMLText {
    /// The text with what means something in HTML escaped, also inside of attributes.
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

    /// The text with its escapes read, as far as they are common.
    public static func unescape(_ text: String) -> String {
        guard text.contains("&") else { return text }
        return text.replacing(/&(#[0-9]{1,7}|#x[0-9a-fA-F]{1,6}|[a-z]{2,6});/) { match in
            let name = match.output.1
            if name.hasPrefix("#x") { return character(UInt32(name.dropFirst(2), radix: 16)) ?? String(match.output.0) }
            if name.hasPrefix("#") { return character(UInt32(name.dropFirst())) ?? String(match.output.0) }
            return named[String(name)] ?? String(match.output.0)
        }
    }

    private static let named = [
        "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{A0}", "mdash": "\u{2014}",
        "ndash": "\u{2013}", "hellip": "\u{2026}", "copy": "\u{A9}",
    ]

    private static func character(_ code: UInt32?) -> String? {
        code.flatMap(Unicode.Scalar.init).map { String(Character($0)) }
    }

    /// The text without tags, comments, and what scripts and style sheets say.
    public static func withoutTags(_ html: String) -> String {
        html.replacing(/(?is)<(script|style|head)\b.*?<\/\1\s*>/, with: "")
            .replacing(/(?s)<!--.*?-->/, with: "").replacing(/(?s)<[^>]*>/, with: "")
    }

    /// What the HTML says, for those who read mails as text: links are followed by their addresses.
    public static func plain(_ html: String) -> String {
        let marked = html.replacing(/(?is)<(script|style|head)\b.*?<\/\1\s*>/, with: "")
            .replacing(/\s+/, with: " ")
            .replacing(/(?is)<a\b[^>]*\bhref\s*=\s*(?:"([^"]*)"|'([^']*)')[^>]*>(.*?)<\/a\s*>/) { match in
                let address = match.output.1 ?? match.output.2 ?? ""
                let words = withoutTags(String(match.output.3)).trimmed
                return words == address || address.isEmpty ? words : "\(words): \(address)"
            }
            .replacing(/(?i)<br\s*\/?>/, with: "\n").replacing(/(?i)<\/(p|div|h[1-6]|ul|ol|table|tr)\s*>/, with: "\n\n")
            .replacing(/(?i)<li\b[^>]*>/, with: "\n- ")
        let lines = unescape(withoutTags(marked)).split(separator: "\n", omittingEmptySubsequences: false)
            .map { String($0).trimmed }
        return lines.joined(separator: "\n").replacing(/\n{3,}/, with: "\n\n").trimmed
    }
}

extension String {
    /// Without white space at both ends.
    var trimmed: String {
        guard let first = firstIndex(where: { !$0.isWhitespace }), let last = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(self[first...last])
    }
}
