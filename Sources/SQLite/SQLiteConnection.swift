import Foundation
import GRDB
import GRDBSQLite
import Storage

/// A GRDB connection during a transaction.
final class SQLiteConnection: DatabaseConnection {
    let dialect = Dialect.sqlite
    private let database: Database
    /// The first error since this was last set to `nil`.
    var failure: StorageError?

    private let damage: DamageMark?

    init(_ database: Database, _ damage: DamageMark? = nil) {
        self.database = database
        self.damage = damage
    }

    func run(_ text: String, _ values: [SQLValue], isRepeated: Bool) throws -> (rows: [Storage.Row], changes: Int) {
        try noting {
            let statement = try isRepeated ? database.cachedStatement(sql: text) : database.makeStatement(sql: text)
            return try withExtendedLifetime(statement) {
                let columns = Storage.Row.Columns(statement.columnNames)
                let handle = statement.sqliteStatement
                var rows: [Storage.Row] = []
                try step(handle, values) {
                    let row = (0..<Int32(columns.names.count)).map { SQLValue(column: $0, of: handle) }
                    rows.append(Storage.Row(columns: columns, values: row))
                }
                return (rows, database.changesCount)
            }
        }
    }

    func insert(into table: String, _ columns: [String], _ rows: [[SQLValue]]) throws {
        let places = repeatElement("?", count: columns.count).joined(separator: ", ")
        let text = "INSERT INTO \(table) (\(columns.joined(separator: ", "))) VALUES (\(places))"
        try noting {
            let statement = try database.cachedStatement(sql: text).sqliteStatement
            for row in rows { try step(statement, row) {} }
        }
    }

    /// Runs a closure and records its error.
    private func noting<Value>(_ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let error as DatabaseError {
            if [.SQLITE_CORRUPT, .SQLITE_NOTADB].contains(error.resultCode) {
                damage?.set(error.message ?? "\(error.resultCode)")
            }
            let error = StorageError(error)
            failure = failure ?? error
            throw error
        }
    }

    /// Runs a statement to its end. This avoids GRDB's setup for each run and one copy of the values.
    /// - Parameter take: called for each row.
    private func step(_ statement: SQLiteStatement, _ values: [SQLValue], _ take: () -> Void) throws {
        // Bindings are cleared as well, so that secrets do not stay in memory.
        defer {
            sqlite3_reset(statement)
            sqlite3_clear_bindings(statement)
        }
        try Self.bind(values, to: statement)
        while true {
            switch sqlite3_step(statement) {
            case SQLITE_ROW: take()
            case SQLITE_DONE: return
            default:
                let connection = database.sqliteConnection
                throw DatabaseError(
                    resultCode: ResultCode(rawValue: sqlite3_extended_errcode(connection)),
                    message: String(cString: sqlite3_errmsg(connection)))
            }
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
                // An empty text may have a null address, which SQLite would take for NULL.
                guard let start = characters.baseAddress else {
                    return sqlite3_bind_text(statement, place, "", 0, isCopied)
                }
                return sqlite3_bind_text(statement, place, start, Int32(characters.count), isCopied)
            }
        }
    }

    /// The value of `SQLITE_TRANSIENT`: SQLite copies the bytes.
    private static let isCopied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
}

extension SQLValue {
    /// Reads a column of the current row.
    fileprivate init(column: Int32, of statement: SQLiteStatement) {
        switch sqlite3_column_type(statement, column) {
        case SQLITE_INTEGER: self = .integer(sqlite3_column_int64(statement, column))
        case SQLITE_FLOAT: self = .real(sqlite3_column_double(statement, column))
        case SQLITE_TEXT:
            let start = sqlite3_column_text(statement, column)
            let bytes = UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, column)))
            self = .text(String(decoding: bytes, as: UTF8.self))
        case SQLITE_BLOB:
            let start = sqlite3_column_blob(statement, column)
            let bytes = UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, column)))
            self = .blob(Array(bytes))
        default: self = .null
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
            case .SQLITE_FULL, .SQLITE_IOERR, .SQLITE_CANTOPEN, .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_CORRUPT,
                .SQLITE_NOTADB, .SQLITE_READONLY, .SQLITE_NOMEM, .SQLITE_PERM, .SQLITE_PROTOCOL:
                self = .unavailable(detail)
            default: self = .refused(detail)
            }
        }
    }
}
