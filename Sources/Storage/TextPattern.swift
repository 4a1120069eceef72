/// A case-sensitive pattern for a whole text.
///
/// In a statement: `text \(matching: pattern)`.
public struct TextPattern: Hashable, Sendable {
    public enum Part: Hashable, Sendable {
        case literal(String)
        /// Any number of characters, including none.
        case anyCharacters
        /// Exactly one character.
        case anyCharacter
    }

    public let parts: [Part]

    public init(_ parts: [Part]) { self.parts = parts }

    /// The common prefix of all matching texts.
    public var prefix: String {
        if case .literal(let text) = parts.first { text } else { "" }
    }

    /// Returns the condition after the text. SQLite's LIKE is case-insensitive, so GLOB is used there.
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

    /// Escapes special characters. It works on Unicode scalars as the engines do, because a combining accent would hide
    /// an asterisk in a character.
    private static func escaped(_ text: String, _ special: String, _ escape: (Unicode.Scalar) -> String) -> String {
        text.unicodeScalars.map { special.unicodeScalars.contains($0) ? escape($0) : String($0) }.joined()
    }
}
