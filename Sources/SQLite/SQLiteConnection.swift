import Foundation
import GRDB
import GRDBSQLite
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
            // GRDB's own arguments would hold a copy of every value on its way to SQLite's copy.
            statement.setUncheckedArguments(StatementArguments())
            try Self.bind(values, to: statement.sqliteStatement)
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

    func insert(into table: String, _ columns: [String], _ rows: [[SQLValue]]) throws {
        let places = repeatElement("?", count: columns.count).joined(separator: ", ")
        let text = "INSERT INTO \(table) (\(columns.joined(separator: ", "))) VALUES (\(places))"
        do {
            let statement = try database.cachedStatement(sql: text).sqliteStatement
            for row in rows {
                // What a statement needs is set up once for all rows, which GRDB would do for each.
                sqlite3_reset(statement)
                try Self.bind(row, to: statement)
                guard sqlite3_step(statement) == SQLITE_DONE else {
                    let connection = database.sqliteConnection
                    let code = ResultCode(rawValue: sqlite3_extended_errcode(connection))
                    let message = String(cString: sqlite3_errmsg(connection))
                    sqlite3_reset(statement)
                    throw DatabaseError(resultCode: code, message: message)
                }
            }
            sqlite3_reset(statement)
        } catch let error as DatabaseError {
            let error = StorageError(error)
            failure = failure ?? error
            throw error
        }
    }

    private static func bind(_ values: [SQLValue], to statement: SQLiteStatement) throws {
        for (index, value) in values.enumerated() {
            let place = Int32(index + 1)
            let code =
                switch value {
                case .null: sqlite3_bind_null(statement, place)
                case .integer(let number): sqlite3_bind_int64(statement, place, number)
                case .real(let number): sqlite3_bind_double(statement, place, number)
                case .text(let text): bind(text, to: statement, place)
                case .blob(let bytes) where bytes.isEmpty: sqlite3_bind_zeroblob(statement, place, 0)
                case .blob(let bytes):
                    sqlite3_bind_blob64(statement, place, bytes, UInt64(bytes.count), isCopied)
                }
            guard code == SQLITE_OK else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
        }
    }

    private static func bind(_ text: String, to statement: SQLiteStatement, _ place: Int32) -> Int32 {
        var text = text
        return text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { characters in
                // A text without characters may have no address, which would be NULL.
                guard let start = characters.baseAddress else {
                    return sqlite3_bind_text(statement, place, "", 0, isCopied)
                }
                return sqlite3_bind_text(statement, place, start, Int32(characters.count), isCopied)
            }
        }
    }

    /// SQLite copies what is bound so.
    private static let isCopied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
}

extension SQLValue {
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
