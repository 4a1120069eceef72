/// What a store can say no with.
public enum StorageError: Error, Sendable, CustomStringConvertible {
    /// A row with the same key is there already.
    case notUnique(String)
    /// A row refers to one that is not there.
    case danglingReference(String)
    /// A column is missing or holds something else than was expected.
    case unreadable(column: String, as: String)
    /// The engine refused a statement.
    case refused(String)
    /// The database cannot be reached, or has no more room.
    case unavailable(String)

    public var description: String {
        switch self {
        case .notUnique(let detail): "not unique: \(detail)"
        case .danglingReference(let detail): "dangling reference: \(detail)"
        case .unreadable(let column, let type): "column \(column) cannot be read as \(type)"
        case .refused(let detail): "refused: \(detail)"
        case .unavailable(let detail): "unavailable: \(detail)"
        }
    }
}
