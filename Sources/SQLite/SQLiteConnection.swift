import Foundation
import GRDB
import Storage

/// A GRDB connection while a transaction has it.
final class SQLiteConnection: Connection {
    let dialect = Dialect.sqlite
    private let database: Database
    /// The first error since it was last set to `nil`.
    var failure: StorageError?

    init(_ database: Database) { self.database = database }

    func run(_ text: String, _ values: [SQLValue], isRepeated: Bool) throws -> (rows: [Storage.Row], changes: Int) {
        do {
            let statement =
                try isRepeated ? database.cachedStatement(sql: text) : database.makeStatement(sql: text)
            // As many values as parameters: the statement was written with them.
            statement.setUncheckedArguments(StatementArguments(values.map(\.databaseValue)))
            guard statement.columnCount > 0 else {
                try statement.execute()
                return ([], database.changesCount)
            }
            let columns = Storage.Row.Columns(statement.columnNames)
            let cursor = try GRDB.Row.fetchCursor(statement)
            var rows: [Storage.Row] = []
            while let row = try cursor.next() {
                rows.append(Storage.Row(columns: columns, values: row.databaseValues.map(SQLValue.init)))
            }
            return (rows, database.changesCount)
        } catch let error as DatabaseError {
            let error = StorageError(error)
            failure = failure ?? error
            throw error
        }
    }
}

extension SQLValue {
    fileprivate var databaseValue: DatabaseValue {
        switch self {
        case .null: .null
        case .integer(let value): value.databaseValue
        case .real(let value): value.databaseValue
        case .text(let value): value.databaseValue
        case .blob(let value): Data(value).databaseValue
        }
    }

    fileprivate init(_ value: DatabaseValue) {
        switch value.storage {
        case .null: self = .null
        case .int64(let value): self = .integer(value)
        case .double(let value): self = .real(value)
        case .string(let value): self = .text(value)
        case .blob(let value): self = .blob(Array(value))
        }
    }
}

extension StorageError {
    init(_ error: DatabaseError) {
        let detail = error.message ?? "\(error.resultCode)"
        switch error.extendedResultCode {
        case .SQLITE_CONSTRAINT_UNIQUE, .SQLITE_CONSTRAINT_PRIMARYKEY: self = .notUnique(detail)
        case .SQLITE_CONSTRAINT_FOREIGNKEY: self = .danglingReference(detail)
        default:
            switch error.resultCode {
            case .SQLITE_FULL, .SQLITE_IOERR, .SQLITE_CANTOPEN, .SQLITE_BUSY, .SQLITE_CORRUPT, .SQLITE_NOTADB:
                self = .unavailable(detail)
            default: self = .refused(detail)
            }
        }
    }
}
