import Contract

/// A mail address with an optional name.
public struct Mailbox: Hashable, Sendable {
    public let name: String?
    public let address: String

    /// Parses `ann@example.com` or `Ann <ann@example.com>`; returns `nil` for anything else.
    public init?(_ text: String) {
        let text = Self.trimmed(text[...])
        var address = text
        var name: String?
        if text.hasSuffix(">"), let open = text.lastIndex(of: "<") {
            address = String(text[text.index(after: open)...].dropLast())
            var words = Self.trimmed(text[..<open])
            if words.count > 1, words.hasPrefix("\""), words.hasSuffix("\"") {
                words = String(words.dropFirst().dropLast())
            }
            name = words.isEmpty ? nil : words
        }
        guard Format.email.accepts(address) else { return nil }
        self.address = address
        self.name = name
    }

    /// Returns the text on one line: control characters, which could end a header, become spaces, and runs of spaces
    /// are collapsed.
    static func trimmed(_ text: Substring) -> String {
        let scalars = text.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? " " : String($0) }
        let words = scalars.joined().split(separator: " ")
        return words.joined(separator: " ")
    }

    /// The address with its name in the form of a header.
    var header: String {
        guard let name else { return address }
        if !name.utf8.allSatisfy({ $0 < 0x80 }) { return "\(EncodedWords.text(name)) <\(address)>" }
        let escaped = name.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        return "\"\(escaped)\" <\(address)>"
    }
}
