import Contract
import Search
import Storage

/// A reference implementation of the search that examines each document: slow, and independent of the search's own
/// code.
struct SearchOracle {
    private static let folded: Set<String> = [
        "email", "email.domain", "name", "given_name", "family_name", "nickname", "username",
    ]
    private static let dates: Set<String> = ["created_at", "updated_at", "last_login", "last_password_reset"]
    private static let defaults = [
        "email", "name", "given_name", "family_name", "nickname", "username", "phone_number", "user_id",
    ]

    /// A value of a document with its path.
    struct Leaf: Hashable {
        let path: String
        let text: String?
        let number: Double?

        init(_ path: String, text: String) { (self.path, self.text, number) = (path, text, nil) }
        init(_ path: String, number: Double) { (self.path, text, self.number) = (path, nil, number) }
    }

    let leaves: Set<Leaf>

    init(_ user: JSON) {
        var leaves: Set<Leaf> = []
        Self.walk(user, "", &leaves)
        if let email = user["email"]?.string, let at = email.lastIndex(of: "@") {
            leaves.insert(Leaf("email.domain", text: email[email.index(after: at)...].lowercased()))
        }
        self.leaves = leaves
    }

    private static func walk(_ json: JSON, _ path: String, _ leaves: inout Set<Leaf>) {
        switch json {
        case .null: return
        case .bool(let flag): leaves.insert(Leaf(path, text: "\(flag)"))
        case .integer(let number) where number > 9_007_199_254_740_992: leaves.insert(Leaf(path, text: "\(number)"))
        case .integer(let number): leaves.insert(Leaf(path, number: Double(number)))
        case .number(let number): leaves.insert(Leaf(path, number: number))
        case .string(let text): leaves.insert(Leaf(path, text: kept(text, path)))
        case .array(let items): for item in items { walk(item, path, &leaves) }
        case .object(let members):
            for (name, member) in members { walk(member, path == "" ? name : path + "." + name, &leaves) }
        }
    }

    /// Texts in these tests that exceed the indexed length are plain.
    private static func kept(_ text: String, _ path: String) -> String {
        if let moment = Timestamp(text) { return "\(moment)" }
        return String((folded.contains(path) ? text.lowercased() : text).prefix(512))
    }

    func fits(_ tree: SearchTree) -> Bool {
        switch tree {
        case .all: true
        case .and(let parts): parts.allSatisfy(fits)
        case .or(let parts): parts.contains(where: fits)
        case .not(let part): !fits(part)
        case .field(nil, let match): Self.defaults.contains { fits($0, match) }
        case .field(let field?, let match): fits(field, match)
        }
    }

    private func fits(_ field: String, _ match: SearchMatch) -> Bool {
        if match == .exists { return leaves.contains { $0.path == field || $0.path.hasPrefix(field + ".") } }
        return leaves.contains { leaf in
            guard leaf.path == field else { return false }
            if let number = leaf.number { return Self.fits(number, match) }
            return Self.fits(leaf.text ?? "", field, match)
        }
    }

    private static func fits(_ number: Double, _ match: SearchMatch) -> Bool {
        switch match {
        case .equal(let text):
            return text.count < 16 && Double(text) == number
        case .range(let range):
            if let lower = range.lower {
                guard let least = Double(lower.value), number > least || lower.isInclusive && number == least else {
                    return false
                }
            }
            if let upper = range.upper {
                guard let most = Double(upper.value), number < most || upper.isInclusive && number == most else {
                    return false
                }
            }
            return true
        default: return false
        }
    }

    private static func fits(_ text: String, _ field: String, _ match: SearchMatch) -> Bool {
        switch match {
        case .exists: return true
        case .equal(let value):
            if dates.contains(field), value.count < 20 { return text.hasPrefix(value) }
            return Array(text.utf8) == Array(kept(value, field).utf8)
        case .pattern(let pattern):
            let parts = pattern.parts.flatMap { part -> [Unicode.Scalar?] in
                switch part {
                case .anyCharacters: [nil]
                case .anyCharacter: ["\u{10FFFE}"]
                case .literal(let text): (folded.contains(field) ? text.lowercased() : text).unicodeScalars.map { $0 }
                }
            }
            return fits(text.unicodeScalars.map { $0 }[...], parts[...])
        case .range(let range):
            if let lower = range.lower, !isAfter(text, lower, field) { return false }
            if let upper = range.upper, !isBefore(text, upper, field) { return false }
            return true
        }
    }

    /// In a pattern, `nil` stands for an asterisk and U+10FFFE for a question mark.
    private static func fits(_ text: ArraySlice<Unicode.Scalar>, _ pattern: ArraySlice<Unicode.Scalar?>) -> Bool {
        guard let first = pattern.first else { return text.isEmpty }
        guard let first else {
            return fits(text, pattern.dropFirst()) || !text.isEmpty && fits(text.dropFirst(), pattern)
        }
        guard let next = text.first, next == first || first == "\u{10FFFE}" else { return false }
        return fits(text.dropFirst(), pattern.dropFirst())
    }

    private static func isAfter(_ text: String, _ bound: SearchRange.Bound, _ field: String) -> Bool {
        let value = kept(bound.value, field)
        if isPartOfDate(value, field), text.hasPrefix(value) { return bound.isInclusive }
        return value.utf8.lexicographicallyPrecedes(text.utf8) || bound.isInclusive && value == text
    }

    private static func isBefore(_ text: String, _ bound: SearchRange.Bound, _ field: String) -> Bool {
        let value = kept(bound.value, field)
        if isPartOfDate(value, field), text.hasPrefix(value) { return bound.isInclusive }
        return text.utf8.lexicographicallyPrecedes(value.utf8) || bound.isInclusive && value == text
    }

    /// Whether a text is a prefix of a date and time: up to the month, day, hour and so on, or the year in a date
    /// field.
    private static func isPartOfDate(_ text: String, _ field: String) -> Bool {
        let lengths = dates.contains(field) ? [4, 7, 10, 13, 16, 19] : [7, 10, 13, 16, 19]
        return lengths.contains(text.utf8.count)
            && zip(text.utf8, "0000-00-00T00:00:00".utf8).allSatisfy { given, wanted in
                wanted == UInt8(ascii: "0") ? (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(given) : given == wanted
            }
    }
}
