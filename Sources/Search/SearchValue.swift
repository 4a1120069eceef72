/// An indexed value: a text or a number. Booleans are the texts `true` and `false`.
public enum SearchValue: Hashable, Sendable {
    case text(String)
    case number(Double)

    public var text: String? { if case .text(let text) = self { text } else { nil } }
    public var number: Double? { if case .number(let number) = self { number } else { nil } }

    /// The maximum size of an indexed text and of a field's name, in bytes. The rest is not searched, because
    /// PostgreSQL limits index entries to 2,700 bytes.
    public static let longest = 512

    /// Larger integers are not exact as floating-point numbers, so they are indexed as text.
    private static let largestWhole: Int64 = 1 << 53

    static func whole(_ number: Int64) -> SearchValue {
        number.magnitude > largestWhole.magnitude ? .text(String(number)) : .number(Double(number))
    }

    /// Returns the number that a text represents; `nil` if it is not a number.
    static func number(in text: String) -> Double? {
        guard !text.isEmpty, text.utf8.allSatisfy({ "0123456789+-.eE".utf8.contains($0) }) else { return nil }
        if let whole = Int64(text) { return SearchValue.whole(whole).number }
        guard let number = Double(text), number.isFinite else { return nil }
        return number
    }

    /// Returns a text, shortened to the maximum size.
    static func bounded(_ text: String) -> String {
        guard text.utf8.count > longest else { return text }
        var bounded = String.UnicodeScalarView()
        var room = longest
        for character in text.unicodeScalars {
            room -= String(character).utf8.count
            if room < 0 { break }
            bounded.append(character)
        }
        return String(bounded)
    }
}

// An index has one column for both kinds of values. Numbers sort after all texts, in a form in which they sort as text.
extension SearchValue {
    /// The prefix of numbers, which is not a character and so does not occur in text.
    static let numberMark = "\u{10FFFF}"

    /// The value in the form of the index.
    public var kept: String {
        switch self {
        case .number(let number): return Self.numberMark + Self.sortable(number)
        case .text(let text):
            guard text.unicodeScalars.first == "\u{10FFFF}" else { return text }
            return "\u{FFFD}" + String(text.unicodeScalars.dropFirst())
        }
    }

    /// Parses a value in the form of the index.
    public init(kept text: String) {
        let digits = String(text.unicodeScalars.dropFirst())
        guard text.unicodeScalars.first == "\u{10FFFF}", let bits = UInt64(digits, radix: 16) else {
            self = .text(text)
            return
        }
        self = .number(Double(bitPattern: bits >> 63 == 1 ? bits & ~(1 << 63) : ~bits))
    }

    /// Flips the sign bit, and all other bits of negative numbers, so that the bits sort like the numbers.
    private static func sortable(_ number: Double) -> String {
        let bits = (number == 0 ? 0 : number).bitPattern
        let ordered = bits >> 63 == 1 ? ~bits : bits | 1 << 63
        let digits = String(ordered, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
