import Contract

/// A database. The two engines behave in the same way.
public protocol Store: Sendable {
    /// Whether this server is the only one that uses the database.
    var isExclusive: Bool { get }

    /// Runs a read-only transaction.
    func read<Value: Sendable>(
        _ tenant: TenantID, _ body: @escaping @Sendable (Transaction) throws -> Value
    ) async throws -> Value

    /// Runs a transaction. When this returns, its changes are on disk; when it throws, none of them are.
    ///
    /// A statement that the engine rejects ends the transaction, even if the body catches the error. The body may run
    /// more than once if it conflicts with another transaction, so it must have no other effects.
    func write<Value: Sendable>(
        _ tenant: TenantID, _ body: @escaping @Sendable (Transaction) throws -> Value
    ) async throws -> Value

    /// Checks within a few seconds whether the database can be written, regardless of its load.
    func probe(
        _ tenant: TenantID, _ body: @escaping @Sendable (Transaction) throws -> Void
    ) async throws

    /// Updates the schema: runs the pending migrations in order, all or none.
    func migrate(_ migrations: [Migration]) async throws

    /// Waits for running transactions, and closes the database.
    func close() async
}

/// A forward migration of the schema. Released migrations never change.
public struct Migration: Sendable {
    /// The permanent name of the migration, as `roles-1`.
    public let name: String
    public let statements: [SQL]
    /// The work after the statements, once for each tenant that a query selects.
    public let work: (tenants: SQL, body: @Sendable (Transaction) throws -> Void)?

    public init(_ name: String, _ statements: SQL...) {
        self.name = name
        self.statements = statements
        work = nil
    }

    /// Creates a migration that also needs Swift code.
    /// - Parameters:
    ///   - tenants: a query that selects the tenants with work, as `tenant`.
    ///   - work: the work for each of them after the statements.
    public init(
        _ name: String, _ statements: SQL..., forEach tenants: SQL,
        work: @escaping @Sendable (Transaction) throws -> Void
    ) {
        self.name = name
        self.statements = statements
        self.work = (tenants, work)
    }
}

extension Migration {
    /// Runs the pending migrations in an exclusive transaction.
    /// - Throws: `StorageError.newerSchema` if the database has migrations that are not among these.
    public static func run(_ migrations: [Migration], on connection: any DatabaseConnection) throws {
        func run(_ sql: SQL) throws -> [Row] {
            let (text, values) = sql.rendered(for: connection.dialect, isWriting: true)
            // Statements for only the other engine are empty.
            if text.isEmpty { return [] }
            return try connection.run(text, values).rows
        }
        _ = try run("CREATE TABLE IF NOT EXISTS migrations (name \(.text) PRIMARY KEY)")
        let names: [String] = try run("SELECT name FROM migrations").map { try $0["name"] }
        let done = Set(names)
        let unknown = done.subtracting(migrations.map(\.name))
        guard unknown.isEmpty else { throw StorageError.newerSchema(unknown.sorted().joined(separator: ", ")) }
        for migration in migrations where !done.contains(migration.name) {
            for statement in migration.statements { _ = try run(statement) }
            if let (tenants, work) = migration.work {
                for row in try run(tenants) {
                    try work(Transaction(tenant: try row["tenant"], isWriting: true, connection: connection))
                }
            }
            _ = try run("INSERT INTO migrations (name) VALUES (\(migration.name))")
        }
    }
}
