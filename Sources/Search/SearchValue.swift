import Contract
import OrderedCollections

/// A value as it is found by: a text, or a number. Booleans are the texts `true` and `false`.
public enum SearchValue: Hashable, Sendable {
    case text(String)
    case number(Double)

    public var text: String? { if case .text(let text) = self { text } else { nil } }
    public var number: Double? { if case .number(let number) = self { number } else { nil } }

    /// How many bytes of a text and of a field's name are kept. What follows is not searched: an index of PostgreSQL
    /// has room for 2,700 bytes an entry.
    public static let longest = 512

    /// Whole numbers beyond this are not told apart as numbers of floating point, so their digits are kept as text.
    private static let largestWhole: Int64 = 1 << 53

    static func whole(_ number: Int64) -> SearchValue {
        number.magnitude > largestWhole.magnitude ? .text(String(number)) : .number(Double(number))
    }

    /// The number that a text writes, if that is all it does.
    static func number(in text: String) -> Double? {
        guard !text.isEmpty, text.utf8.allSatisfy({ "0123456789+-.eE".utf8.contains($0) }) else { return nil }
        if let whole = Int64(text) { return SearchValue.whole(whole).number }
        guard let number = Double(text), number.isFinite else { return nil }
        return number
    }

    /// The beginning of a text that is not longer than is kept.
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

extension SearchFields {
    /// The values of a document, by the paths of their members. The items of an array are values of the path that the
    /// array has. What is `null` or empty has no value.
    public func values(of document: JSON) -> OrderedDictionary<String, OrderedSet<SearchValue>> {
        var values: OrderedDictionary<String, OrderedSet<SearchValue>> = [:]
        collect(document, at: "", into: &values)
        return values
    }

    private func collect(
        _ json: JSON, at path: String, into values: inout OrderedDictionary<String, OrderedSet<SearchValue>>
    ) {
        if hidden.contains(path) || path.utf8.count > SearchValue.longest { return }
        switch json {
        case .null: break
        case .bool(let flag): values[path, default: []].append(.text(flag ? "true" : "false"))
        case .integer(let number): values[path, default: []].append(.whole(number))
        case .number(let number): values[path, default: []].append(.number(number))
        case .string(let text): values[path, default: []].append(.text(form(of: text, in: path)))
        case .array(let items): for item in items { collect(item, at: path, into: &values) }
        case .object(let members):
            for (name, member) in members {
                collect(member, at: path.isEmpty ? name : "\(path).\(name)", into: &values)
            }
        }
    }
}
