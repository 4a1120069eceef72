import CLibPQ
import Dispatch
import Glibc
import Storage

/// One session with a PostgreSQL server. libpq blocks, so everything on it happens on a queue of its own.
final class PostgresConnection: Connection, @unchecked Sendable {
    // Unchecked: all that is mutable is touched on `queue` alone.
    let queue: DispatchQueue
    let dialect = Dialect.postgres
    private let parameters: String
    private var session: OpaquePointer?
    /// The names under which statements are prepared in this session.
    private var prepared: [String: String] = [:]

    init(_ parameters: String, label: String) {
        self.parameters = parameters
        queue = DispatchQueue(label: label)
    }

    deinit { PQfinish(session) }

    /// Makes sure that there is a session, opening a new one where the last was lost.
    func ensureOpen() throws {
        // Looking for input notices a server that has gone away since the session was last used.
        if let session, PQconsumeInput(session) == 1, PQstatus(session) == CONNECTION_OK { return }
        PQfinish(session)
        prepared = [:]
        session = PQconnectdb(parameters)
        guard PQstatus(session) == CONNECTION_OK else {
            throw StorageError.unavailable(message(PQerrorMessage(session)))
        }
        // An answer is given when the write is on disk, whatever the server's default.
        for setting in ["synchronous_commit = on", "client_min_messages = warning", "timezone = 'UTC'"] {
            try command("SET \(setting)")
        }
    }

    var isInTransaction: Bool { [PQTRANS_INTRANS, PQTRANS_INERROR].contains(PQtransactionStatus(session)) }

    /// Runs a statement that has no parameters and no result.
    func command(_ text: String) throws { _ = try run(text, []) }

    /// Ends a transaction so that what it wrote is on disk.
    /// - Throws: `StorageError.refused` where a statement had failed: then the server takes it all back, and calls that
    ///   a success.
    func commit() throws {
        let result = PQexec(session, "COMMIT")
        defer { PQclear(result) }
        guard PQresultStatus(result) == PGRES_COMMAND_OK else { throw failure(of: result) }
        guard message(PQcmdStatus(result)) == "COMMIT" else {
            throw StorageError.refused("a statement of the transaction failed")
        }
    }

    func run(_ text: String, _ values: [SQLValue], isRepeated: Bool) throws -> (rows: [Row], changes: Int) {
        let name = try prepare(text, isRepeated: isRepeated)
        var texts: [UnsafeMutablePointer<CChar>?] = values.map { $0.wireText.map { strdup($0) } ?? nil }
        defer { texts.forEach { free($0) } }
        let result: OpaquePointer? = texts.withUnsafeMutableBufferPointer { buffer in
            buffer.withMemoryRebound(to: UnsafePointer<CChar>?.self) { parameters in
                PQexecPrepared(session, name, Int32(values.count), parameters.baseAddress, nil, nil, 0)
            }
        }
        defer { PQclear(result) }
        switch PQresultStatus(result) {
        case PGRES_TUPLES_OK: return (rows(of: result), changes(of: result))
        case PGRES_COMMAND_OK: return ([], changes(of: result))
        default: throw failure(of: result)
        }
    }

    /// Has the server copy the rows, which are sent as the text of its COPY command.
    func insert(into table: String, _ columns: [String], _ rows: [[SQLValue]]) throws {
        if rows.count == 1 {
            // A statement that is prepared takes one turn, and COPY takes two.
            let places = columns.indices.map { "$\($0 + 1)" }.joined(separator: ", ")
            _ = try run("INSERT INTO \(table) (\(columns.joined(separator: ", "))) VALUES (\(places))", rows[0])
            return
        }
        let begun = PQexec(session, "COPY \(table) (\(columns.joined(separator: ", "))) FROM STDIN")
        defer { PQclear(begun) }
        guard PQresultStatus(begun) == PGRES_COPY_IN else { throw failure(of: begun) }
        for start in stride(from: 0, to: rows.count, by: Self.rowsInPart) {
            let lines = rows[start..<min(start + Self.rowsInPart, rows.count)].map(Self.line).joined()
            let isSent = lines.utf8CString.withUnsafeBufferPointer { bytes in
                PQputCopyData(session, bytes.baseAddress, Int32(bytes.count - 1)) == 1
            }
            guard isSent else { throw StorageError.unavailable(message(PQerrorMessage(session))) }
        }
        guard PQputCopyEnd(session, nil) == 1 else { throw StorageError.unavailable(message(PQerrorMessage(session))) }
        try endCopy()
    }

