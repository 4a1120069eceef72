/// A pattern that a whole text matches or not. Characters are compared as they are, capital or not.
///
/// In a statement: `text \(matching: pattern)`.
public struct TextPattern: Hashable, Sendable {
    public enum Part: Hashable, Sendable {
        case literal(String)
        /// Any characters, also none.
        case anyCharacters
        /// Exactly one character.
        case anyCharacter
    }

    public let parts: [Part]

    public init(_ parts: [Part]) { self.parts = parts }

    /// What every text that matches begins with.
    public var prefix: String {
        if case .literal(let text) = parts.first { text } else { "" }
    }

    /// The condition after the text. SQLite's LIKE takes capital and small letters for the same, so it gets GLOB.
    func condition(for dialect: Dialect) -> (operator: String, pattern: String, suffix: String) {
        switch dialect {
        case .sqlite: ("GLOB ", parts.map(Self.glob).joined(), "")
        case .postgres: ("LIKE ", parts.map(Self.like).joined(), " ESCAPE '\\'")
        }
    }

    private static func glob(_ part: Part) -> String {
        switch part {
        case .anyCharacters: "*"
        case .anyCharacter: "?"
        case .literal(let text): escaped(text, "*?[") { "[\($0)]" }
        }
    }

    private static func like(_ part: Part) -> String {
        switch part {
        case .anyCharacters: "%"
        case .anyCharacter: "_"
        case .literal(let text): escaped(text, "\\%_") { "\\\($0)" }
        }
    }

    /// Goes by Unicode scalars, as the engines do: with an accent on it, an asterisk is still one to them.
    private static func escaped(_ text: String, _ special: String, _ escape: (Unicode.Scalar) -> String) -> String {
        text.unicodeScalars.map { special.unicodeScalars.contains($0) ? escape($0) : String($0) }.joined()
    }
}
