import Contract

/// Where rows are kept. There are two engines; both behave the same.
public protocol Store: Sendable {
    /// Whether no other server has the same rows.
    var isExclusive: Bool { get }

    /// Runs a transaction that only reads.
    func read<Value: Sendable>(
        _ tenant: TenantID, _ body: @escaping @Sendable (Transaction) throws -> Value
    ) async throws -> Value

    /// Runs a transaction. When this returns, what it wrote is on disk; when it throws, nothing of it is.
    ///
    /// A statement that the engine refuses ends the transaction, also where the body catches the error and goes on.
    /// The body may run more than once, when another transaction got in its way: it must have no other effects.
    func write<Value: Sendable>(
        _ tenant: TenantID, _ body: @escaping @Sendable (Transaction) throws -> Value
    ) async throws -> Value

    /// Finds out whether the database can be written, within a few seconds, whatever else it is busy with.
    func probe(
        _ tenant: TenantID, _ body: @escaping @Sendable (Transaction) throws -> Void
    ) async throws

    /// Brings the schema up to date: runs those migrations that have not run yet, in order, all or none.
    func migrate(_ migrations: [Migration]) async throws

    /// Waits for what is under way, and closes.
    func close() async
}

/// One step of the schema, forward only. Steps that have been released never change.
public struct Migration: Sendable {
    /// Names the step for ever, as `roles-1`.
    public let name: String
    public let statements: [SQL]
    /// What is done after the statements, once for each of the tenants that a query selects.
    public let work: (tenants: SQL, body: @Sendable (Transaction) throws -> Void)?

    public init(_ name: String, _ statements: SQL...) {
        self.name = name
        self.statements = statements
        work = nil
    }

    /// A step that also needs Swift, to derive what SQL alone cannot.
    /// - Parameters:
    ///   - tenants: selects the tenants that there is work for, as `tenant`.
    ///   - work: what is done for each of them, after the statements.
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
    /// Runs, inside a transaction that nobody else can be in, the migrations that have not run yet.
    /// - Throws: `StorageError.newerSchema` where others have run that are not among these.
    public static func run(_ migrations: [Migration], on connection: any DatabaseConnection) throws {
        func run(_ sql: SQL) throws -> [Row] {
            let (text, values) = sql.rendered(for: connection.dialect, isWriting: true)
            // A statement can be for the other engine alone.
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