    private static let rowsInPart = 200

    private func endCopy() throws {
        var failure: (any Error)?
        while let result = PQgetResult(session) {
            if PQresultStatus(result) != PGRES_COMMAND_OK { failure = failure ?? self.failure(of: result) }
            PQclear(result)
        }
        if let failure { throw failure }
    }

    /// A row as a line of the COPY command's text.
    private static func line(_ row: [SQLValue]) -> String {
        row.map { value in value.wireText.map(escaped) ?? "\\N" }.joined(separator: "\t") + "\n"
    }

    /// A text with a backslash before what ends values and lines, and before backslashes.
    private static func escaped(_ text: String) -> String {
        guard text.utf8.contains(where: { escape($0) != nil }) else { return text }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count + 16)
        for byte in text.utf8 {
            if let letter = escape(byte) { bytes += [UInt8(ascii: "\\"), letter] } else { bytes.append(byte) }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func escape(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "\\"): byte
        case UInt8(ascii: "\t"): UInt8(ascii: "t")
        case UInt8(ascii: "\n"): UInt8(ascii: "n")
        case UInt8(ascii: "\r"): UInt8(ascii: "r")
        default: nil
        }
    }

    private func prepare(_ text: String, isRepeated: Bool) throws -> String {
        if let name = prepared[text] { return name }
        if isRepeated, prepared.count >= Self.mostPrepared { try forgetPrepared() }
        // The statement without a name lasts until the next one comes.
        let name = isRepeated ? "s\(prepared.count)" : ""
        let result = PQprepare(session, name, text, 0, nil)
        defer { PQclear(result) }
        guard PQresultStatus(result) == PGRES_COMMAND_OK else { throw failure(of: result) }
        if isRepeated { prepared[text] = name }
        return name
    }

    /// Lists of values make statements of many lengths; a session does not keep them all.
    private static let mostPrepared = 500

    private func forgetPrepared() throws {
        let result = PQexec(session, "DEALLOCATE ALL")
        defer { PQclear(result) }
        guard PQresultStatus(result) == PGRES_COMMAND_OK else { throw failure(of: result) }
        prepared = [:]
    }

    private func changes(of result: OpaquePointer?) -> Int { Int(message(PQcmdTuples(result))) ?? 0 }

    private func rows(of result: OpaquePointer?) -> [Row] {
        let width = PQnfields(result)
        let columns = Row.Columns((0..<width).map { message(PQfname(result, $0)) })
        let types: [Oid] = (0..<width).map { PQftype(result, $0) }
        return (0..<PQntuples(result)).map { row in
            let values: [SQLValue] = (0..<width).map { column in
                guard PQgetisnull(result, row, column) == 0 else { return .null }
                let bytes = UnsafeBufferPointer(
                    start: PQgetvalue(result, row, column), count: Int(PQgetlength(result, row, column)))
                let text = String(decoding: UnsafeRawBufferPointer(bytes), as: UTF8.self)
                return SQLValue(wireText: text, type: types[Int(column)])
            }
            return Row(columns: columns, values: values)
        }
    }

    private func failure(of result: OpaquePointer?) -> any Error {
        let state = message(PQresultErrorField(result, Int32(UInt8(ascii: "C"))))
        let detail = message(PQresultErrorMessage(result))
        switch state {
        case "23505": return StorageError.notUnique(detail)
        case "23503": return StorageError.danglingReference(detail)
        case "40001", "40P01": return InterruptedTransaction(detail: detail)
        case "": return StorageError.unavailable(message(PQerrorMessage(session)))
        case _ where state.hasPrefix("08") || state.hasPrefix("53") || state.hasPrefix("57"):
            return StorageError.unavailable(detail)
        default: return StorageError.refused(detail)
        }
    }

    private func message(_ text: UnsafePointer<CChar>?) -> String {
        guard let text else { return "" }
        let message = String(cString: text)
        return message.hasSuffix("\n") ? String(message.dropLast()) : message
    }
}

/// Another transaction got in this one's way, and it may be tried again.
struct InterruptedTransaction: Error {
    let detail: String
}
