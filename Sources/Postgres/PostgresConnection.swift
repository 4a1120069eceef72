import CLibPQ
import Dispatch
import Glibc
import Storage

/// A session with a PostgreSQL server. libpq blocks, so all its calls run on a queue of their own.
final class PostgresConnection: DatabaseConnection, @unchecked Sendable {
    // Unchecked because all mutable state is used only on `queue`.
    let queue: DispatchQueue
    let dialect = Dialect.postgres
    private let parameters: PostgresParameters
    private let limits: StoreLimits
    private var session: OpaquePointer?
    /// The time limit for a response. The server's own limit is shorter; this one detects a server that cannot be
    /// reached.
    private var patience: Duration
    /// The names of prepared statements in this session.
    private var prepared: [String: String] = [:]

    init(_ parameters: PostgresParameters, limits: StoreLimits, label: String) {
        self.parameters = parameters
        self.limits = limits
        patience = limits.statement + Self.grace
        queue = DispatchQueue(label: label)
    }

    /// The difference between the time limits of client and server.
    private static let grace: Duration = .seconds(2)

    deinit { PQfinish(session) }

    /// Whether there is a live session.
    var isOpen: Bool {
        // Consuming input detects that the server has closed the session.
        guard let session else { return false }
        return PQconsumeInput(session) == 1 && PQstatus(session) == CONNECTION_OK
    }

    /// Starts a new session, which replaces the previous one.
    func open() throws {
        close()
        session = parameters.connect()
        guard PQstatus(session) == CONNECTION_OK else {
            let detail = message(PQerrorMessage(session))
            close()
            throw StorageError.unavailable(detail)
        }
        PQsetnonblocking(session, 1)
        do {
            // A commit must be on disk before the response, whatever the server's default; settings with stronger
            // guarantees are kept.
            try command(
                """
                SET client_min_messages = warning; SET timezone = 'UTC';
                SET statement_timeout = \(limits.statement.wholeMilliseconds);
                SET lock_timeout = \(limits.lock.wholeMilliseconds);
                SET idle_in_transaction_session_timeout = \((limits.statement + limits.statement).wholeMilliseconds);
                SELECT set_config('synchronous_commit', 'on', false)
                WHERE current_setting('synchronous_commit') NOT IN ('on', 'remote_apply')
                """)
        } catch {
            close()
            throw error
        }
    }

    /// Ends the session. A new one is started when needed.
    func close() {
        PQfinish(session)
        session = nil
        prepared = [:]
    }

    /// Runs a closure without time limits, for example for migrations.
    func withoutLimits<Value>(_ body: () throws -> Value) throws -> Value {
        patience = .seconds(86_400)
        defer { patience = limits.statement + Self.grace }
        return try body()
    }

    var isInTransaction: Bool { [PQTRANS_INTRANS, PQTRANS_INERROR].contains(PQtransactionStatus(session)) }

    /// Runs statements without parameters and results.
    func command(_ text: String) throws {
        let result = try answer(PQsendQuery(session, text))
        defer { PQclear(result) }
        guard [PGRES_COMMAND_OK, PGRES_TUPLES_OK].contains(PQresultStatus(result)) else { throw failure(of: result) }
    }

    /// Commits a transaction.
    /// - Throws: `StorageError.refused` if a statement failed: the server then rolls back but reports success.
    func commit() throws {
        let result = try answer(PQsendQuery(session, "COMMIT"))
        defer { PQclear(result) }
        guard PQresultStatus(result) == PGRES_COMMAND_OK else { throw failure(of: result) }
        guard message(PQcmdStatus(result)) == "COMMIT" else {
            throw StorageError.refused("a statement of the transaction failed")
        }
    }

    // MARK: Waiting for the server

    /// Waits for the result of a request, and returns the last one.
    /// - Parameter isSent: the return value of libpq's send function.
    /// - Throws: `StorageError.unavailable` if the server cannot be reached; the session is then closed.
    private func answer(_ isSent: Int32) throws -> OpaquePointer? {
        guard isSent == 1 else { throw lost(message(PQerrorMessage(session))) }
        let deadline = ContinuousClock.now + patience
        try flush(until: deadline)
        var last: OpaquePointer?
        while true {
            do {
                try waitForResult(until: deadline)
            } catch {
                PQclear(last)
                throw error
            }
            guard let result = PQgetResult(session) else { return last }
            PQclear(last)
            last = result
            if [PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_COPY_BOTH].contains(PQresultStatus(result)) { return last }
        }
    }

    private func waitForResult(until deadline: ContinuousClock.Instant) throws {
        while PQisBusy(session) == 1 {
            _ = try wait(for: Int16(POLLIN), until: deadline)
            guard PQconsumeInput(session) == 1 else { throw lost(message(PQerrorMessage(session))) }
        }
    }

    /// Sends pending output.
    private func flush(until deadline: ContinuousClock.Instant) throws {
        while true {
            switch PQflush(session) {
            case 0: return
            case 1:
                let events = try wait(for: Int16(POLLIN | POLLOUT), until: deadline)
                // The server's output must be read before it accepts more input.
                guard events & Int16(POLLIN) == 0 || PQconsumeInput(session) == 1 else {
                    throw lost(message(PQerrorMessage(session)))
                }
            default: throw lost(message(PQerrorMessage(session)))
            }
        }
    }

