import Contract

/// A search entry: a field and one of its values in stored form.
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
    /// Returns the search entries of a document: each value with the path of its member.
    public func entries(of document: JSON) -> Set<SearchEntry> {
        var entries: Set<SearchEntry> = []
        DocumentReader(self).read(document) { entries.insert(SearchEntry(field: $0.name, kept: $1)) }
        return entries
    }
}
