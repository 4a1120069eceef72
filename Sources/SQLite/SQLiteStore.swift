import Contract
import Foundation
import GRDB
import Storage

/// A store in an SQLite file or in memory.
///
/// One connection writes and a few read, each on its own queue, so handlers never block threads of Swift's concurrency.
/// Waiting writes are committed together, each in a savepoint: a single flush to disk is enough for all, and a failed
/// write does not affect the others.
public final class SQLiteStore: Store {
    private typealias Job = StorageJob

    public let isExclusive = true
    let database: DatabaseQueue
    private let writer: BatchQueue<Job>
    private let readers: [BatchQueue<Job>]
    private let nextReader = Counter()
    /// The checkpoints of a file; `nil` for a database in memory.
    let checkpoints: Checkpoints?
    private let damage: DamageMark
    private let limits: StoreLimits

    /// Opens a file, which is created if it does not exist.
    /// - Parameter readers: the number of concurrent readers.
    /// - Throws: `StorageError.unavailable` if the file cannot be opened or is not a database.
    public convenience init(path: String, readers: Int = 2, limits: StoreLimits = StoreLimits()) throws {
        try self.init(path: path, readers: readers, limits: limits, checkpoints: Checkpoints.Distances())
    }

    init(
        path: String, readers count: Int = 2, limits: StoreLimits = StoreLimits(),
        checkpoints distances: Checkpoints.Distances
    ) throws {
        let damage = DamageMark()
        self.damage = damage
        self.limits = limits
        Self.makePrivate(path)
        do {
            let writing = try DatabaseQueue(path: path, configuration: Self.configuration(readonly: false, limits))
            try writing.inDatabase { database in
                try database.execute(sql: "PRAGMA journal_mode = WAL")
                try database.execute(sql: "PRAGMA synchronous = FULL")
                // A log that grew during many writes is truncated to this size when it restarts.
                try database.execute(sql: "PRAGMA journal_size_limit = 16777216")
            }
            let copying = try DatabaseQueue(path: path, configuration: Self.configuration(readonly: false, limits))
            let checkpoints = Checkpoints(copying, distances)
            writing.inDatabase { checkpoints.follow($0) }
            self.checkpoints = checkpoints
            database = writing
            writer = BatchQueue(label: "sqlite.write", largest: 256) { jobs in
                withExtendedLifetime(checkpoints) { Self.write(jobs, to: writing, damage) }
            }
            readers = try (0..<count).map { index in
                let reading = try DatabaseQueue(path: path, configuration: Self.configuration(readonly: true, limits))
                return BatchQueue(label: "sqlite.read.\(index)", largest: 64) { Self.read($0, from: reading, damage) }
            }
        } catch let error as DatabaseError {
            throw StorageError.unavailable("\(path): \(error.message ?? "\(error.resultCode)")")
        }
    }

    /// Opens a database in memory.
    public init() throws {
        let damage = DamageMark()
        self.damage = damage
        limits = StoreLimits()
        let writing = try DatabaseQueue(configuration: Self.configuration(readonly: false, limits))
        checkpoints = nil
        database = writing
        writer = BatchQueue(label: "sqlite.memory", largest: 256) { Self.write($0, to: writing, damage) }
        readers = []
    }

    /// Restricts access to a file and its two companion files to the owner.
    private static func makePrivate(_ path: String) {
        // SQLite accepts an empty file as a new database. If it cannot be created or changed, opening it reports the
        // reason.
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return }
        defer { _ = Glibc.close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return }
        _ = fchmod(descriptor, 0o600)
        for suffix in ["-wal", "-shm"] { _ = chmod(path + suffix, 0o600) }
    }

    private static func configuration(readonly: Bool, _ limits: StoreLimits) -> Configuration {
        var configuration = Configuration()
        configuration.readonly = readonly
        configuration.busyMode = .timeout(max(1, limits.lock / .seconds(1)))
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
            submit(Job(continuation) { connection in try Migration.run(migrations, on: connection) }, to: writer)
        }
    }

    public func probe(_ tenant: TenantID, _ body: @escaping @Sendable (Transaction) throws -> Void) async throws {
        if let found = damage.found { throw StorageError.unavailable(found) }
        // The probe is queued with the waiting writes, because there is a single writer.
        try await withThrowingTaskGroup { group in
            let (outcomes, source) = AsyncThrowingStream<Void, any Error>.makeStream()
            Task {
                do {
                    try await write(tenant, body)
                    source.finish()
                } catch {
                    source.finish(throwing: error)
                }
            }
            group.addTask { for try await _ in outcomes {} }
            group.addTask {
                try await Task.sleep(for: StoreLimits.probe.statement)
                throw StorageError.unavailable("the database did not answer in time")
            }
            defer { group.cancelAll() }
            try await group.next()
        }
    }

    private func submit(_ job: Job, to queue: BatchQueue<Job>) {
        if !queue.submit(job) { job.fail(StorageError.unavailable("too many transactions wait")) }
    }

    public func close() async {
        for queue in readers + [writer] {
            // A completed job shows that the earlier ones are complete; the connections close with the queues.
            _ = try? await withCheckedThrowingContinuation { continuation in
                submit(Job(continuation) { _ in }, to: queue)
            }
        }
    }

    private func run<Value: Sendable>(
        on queue: BatchQueue<Job>, _ tenant: TenantID, isWriting: Bool,
        _ body: @escaping @Sendable (Transaction) throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            submit(
                Job(continuation, within: limits.wait) { connection in
                    try body(Transaction(tenant: tenant, isWriting: isWriting, connection: connection))
                }, to: queue)
        }
    }

    /// Returns the jobs that are not late, and fails the others.
    private static func current(_ jobs: [Job]) -> [Job] {
        let now = ContinuousClock.now
        guard jobs.contains(where: { $0.isLate(at: now) }) else { return jobs }
        return jobs.filter { job in
            guard job.isLate(at: now) else { return true }
            job.fail(StorageError.unavailable("the transaction waited for too long"))
            return false
        }
    }

    private static func read(_ given: [Job], from queue: DatabaseQueue, _ damage: DamageMark) {
        let jobs = current(given)
        if jobs.isEmpty { return }
        queue.unsafeReentrantRead { database in
            let connection = SQLiteConnection(database, damage)
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

    private static func write(_ given: [Job], to queue: DatabaseQueue, _ damage: DamageMark) {
        let jobs = current(given)
        if jobs.isEmpty { return }
        queue.unsafeReentrantWrite { database in
            let connection = SQLiteConnection(database, damage)
            do {
                _ = try connection.run("BEGIN IMMEDIATE", [])
                if jobs.count == 1 {
                    // A single job needs no savepoint. In a savepoint, SQLite keeps the original pages and scans all of
                    // them after each statement, which takes quadratic time in large transactions.
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

    /// Ends a failed transaction, so that the next one can begin, and fails its jobs.
    private static func abandon(
        _ jobs: [Job], _ error: any Error, _ connection: SQLiteConnection, _ database: Database
    ) {
        // A full disk ends the transaction by itself. If the rollback fails, the first error is still the most useful,
        // and the next transaction tries again.
        if database.isInsideTransaction { _ = try? connection.run("ROLLBACK", []) }
        jobs.forEach { $0.fail(error) }
    }
}
