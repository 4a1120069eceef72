import ArgumentParser
import Contract
import Foundation
import Liquid
import OrderedCollections
import People
import Search
import Serving

/// Gives the parsers of what comes from outside texts that are almost right, until time is up. A parser may refuse; it
/// may not crash, and what it says must not depend on how a text was cut.
@main
struct Fuzz: ParsableCommand {
    @Option(help: "For how long.") var seconds = 600
    @Option(help: "What the texts follow from; the same seed makes the same texts.") var seed: UInt64 = 1

    func run() throws {
        var dice = Dice(seed)
        var counts: [String: Int] = [:]
        let end = Date() + TimeInterval(seconds)
        while Date() < end {
            for (name, attempt) in Self.targets {
                for _ in 0..<50 {
                    try attempt(&dice)
                    counts[name, default: 0] += 1
                }
            }
        }
        for (name, count) in counts.sorted(by: { $0.key < $1.key }) { print("\(name): \(count) texts, no crash") }
    }

    private static let targets: [(String, @Sendable (inout Dice) throws -> Void)] = [
        ("queries", queries), ("arrays of users", arrays), ("JSON", json), ("forms", forms),
        ("templates", templates), ("HTML", html), ("registered URLs", urls), ("literals in scripts", literals),
    ]

    /// Something that must hold and does not.
    struct Broken: Error {
        let what: String
        let text: String
    }

    private static let markup = [
        "{{", "}}", "{%", "%}", "{%-", "-%}", " a ", "'", "\"", "|", "date", "truncate", "slice", "replace", ":", ",",
        "-",
        "9223372036854775807", "-9223372036854775808", "1e308", "(1..9)", "for i in", "endfor", "if", "endif", "raw",
        "endraw", "comment", "endcomment", "[", "]", ".", "not ", " and ", " contains ", "\u{600}", "\u{301}", "case",
        "when", "endcase", "%Y", "%",
    ]

    private static func templates(_ dice: inout Dice) throws {
        let text = dice.text(from: markup, atMost: 40)
        guard let template = try? LiquidTemplate(parsing: text) else { return }
        let values: JSONObject = ["a": .integer(.min), "i": "x", "b": .number(1e308)]
        // Too much work is an answer.
        _ = try? template.render(values, as: .html, now: Timestamp(milliseconds: 0))
    }

    private static let tags = [
        "<", ">", "</", "<!--", "-->", "<script>", "</script>", "<a href=\"", "\">", "<br>", "<li>", "&", "&#", "&#x",
        ";",
        "a", " ", "\n", "\u{600}", "\u{301}", "'", "=", "<head>", "</head>",
    ]

    private static func html(_ dice: inout Dice) throws {
        let text = dice.text(from: tags, atMost: 60)
        _ = HTMLText.plain(text)
        let escaped = HTMLText.escape(text)
        guard !escaped.utf8.contains(where: { "<>\"'".utf8.contains($0) }) else {
            throw Broken(what: "an escaped text has special characters", text: text)
        }
        guard HTMLText.unescape(escaped).isIdentical(to: text) else {
            throw Broken(what: "what was escaped does not come back", text: text)
        }
    }

    private static let addresses = [
        "https://", "http://", "*", ".", "example.com", "{organization_name}", ":", "8443", "/", "?", "#", "@", "\\",
        "-",
        "a", "\u{600}", "\u{301}", "\u{212A}", "javascript:", "%2F", "..", "[::1]", "{", "}",
    ]

    private static func urls(_ dice: inout Dice) throws {
        let (pattern, url) = (dice.text(from: addresses, atMost: 10), dice.text(from: addresses, atMost: 10))
        guard let registered = URLPattern(pattern) else { return }
        guard registered.matches(url, organization: "acme"), !url.isIdentical(to: pattern) else { return }
        let hosts = [pattern, url].map { URLPattern.origin(of: $0)?.split(separator: ".").last.map(String.init) }
        guard hosts[0] == hosts[1] else { throw Broken(what: "\(pattern) fits another domain", text: url) }
    }

