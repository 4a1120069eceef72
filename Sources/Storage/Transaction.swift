import Contract

/// A database connection, used by one transaction.
public protocol DatabaseConnection: AnyObject {
    var dialect: Dialect { get }
    /// Runs a statement.
    /// - Parameter isRepeated: whether the statement should stay prepared because it will run again.
    /// - Returns: the rows, and the number of inserted, changed or deleted rows.
    /// - Throws: `StorageError` if the statement fails.
    func run(_ text: String, _ values: [SQLValue], isRepeated: Bool) throws -> (rows: [Row], changes: Int)
    /// Inserts rows as fast as the engine can.
    /// - Parameters:
    ///   - table: the name of the table, which must not come from a caller.
    ///   - columns: the names of the columns, which must not come from a caller.
    /// - Throws: `StorageError` if a row cannot be inserted.
    func insert(into table: String, _ columns: [String], _ rows: [[SQLValue]]) throws
}

extension DatabaseConnection {
    /// Runs a statement that stays prepared.
    public func run(_ text: String, _ values: [SQLValue]) throws -> (rows: [Row], changes: Int) {
        try run(text, values, isRepeated: true)
    }
}

/// An atomic unit of work on a tenant's rows.
///
/// It is synchronous, so that no code can wait for the network while rows are locked.
public struct Transaction {
    /// The tenant that the rows belong to.
    public let tenant: TenantID
    /// Whether the transaction may change rows.
    public let isWriting: Bool
    private let connection: any DatabaseConnection
    private(set) var sealing: (any Sealing)?
    /// The clock that replaces the database's.
    private(set) var clock: (@Sendable () -> Timestamp)?

    public init(tenant: TenantID, isWriting: Bool, connection: any DatabaseConnection) {
        self.tenant = tenant
        self.isWriting = isWriting
        self.connection = connection
    }

    /// Returns the same transaction with a cipher for secrets and a clock.
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
            // Both engines would silently truncate the text at the NUL character.
            throw StorageError.unstorableText("a text has a NUL character")
        }
    }

    /// Returns the rows of a query.
    public func rows(_ sql: SQL) throws -> [Row] { try run(sql).rows }

    /// Returns the first row of a query.
    public func row(_ sql: SQL) throws -> Row? { try run(sql).rows.first }

    /// Whether a query returns any row.
    public func exists(_ sql: SQL) throws -> Bool { try !run(sql).rows.isEmpty }

    /// Runs a statement that changes rows, and returns their number.
    @discardableResult
    public func execute(_ sql: SQL) throws -> Int { try run(sql).changes }

    /// Inserts a row of this tenant.
    /// - Throws: `StorageError.notUnique` if the key exists.
    public func insert(into table: StaticString, _ values: KeyValuePairs<StaticString, any SQLBindable>) throws {
        try insert(into: table, values, ending: "")
    }

    /// Inserts many rows.
    /// - Parameters:
    ///   - columns: the names of all columns, including the tenant.
    ///   - rows: the values of these columns.
    /// - Throws: `StorageError.notUnique` if a key exists.
    public func insertAll(into table: SQL, _ columns: [String], _ rows: [[SQLValue]]) throws {
        if rows.isEmpty { return }
        for row in rows { try Self.refuseNUL(in: row) }
        try connection.insert(into: table.rendered(for: connection.dialect, isWriting: true).text, columns, rows)
    }

    /// Inserts a row of this tenant unless the key exists.
    /// - Returns: whether the row was inserted.
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
        // The most frequent statement is assembled by hand for speed, with the same result as `SQL`.
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
