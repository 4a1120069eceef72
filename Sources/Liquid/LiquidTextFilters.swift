import Contract
import Foundation

extension LiquidFilter {
    static let texts: [String: LiquidFilter] = [
        "append": .text(1...1) { $0 + $1[0] },
        "prepend": .text(1...1) { $1[0] + $0 },
        "capitalize": .text { text, _ in text.prefix(1).uppercased() + text.dropFirst().lowercased() },
        "upcase": .text { text, _ in text.uppercased() },
        "downcase": .text { text, _ in text.lowercased() },
        "strip": .text { text, _ in text.trimmed },
        "lstrip": .text { text, _ in String(text.drop(while: \.isWhitespace)) },
        "rstrip": .text { text, _ in String(text.reversed().drop(while: \.isWhitespace).reversed()) },
        "strip_newlines": .text { text, _ in
            String(String.UnicodeScalarView(text.unicodeScalars.filter { !Character($0).isNewline }))
        },
        "replace": .text(2...2) { text, given throws(LiquidFailure) in
            try replaced(text, given[0], given[1], most: Int.max)
        },
        "replace_first": .text(2...2) { text, given throws(LiquidFailure) in
            try replaced(text, given[0], given[1], most: 1)
        },
        "remove": .text(1...1) { text, given throws(LiquidFailure) in
            try replaced(text, given[0], "", most: Int.max)
        },
        "remove_first": .text(1...1) { text, given throws(LiquidFailure) in
            try replaced(text, given[0], "", most: 1)
        },
        "truncate": .text(0...2) { text, given in
            let (length, end) = (given.first.flatMap(Int.init) ?? 50, given.count > 1 ? given[1] : "...")
            guard length < text.count else { return text }
            return text.prefix(max(0, max(0, length) - end.count)) + end
        },
        "truncatewords": .text(0...2) { text, given in
            let (count, end) = (given.first.flatMap(Int.init) ?? 15, given.count > 1 ? given[1] : "...")
            let words = text.split(whereSeparator: \.isWhitespace)
            return words.count <= count ? text : words.prefix(max(1, count)).joined(separator: " ") + end
        },
        "escape": .text(makesHTML: true) { text, _ in HTMLText.escape(text) },
        "escape_once": .text(makesHTML: true) { text, _ in HTMLText.escape(HTMLText.unescape(text)) },
        "url_encode": .text { text, _ in PercentEncoding.encode(text).replacingExactly("%20", with: "+") },
        "url_decode": .text { text, _ in text.replacingExactly("+", with: " ").removingPercentEncoding ?? text },
        "strip_html": .text { text, _ in HTMLText.withoutTags(text) },
        "newline_to_br": .text(makesHTML: true) { text, _ in
            HTMLText.escape(text).replacingExactly("\r\n", with: "\n").replacingExactly("\n", with: "<br />\n")
        },
    ]

    private static func replaced(
        _ text: String, _ old: String, _ new: String, most: Int
    ) throws(LiquidFailure) -> String {
        let found = ByteSearch(old).ranges(in: Array(text.utf8), most: most).count
        let (growth, overflow) = found.multipliedReportingOverflow(by: new.utf8.count)
        guard !overflow, growth <= LiquidRenderer.maximumTextLength else {
            throw LiquidFailure("A value is longer than \(LiquidRenderer.maximumTextLength) bytes")
        }
        return text.replacingExactly(old, with: new, most: most)
    }
}
