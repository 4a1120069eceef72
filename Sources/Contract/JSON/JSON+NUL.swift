import OrderedCollections

extension JSON {
    /// Whether any text in it, or any member's name, has a NUL character, which PostgreSQL has no way to keep.
    public var hasNUL: Bool {
        switch self {
        case .string(let text): text.utf8.contains(0)
        case .array(let items): items.contains { $0.hasNUL }
        case .object(let members): members.contains { $0.key.utf8.contains(0) || $0.value.hasNUL }
        default: false
        }
    }
}

extension JSON {
    /// The same, with a mark in place of each NUL character: what is told of a value that cannot be kept.
    public var withVisibleNULs: JSON {
        guard hasNUL else { return self }
        switch self {
        case .string(let text): return .string(text.withVisibleNULs)
        case .array(let items): return .array(items.map(\.withVisibleNULs))
        case .object(let members):
            var visible = JSONObject()
            for (name, value) in members { visible[name.withVisibleNULs] = value.withVisibleNULs }
            return .object(visible)
        default: return self
        }
    }
}

extension String {
    /// The same, with a mark in place of each NUL character.
    public var withVisibleNULs: String {
        String(String.UnicodeScalarView(unicodeScalars.map { $0 == "\0" ? "\u{2400}" : $0 }))
    }
}
