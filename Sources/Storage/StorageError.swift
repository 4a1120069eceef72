/// What a store can say no with.
public enum StorageError: Error, Sendable, CustomStringConvertible {
    /// A row with the same key is there already.
    case notUnique(String)
    /// A row refers to one that is not there.
    case danglingReference(String)
    /// A column is missing or holds something else than was expected.
    case unreadable(column: String, as: String)
    /// A text has a character that no engine keeps, as NUL.
    case unstorableText(String)
    /// The engine refused a statement.
    case refused(String)
    /// The database has steps of the schema that this version does not know: a newer one has used it.
    case newerSchema(String)
    /// The database cannot be reached, cannot be written, or did not answer in time.
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
