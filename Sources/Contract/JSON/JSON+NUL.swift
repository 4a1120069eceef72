import OrderedCollections

extension JSON {
    /// Whether any string or member name in the value contains a NUL character, which PostgreSQL cannot store.
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
    /// The value with U+2400 in place of each NUL character, for error messages about values that cannot be stored.
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
    /// The string with U+2400 in place of each NUL character.
    public var withVisibleNULs: String {
        String(String.UnicodeScalarView(unicodeScalars.map { $0 == "\0" ? "\u{2400}" : $0 }))
    }
}
