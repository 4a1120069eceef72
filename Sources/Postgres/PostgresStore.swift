import Contract
import Storage

/// A store in a PostgreSQL database, version 15 or later.
public final class PostgresStore: Store {
    public let isExclusive = false

    /// The maximum number of attempts for a transaction that conflicts with others.
    private static let attempts = 10

    private let pool: PostgresPool
    /// A pool with a single session for probes.
    private let probes: PostgresPool

    /// - Parameters:
    ///   - url: `postgres://user:password@host:port/database`, or any other connection string that libpq accepts.
    ///   - limits: the maximum number of sessions and the time limits.
    public init(url: String, limits: StoreLimits = StoreLimits()) {
        pool = PostgresPool(PostgresParameters(url, limits: limits), limits: limits, label: "postgres")
        probes = PostgresPool(PostgresParameters(url, limits: .probe), limits: .probe, label: "postgres.probe")
    }

    public convenience init(url: String, connections: Int) {
        var limits = StoreLimits()
        limits.connections = connections
        self.init(url: url, limits: limits)
    }

    public func read<Value: Sendable>(
        _ tenant: TenantID, _ body: @escaping @Sendable (Transaction) throws -> Value
    ) async throws -> Value {
        try await onConnection { connection in
            // Without BEGIN, each statement sees all earlier commits, with half the round trips.
            try body(Transaction(tenant: tenant, isWriting: false, connection: connection))
        }
    }

    public func write<Value: Sendable>(
        _ tenant: TenantID, _ body: @escaping @Sendable (Transaction) throws -> Value
    ) async throws -> Value {
        try await onConnection { connection in
            try Self.inTransaction(on: connection) {
                try body(Transaction(tenant: tenant, isWriting: true, connection: connection))
            }
        }
    }

    public func migrate(_ migrations: [Migration]) async throws {
        try await onConnection { connection in
            try connection.withoutLimits {
                try Self.inTransaction(on: connection) {
                    try connection.command("SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0")
                    try connection.command("SELECT pg_advisory_xact_lock(4713120000000001)")
                    try Migration.run(migrations, on: connection)
                }
            }
        }
    }

    public func probe(_ tenant: TenantID, _ body: @escaping @Sendable (Transaction) throws -> Void) async throws {
        try await onConnection(of: probes) { connection in
            try Self.inTransaction(on: connection) {
                // The probe's data is irrelevant, so it need not be flushed to disk.
                try connection.command("SET LOCAL synchronous_commit = off")
                try body(Transaction(tenant: tenant, isWriting: true, connection: connection))
            }
        }
    }

    public func close() async {
        // Running transactions give their sessions back; the sessions end when the pool is released.
        var connections: [PostgresConnection] = []
        for _ in 0..<pool.size {
            guard let connection = try? await pool.take() else { break }
            connections.append(connection)
        }
    }

    private func onConnection<Value: Sendable>(
        of given: PostgresPool? = nil, _ body: @escaping @Sendable (PostgresConnection) throws -> Value
    ) async throws -> Value {
        let pool = given ?? self.pool
        let connection = try await pool.take()
        defer { pool.giveBack(connection) }
        return try await withCheckedThrowingContinuation { continuation in
            connection.queue.async {
                continuation.resume(
                    with: Result {
                        try pool.open(connection)
                        return try body(connection)
                    })
            }
        }
    }

    private static func inTransaction<Value>(
        on connection: PostgresConnection, _ body: () throws -> Value
    ) throws -> Value {
        var attempt = 1
        while true {
            do {
                try connection.command("BEGIN")
                let value = try body()
                try connection.commit()
                return value
            } catch {
                // A session whose transaction cannot be rolled back is closed; the first error is the most useful.
                if connection.isInTransaction, (try? connection.command("ROLLBACK")) == nil { connection.close() }
                guard attempt < attempts, mayBeTriedAgain(error) else { throw outward(error) }
                attempt += 1
            }
        }
    }

    /// Whether a transaction can be tried again. This includes a unique key that another transaction has just taken:
    /// the next attempt sees its row and can report a specific error.
    private static func mayBeTriedAgain(_ error: any Error) -> Bool {
        if case StorageError.notUnique = error { return true }
        return error is InterruptedTransaction
    }

    private static func outward(_ error: any Error) -> any Error {
        guard let interrupted = error as? InterruptedTransaction else { return error }
        return StorageError.unavailable(interrupted.detail)
    }
}
