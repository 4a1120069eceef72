import CLibPQ
import Glibc
import Storage

/// The connection parameters for libpq: those in the address, and additional ones.
struct PostgresParameters: Sendable {
    let names: [String]
    let values: [String]
    /// Whether libpq parses the address.
    private let isWhole: Bool

    /// - Parameter address: a URL or any other connection string that libpq accepts.
    init(_ address: String, limits: StoreLimits) {
        var given: [(String, String)] = []
        var message: UnsafeMutablePointer<CChar>?
        let options = PQconninfoParse(address, &message)
        defer {
            PQconninfoFree(options)
            PQfreemem(message)
        }
        var option = options
        while let one = option?.pointee, let keyword = one.keyword {
            if let value = one.val { given.append((String(cString: keyword), String(cString: value))) }
            option = option?.advanced(by: 1)
        }
        // If the address cannot be parsed, libpq reports the error when it connects.
        isWhole = options == nil
        if isWhole { given = [("dbname", address)] }
        func add(_ name: String, _ value: String, variable: String? = nil) {
            if given.contains(where: { $0.0 == name }) { return }
            if let variable, getenv(variable) != nil { return }
            given.append((name, value))
        }
        // After a switchover the old server still accepts connections, but no writes.
        add("target_session_attrs", "read-write", variable: "PGTARGETSESSIONATTRS")
        add("connect_timeout", String(max(2, limits.connect.wholeSeconds)), variable: "PGCONNECT_TIMEOUT")
        add("client_encoding", "UTF8")
        add("application_name", "gatehouse", variable: "PGAPPNAME")
        add("keepalives_idle", "30")
        add("keepalives_interval", "10")
        add("keepalives_count", "3")
        add("tcp_user_timeout", String((limits.statement.wholeSeconds + 5) * 1000))
        names = given.map(\.0)
        values = given.map(\.1)
    }

    /// Starts a session.
    func connect() -> OpaquePointer? {
        func withTexts<Value>(_ texts: [String], _ body: (UnsafePointer<UnsafePointer<CChar>?>) -> Value) -> Value {
            var copies: [UnsafePointer<CChar>?] = texts.map { UnsafePointer(strdup($0)) }
            copies.append(nil)
            defer { for copy in copies { free(UnsafeMutableRawPointer(mutating: copy)) } }
            return copies.withUnsafeBufferPointer { buffer in
                guard let start = buffer.baseAddress else { preconditionFailure("there is always a last one") }
                return body(start)
            }
        }
        return withTexts(names) { names in
            withTexts(values) { values in PQconnectdbParams(names, values, isWhole ? 1 : 0) }
        }
    }
}

extension Duration {
    var wholeSeconds: Int { Int(components.seconds) + (components.attoseconds > 0 ? 1 : 0) }
    var wholeMilliseconds: Int {
        Int(components.seconds) * 1000 + Int(components.attoseconds / 1_000_000_000_000_000)
    }
}
