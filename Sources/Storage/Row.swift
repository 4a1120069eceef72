/// A row of a result.
public struct Row: Sendable {
    /// The column names of a result, which its rows share.
    public final class Columns: Sendable {
        public let names: [String]
        public init(_ names: [String]) { self.names = names }
    }

    private let columns: Columns
    private let values: [SQLValue]

    public init(columns: Columns, values: [SQLValue]) {
        self.columns = columns
        self.values = values
    }

    /// The value of a column.
    /// - Throws: `StorageError.unreadable` if the column does not exist or has another type.
    public subscript<Value: SQLReadable>(_ name: String) -> Value {
        get throws {
            guard let index = columns.names.firstIndex(of: name), let value = Value(sqlValue: values[index]) else {
                throw StorageError.unreadable(column: name, as: "\(Value.self)")
            }
            return value
        }
    }
}