    private static func literals(_ dice: inout Dice) throws {
        let text = dice.text(from: tags + ["\u{2028}", "\\", "\u{0}"], atMost: 40)
        let literal = JSON.object([text: .string(text)]).scriptLiteral
        guard !literal.utf8.contains(where: { "<>&'".utf8.contains($0) }) else {
            throw Broken(what: "a literal can end its script", text: text)
        }
        guard try JSON(parsing: Array(literal.utf8))[text]?.string?.isIdentical(to: text) == true else {
            throw Broken(what: "a literal has another value", text: text)
        }
    }

    private static let words = [
        "name", "email", ":", "\"", "(", ")", "[", "]", "{", "}", " TO ", " AND ", " OR ", "NOT ", "+", "-", "!", "*",
        "?", "\\", "~", "^", ">", "<", "=", "_exists_:", "&&", "||", " ", "user_metadata.a.b", "2026-01", "1.5", "é",
        "\u{0}", "😀", "/",
    ]

    private static func queries(_ dice: inout Dice) throws {
        let text = dice.text(from: words, atMost: 30)
        guard let tree = try? SearchTree(parsing: text) else { return }
        guard try SearchTree(parsing: text) == tree else { throw Broken(what: "a query has two meanings", text: text) }
    }

    private static let pieces = [
        "[", "]", "{", "}", ",", ":", "\"", "\\", "\\u00", "\\ud83d\\ude00", "\"a\"", "1", "-0.5e3", "true", "null",
        " ",
        "\n", "{\"email\":\"a@b.c\"}", "\u{FEFF}", "é", "\u{1}",
    ]

    private static func arrays(_ dice: inout Dice) throws {
        let text = (dice.next(4) > 0 ? "[" : "") + dice.text(from: pieces, atMost: 40)
        let bytes = Array(text.utf8)
        let whole = try? scanned(bytes, by: bytes.count + 1)
        let parts = try? scanned(bytes, by: 1 + dice.next(7))
        guard whole == parts else { throw Broken(what: "the items depend on how they come in", text: text) }
    }

    /// The items of an array that comes in bit by bit.
    private static func scanned(_ bytes: [UInt8], by size: Int) throws -> [[UInt8]] {
        var scanner = ArrayScanner()
        var items: [[UInt8]] = []
        var rest: [UInt8] = []
        var next = bytes[...]
        // What begins a text must be there as a whole to be known.
        rest += next.prefix(3)
        next = next.dropFirst(3)
        repeat {
            rest += next.prefix(size)
            next = next.dropFirst(size)
            let found = try scanner.items(in: rest, limit: .max)
            items += found.items.map { Array(rest[$0]) }
            rest.removeFirst(found.end)
        } while !next.isEmpty
        guard scanner.place == .closing else { throw Broken(what: "not an array", text: "") }
        return items
    }

    private static func json(_ dice: inout Dice) throws {
        let text = dice.text(from: pieces, atMost: 30)
        // A whole number may lose its exponent on the way, once.
        guard let first = try? JSON(parsing: Array(text.utf8)) else { return }
        let json = try JSON(parsing: first.bytes)
        guard try JSON(parsing: json.bytes) == json else { throw Broken(what: "JSON changes on the way", text: text) }
    }

    private static let lines = [
        "--x\r\n", "--x--\r\n", "\r\n", "--x", "Content-Disposition: form-data; name=\"a\"\r\n\r\n", "bytes", "\r",
        "\n",
        "Content-Type: text/plain\r\n", "; filename=\"f\"", "-", "\u{0}",
    ]

    private static func forms(_ dice: inout Dice) throws {
        let bytes = Array(dice.text(from: lines, atMost: 25).utf8)
        guard var reader = MultipartReader(contentType: "multipart/form-data; boundary=x") else { return }
        var rest = bytes[...]
        while !rest.isEmpty {
            let size = 1 + dice.next(9)
            guard (try? reader.read(rest.prefix(size))) != nil else { return }
            rest = rest.dropFirst(size)
        }
    }
}

/// Numbers that follow from a seed (SplitMix64).
struct Dice {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next(_ count: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var number = state
        number = (number ^ (number >> 30)) &* 0xBF58_476D_1CE4_E5B9
        number = (number ^ (number >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((number ^ (number >> 31)) % UInt64(count))
    }

    mutating func text(from words: [String], atMost count: Int) -> String {
        (0..<next(count + 1)).map { _ in words[next(words.count)] }.joined()
    }
}
