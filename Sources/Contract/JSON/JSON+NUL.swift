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
