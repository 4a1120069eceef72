import Contract

/// A connection to an engine, in the hands of one transaction.
public protocol DatabaseConnection: AnyObject {
    var dialect: Dialect { get }
    /// Runs a statement.
    /// - Parameter isRepeated: whether it will be run again, so that keeping it prepared pays.
    /// - Returns: its rows, and how many rows it inserted, changed or deleted.
    /// - Throws: `StorageError`.
    func run(_ text: String, _ values: [SQLValue], isRepeated: Bool) throws -> (rows: [Row], changes: Int)
    /// Inserts rows, as fast as the engine can.
    /// - Parameters:
    ///   - table: its name, which is no caller's text.
    ///   - columns: likewise.
    /// - Throws: `StorageError`.
    func insert(into table: String, _ columns: [String], _ rows: [[SQLValue]]) throws
}

extension DatabaseConnection {
    /// Runs a statement that will be run again.
    public func run(_ text: String, _ values: [SQLValue]) throws -> (rows: [Row], changes: Int) {
        try run(text, values, isRepeated: true)
    }
}

/// A unit of work on one tenant's rows: all of it happens, or nothing.
///
/// It is synchronous, so that nothing can wait for the network while rows are locked.
public struct Transaction {
    /// Whose rows the work is on.
    public let tenant: TenantID
    /// Whether rows may change.
    public let isWriting: Bool
    private let connection: any DatabaseConnection
    private(set) var sealing: (any Sealing)?
    /// What tells the time in place of the database.
    private(set) var clock: (@Sendable () -> Timestamp)?

    public init(tenant: TenantID, isWriting: Bool, connection: any DatabaseConnection) {
        self.tenant = tenant
        self.isWriting = isWriting
        self.connection = connection
    }

    /// The same transaction, with something to seal secrets with and a clock.
    func with(_ sealing: any Sealing, clock: (@Sendable () -> Timestamp)?) -> Transaction {
        var transaction = self
        transaction.sealing = sealing
        transaction.clock = clock
        return transaction
    }

    @discardableResult
    private func run(_ sql: SQL) throws -> (rows: [Row], changes: Int) {
        let (text, values) = sql.rendered(for: connection.dialect, isWriting: isWriting)
        try Self.refuseNUL(in: values)
        return try connection.run(text, values, isRepeated: sql.isRepeated)
    }

    private static func refuseNUL(in values: [SQLValue]) throws {
        for case .text(let value) in values where value.hasNUL {
            // Both engines would keep what comes before it and not say so.
            throw StorageError.unstorableText("a text has a NUL character")
        }
    }

    /// The rows that a query finds.
    public func rows(_ sql: SQL) throws -> [Row] { try run(sql).rows }

    /// The first row that a query finds.
    public func row(_ sql: SQL) throws -> Row? { try run(sql).rows.first }

    /// Whether a query finds anything.
    public func exists(_ sql: SQL) throws -> Bool { try !run(sql).rows.isEmpty }

    /// Runs a statement that changes rows, and tells how many.
    @discardableResult
    public func execute(_ sql: SQL) throws -> Int { try run(sql).changes }

    /// Inserts a row of this tenant.
    /// - Throws: `StorageError.notUnique` where its key is taken.
    public func insert(into table: StaticString, _ values: KeyValuePairs<StaticString, any SQLBindable>) throws {
        try insert(into: table, values, ending: "")
    }

    /// Inserts many rows.
    /// - Parameters:
    ///   - columns: the names of all of a row's columns, the tenant's among them.
    ///   - rows: the values of these columns.
    /// - Throws: `StorageError.notUnique` where a key is taken.
    public func insertAll(into table: SQL, _ columns: [String], _ rows: [[SQLValue]]) throws {
        if rows.isEmpty { return }
        for row in rows { try Self.refuseNUL(in: row) }
        try connection.insert(into: table.rendered(for: connection.dialect, isWriting: true).text, columns, rows)
    }

    /// Inserts a row of this tenant unless its key is taken.
    /// - Returns: whether it was inserted.
    @discardableResult
    public func insertIfAbsent(
        into table: StaticString, _ values: KeyValuePairs<StaticString, any SQLBindable>
    ) throws -> Bool {
        try insert(into: table, values, ending: " ON CONFLICT DO NOTHING") > 0
    }

    @discardableResult
    private func insert(
        into table: StaticString, _ values: KeyValuePairs<StaticString, any SQLBindable>, ending: String
    ) throws -> Int {
        // The commonest statement: put together by hand, as `SQL` would do it.
        let dialect = connection.dialect
        var text = "INSERT INTO \(table) (tenant"
        var places = ") VALUES (\(dialect.parameter(1))"
        var bound: [SQLValue] = [tenant.sqlValue]
        for (column, value) in values {
            bound.append(value.sqlValue)
            text += ", "
            text += column.description
            places += ", "
            places += dialect.parameter(bound.count)
        }
        text += places
        text += ")"
        text += ending
        try Self.refuseNUL(in: bound)
        return try connection.run(text, bound).changes
    }
}

extension String {
    fileprivate var hasNUL: Bool {
        let found = utf8.withContiguousStorageIfAvailable { bytes in bytes.contains(0) }
        return found ?? utf8.contains(0)
    }
}
