import Contract
import Foundation
import GRDB
import Storage

/// Rows in one SQLite file, or in memory.
///
/// One connection writes and a few read, each on a queue of its own, so a handler never blocks a thread of Swift's
/// concurrency. Writes that wait are committed together, each in a savepoint: one flush to disk serves them all, and
/// one that fails takes none of the others with it.
public final class SQLiteStore: Store {
    private typealias Job = StorageJob

    public let isExclusive = true
    let database: DatabaseQueue
    private let writer: BatchQueue<Job>
    private let readers: [BatchQueue<Job>]
    private let nextReader = Counter()
    /// Of a file.
    let checkpoints: Checkpoints?

    /// Opens a file, making it where there is none.
    /// - Parameter readers: how many transactions read at a time.
    /// - Throws: `StorageError.unavailable` where it cannot be opened or is not a database.
    public convenience init(path: String, readers: Int = 2) throws {
        try self.init(path: path, readers: readers, checkpoints: Checkpoints.Distances())
    }

    init(path: String, readers count: Int = 2, checkpoints distances: Checkpoints.Distances) throws {
        do {
            let writing = try DatabaseQueue(path: path, configuration: Self.configuration(readonly: false))
            try writing.inDatabase { database in
                try database.execute(sql: "PRAGMA journal_mode = WAL")
                try database.execute(sql: "PRAGMA synchronous = FULL")
            }
            let copying = try DatabaseQueue(path: path, configuration: Self.configuration(readonly: false))
            let checkpoints = Checkpoints(copying, distances)
            writing.inDatabase { checkpoints.follow($0) }
            self.checkpoints = checkpoints
            database = writing
            writer = BatchQueue(label: "sqlite.write", largest: 256) { jobs in
                withExtendedLifetime(checkpoints) { Self.write(jobs, to: writing) }
            }
            readers = try (0..<count).map { index in
                let reading = try DatabaseQueue(path: path, configuration: Self.configuration(readonly: true))
                return BatchQueue(label: "sqlite.read.\(index)", largest: 64) { Self.read($0, from: reading) }
            }
        } catch let error as DatabaseError {
            throw StorageError.unavailable("\(path): \(error.message ?? "\(error.resultCode)")")
        }
    }

    /// Opens a database that is gone with the store.
    public init() throws {
        let writing = try DatabaseQueue(configuration: Self.configuration(readonly: false))
        checkpoints = nil
        database = writing
        writer = BatchQueue(label: "sqlite.memory", largest: 256) { Self.write($0, to: writing) }
        readers = []
    }

    private static func configuration(readonly: Bool) -> Configuration {
        var configuration = Configuration()
        configuration.readonly = readonly
        configuration.busyMode = .timeout(5)
        configuration.maximumReaderCount = 1
        configuration.prepareDatabase { database in
            try database.execute(sql: readonly ? "PRAGMA cache_size = -16000" : "PRAGMA cache_size = -32000")
            try database.execute(sql: "PRAGMA cache_spill = OFF")
            try database.execute(sql: "PRAGMA temp_store = MEMORY")
        }
        return configuration
    }

    public func read<Value: Sendable>(
        _ tenant: TenantID, _ body: @escaping @Sendable (Transaction) throws -> Value
    ) async throws -> Value {
        let queue = readers.isEmpty ? writer : readers[nextReader.next() % readers.count]
        return try await run(on: queue, tenant, isWriting: false, body)
    }

    public func write<Value: Sendable>(
        _ tenant: TenantID, _ body: @escaping @Sendable (Transaction) throws -> Value
    ) async throws -> Value {
        try await run(on: writer, tenant, isWriting: true, body)
    }

    public func migrate(_ migrations: [Migration]) async throws {
        try await withCheckedThrowingContinuation { continuation in
            writer.submit(Job(continuation) { connection in try Migration.run(migrations, on: connection) })
        }
    }

    public func close() async {
        for queue in readers + [writer] {
            // A job that is done tells that those before it are; the connections close with the queues.
            _ = try? await withCheckedThrowingContinuation { continuation in
                queue.submit(Job(continuation) { _ in })
            }
        }
    }

    private func run<Value: Sendable>(
        on queue: BatchQueue<Job>, _ tenant: TenantID, isWriting: Bool,
        _ body: @escaping @Sendable (Transaction) throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            queue.submit(
                Job(continuation) { connection in
                    try body(Transaction(tenant: tenant, isWriting: isWriting, connection: connection))
                })
        }
    }

    private static func read(_ jobs: [Job], from queue: DatabaseQueue) {
        queue.unsafeReentrantRead { database in
            let connection = SQLiteConnection(database)
            do {
                _ = try connection.run("BEGIN", [])
                for job in jobs { job.run(connection) }
                _ = try connection.run("COMMIT", [])
                jobs.forEach { $0.succeed() }
            } catch {
                abandon(jobs, error, connection, database)
            }
        }
    }

    private static func write(_ jobs: [Job], to queue: DatabaseQueue) {
        queue.unsafeReentrantWrite { database in
            let connection = SQLiteConnection(database)
            do {
                _ = try connection.run("BEGIN IMMEDIATE", [])
                if jobs.count == 1 {
                    // Whoever is alone needs no savepoint. In one, SQLite keeps the pages of before, and goes through
                    // all of them after each statement: a transaction of many would take time that grows with its square.
                    _ = try connection.run(jobs[0].run(connection) ? "COMMIT" : "ROLLBACK", [])
                } else {
                    for job in jobs {
                        _ = try connection.run("SAVEPOINT job", [])
                        if !job.run(connection) { _ = try connection.run("ROLLBACK TO job", []) }
                        _ = try connection.run("RELEASE job", [])
                    }
                    _ = try connection.run("COMMIT", [])
                }
                jobs.forEach { $0.succeed() }
            } catch {
                abandon(jobs, error, connection, database)
            }
        }
    }

    /// Ends a transaction that cannot go on, so that the next one can begin, and tells who waits.
    private static func abandon(
        _ jobs: [Job], _ error: any Error, _ connection: SQLiteConnection, _ database: Database
    ) {
        // A full disk ends the transaction by itself. Should taking it back fail, the first error still says most, and
        // the next transaction fails and tries again.
        if database.isInsideTransaction { _ = try? connection.run("ROLLBACK", []) }
        jobs.forEach { $0.fail(error) }
    }
}
