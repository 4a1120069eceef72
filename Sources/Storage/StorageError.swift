/// The errors of a store.
public enum StorageError: Error, Sendable, CustomStringConvertible {
    /// A row with the same key exists already.
    case notUnique(String)
    /// A row refers to one that does not exist.
    case danglingReference(String)
    /// A column does not exist or has another type.
    case unreadable(column: String, as: String)
    /// A text has a character that cannot be stored, such as NUL.
    case unstorableText(String)
    /// The engine rejected a statement.
    case refused(String)
    /// The database has migrations that this version does not know, because a newer version has used it.
    case newerSchema(String)
    /// The database cannot be reached, cannot be written, or did not respond in time.
    case unavailable(String)

    public var description: String {
        switch self {
        case .notUnique(let detail): "not unique: \(detail)"
        case .danglingReference(let detail): "dangling reference: \(detail)"
        case .unreadable(let column, let type): "column \(column) cannot be read as \(type)"
        case .unstorableText(let detail): "cannot be kept: \(detail)"
        case .refused(let detail): "refused: \(detail)"
        case .newerSchema(let steps): "a newer version of Gatehouse has used it (\(steps))"
        case .unavailable(let detail): "unavailable: \(detail)"
        }
    }
}
