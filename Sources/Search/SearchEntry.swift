import Contract

/// What a thing is found by: a field, and a value of it in the form in which it is kept.
public struct SearchEntry: Hashable, Comparable, Sendable {
    public let field: String
    public let value: String

    public init(field: String, value: SearchValue) {
        self.field = field
        self.value = value.kept
    }

    init(field: String, kept value: String) {
        self.field = field
        self.value = value
    }

    public static func < (left: SearchEntry, right: SearchEntry) -> Bool {
        left.field == right.field ? left.value < right.value : left.field < right.field
    }
}

extension SearchFields {
    /// What a document is found by: each of its values, under the path of its member. The items of an array are values of
    /// the path that the array has. What is `null` or empty has no value.
    public func entries(of document: JSON) -> Set<SearchEntry> {
        var entries: Set<SearchEntry> = []
        forEachValue(of: document) { entries.insert(SearchEntry(field: $0, kept: $1)) }
        return entries
    }

    /// Gives each field with each value, as it is kept; some more than once.
    func forEachValue(of document: JSON, _ body: (_ field: String, _ value: String) -> Void) {
        collect(document, at: "", body)
        for (field, derive) in derived {
            guard let text = derive(document) else { continue }
            body(field, SearchValue.text(form(of: text, in: field)).kept)
        }
    }

    private func collect(_ json: JSON, at path: String, _ body: (_ field: String, _ value: String) -> Void) {
        if hidden.contains(path) || path.utf8.count > SearchValue.longest { return }
        switch json {
        case .null: break
        case .bool(let flag): body(path, flag ? "true" : "false")
        case .integer(let number): body(path, SearchValue.whole(number).kept)
        case .number(let number): body(path, SearchValue.number(number).kept)
        case .string(let text): body(path, SearchValue.text(form(of: text, in: path)).kept)
        case .array(let items): for item in items { collect(item, at: path, body) }
        case .object(let members):
            for (name, member) in members {
                collect(member, at: path.isEmpty ? name : "\(path).\(name)", body)
            }
        }
    }
}