    private func wait(for events: Int16, until deadline: ContinuousClock.Instant) throws -> Int16 {
        while true {
            let left = deadline - ContinuousClock.now
            guard left > .zero else { throw lost("the server did not answer in time") }
            var descriptor = pollfd(fd: PQsocket(session), events: events, revents: 0)
            let count = poll(&descriptor, 1, Int32(clamping: min(left.wholeMilliseconds + 1, 60_000)))
            if count > 0 { return descriptor.revents }
            if count < 0, errno != EINTR { throw lost("the session's socket cannot be waited for") }
        }
    }

    /// Closes a session that is no longer usable, and returns the error.
    private func lost(_ detail: String) -> StorageError {
        close()
        return .unavailable(detail)
    }

    func run(_ text: String, _ values: [SQLValue], isRepeated: Bool) throws -> (rows: [Row], changes: Int) {
        let name = try prepare(text, isRepeated: isRepeated)
        var texts: [UnsafeMutablePointer<CChar>?] = values.map { $0.wireText.map { strdup($0) } ?? nil }
        defer { texts.forEach { free($0) } }
        let isSent: Int32 = texts.withUnsafeMutableBufferPointer { buffer in
            buffer.withMemoryRebound(to: UnsafePointer<CChar>?.self) { parameters in
                PQsendQueryPrepared(session, name, Int32(values.count), parameters.baseAddress, nil, nil, 0)
            }
        }
        let result = try answer(isSent)
        defer { PQclear(result) }
        switch PQresultStatus(result) {
        case PGRES_TUPLES_OK: return (rows(of: result), changes(of: result))
        case PGRES_COMMAND_OK: return ([], changes(of: result))
        default: throw failure(of: result)
        }
    }

    /// Inserts rows with the COPY command.
    func insert(into table: String, _ columns: [String], _ rows: [[SQLValue]]) throws {
        if rows.count == 1 {
            // A prepared statement needs one round trip, COPY needs two.
            let places = columns.indices.map { "$\($0 + 1)" }.joined(separator: ", ")
            _ = try run("INSERT INTO \(table) (\(columns.joined(separator: ", "))) VALUES (\(places))", rows[0])
            return
        }
        let begun = try answer(PQsendQuery(session, "COPY \(table) (\(columns.joined(separator: ", "))) FROM STDIN"))
        defer { PQclear(begun) }
        guard PQresultStatus(begun) == PGRES_COPY_IN else { throw failure(of: begun) }
        let deadline = ContinuousClock.now + patience
        for start in stride(from: 0, to: rows.count, by: Self.rowsInPart) {
            let lines = rows[start..<min(start + Self.rowsInPart, rows.count)].map(Self.line).joined()
            try lines.utf8CString.withUnsafeBufferPointer { bytes in
                try send(until: deadline) { PQputCopyData(session, bytes.baseAddress, Int32(bytes.count - 1)) }
            }
        }
        try send(until: deadline) { PQputCopyEnd(session, nil) }
        let ended = try answer(1)
        defer { PQclear(ended) }
        guard PQresultStatus(ended) == PGRES_COMMAND_OK else { throw failure(of: ended) }
    }

    private static let rowsInPart = 200

    /// Passes a part to libpq, which refuses it while earlier output is pending.
    private func send(until deadline: ContinuousClock.Instant, _ put: () -> Int32) throws {
        while true {
            switch put() {
            case 1: return
            case 0:
                let events = try wait(for: Int16(POLLIN | POLLOUT), until: deadline)
                guard events & Int16(POLLIN) == 0 || PQconsumeInput(session) == 1 else {
                    throw lost(message(PQerrorMessage(session)))
                }
            default: throw lost(message(PQerrorMessage(session)))
            }
        }
    }

    /// Returns a row as a line of the COPY text format.
    private static func line(_ row: [SQLValue]) -> String {
        row.map { value in value.wireText.map(escaped) ?? "\\N" }.joined(separator: "\t") + "\n"
    }

    /// Escapes backslashes and the characters that end values and lines.
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
        // The unnamed statement lasts until the next one is prepared.
        let name = isRepeated ? "s\(prepared.count)" : ""
        let result = try answer(PQsendPrepare(session, name, text, 0, nil))
        defer { PQclear(result) }
        guard PQresultStatus(result) == PGRES_COMMAND_OK else { throw failure(of: result) }
        if isRepeated { prepared[text] = name }
        return name
    }

    /// The maximum number of prepared statements. Lists of values produce statements of many lengths, so the number
    /// must be limited.
    private static let mostPrepared = 500

    private func forgetPrepared() throws {
        try command("DEALLOCATE ALL")
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
        // Invalid UTF-8, or a character that JSON can express but text columns cannot store.
        case "22021", "22P05": return StorageError.unstorableText(detail)
        // A lock timeout or a statement timeout; the session remains usable.
        case "55P03", "57014": return StorageError.unavailable(detail)
        case "": return lost(message(PQerrorMessage(session)))
        // The server is read-only after a switchover, shutting down, out of resources, or broken; another session may
        // reach a better server.
        case "25006", "25P03", "25P04": return lost(detail)
        case _ where Self.endingClasses.contains(String(state.prefix(2))): return lost(detail)
        default: return StorageError.refused(detail)
        }
    }

    /// The error classes for connections, resources, operator intervention, system errors and internal errors.
    private static let endingClasses: Set<String> = ["08", "53", "57", "58", "XX"]

    private func message(_ text: UnsafePointer<CChar>?) -> String {
        guard let text else { return "" }
        let message = String(cString: text)
        return message.hasSuffix("\n") ? String(message.dropLast()) : message
    }
}

/// A conflict with another transaction; this one can be tried again.
struct InterruptedTransaction: Error {
    let detail: String
}
