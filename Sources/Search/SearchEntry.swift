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
        collect(document, at: "", into: &entries)
        for (field, derive) in derived {
            guard let text = derive(document) else { continue }
            entries.insert(SearchEntry(field: field, value: .text(form(of: text, in: field))))
        }
        return entries
    }

    private func collect(_ json: JSON, at path: String, into entries: inout Set<SearchEntry>) {
        if hidden.contains(path) || path.utf8.count > SearchValue.longest { return }
        func insert(_ value: SearchValue) { entries.insert(SearchEntry(field: path, value: value)) }
        switch json {
        case .null: break
        case .bool(let flag): insert(.text(flag ? "true" : "false"))
        case .integer(let number): insert(.whole(number))
        case .number(let number): insert(.number(number))
        case .string(let text): insert(.text(form(of: text, in: path)))
        case .array(let items): for item in items { collect(item, at: path, into: &entries) }
        case .object(let members):
            for (name, member) in members {
                collect(member, at: path.isEmpty ? name : "\(path).\(name)", into: &entries)
            }
        }
    }
}
