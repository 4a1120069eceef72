import Storage
import Synchronization

/// The work of one transaction, with the caller that waits for it.
final class StorageJob: Sendable {
    private let work: @Sendable (SQLiteConnection) throws -> @Sendable () -> Void
    private let refuse: @Sendable (any Error) -> Void
    private let outcome = Mutex<Result<@Sendable () -> Void, any Error>?>(nil)
    private let deadline: ContinuousClock.Instant?

    /// - Parameter limit: the time limit for waiting to start.
    init<Value: Sendable>(
        _ continuation: CheckedContinuation<Value, any Error>, within limit: Duration? = nil,
        _ body: @escaping @Sendable (SQLiteConnection) throws -> Value
    ) {
        deadline = limit.map { ContinuousClock.now + $0 }
        work = { connection in
            let value = try body(connection)
            // As on PostgreSQL, a transaction cannot continue after a failed statement.
            if let failure = connection.failure { throw failure }
            return { continuation.resume(returning: value) }
        }
        refuse = { continuation.resume(throwing: $0) }
    }

    /// Whether the job has waited beyond its time limit.
    func isLate(at now: ContinuousClock.Instant) -> Bool { deadline.map { $0 <= now } ?? false }

    /// Runs the work. The caller is not resumed yet, because the work is not committed.
    /// - Returns: whether the work succeeded.
    @discardableResult
    func run(_ connection: SQLiteConnection) -> Bool {
        // Errors of other jobs in the batch are not relevant.
        connection.failure = nil
        let result = Result { try work(connection) }
        outcome.withLock { $0 = result }
        switch result {
        case .success: return true
        case .failure: return false
        }
    }

    /// Resumes the caller after the commit.
    func succeed() {
        switch outcome.withLock({ $0 }) {
        case .success(let answer): answer()
        case .failure(let error): refuse(error)
        case nil: refuse(StorageError.refused("the work was never run"))
        }
    }

    /// Resumes the caller with an error, because the work was not committed. The job's own error takes precedence over
    /// that of the batch.
    func fail(_ error: any Error) {
        if case .failure(let own) = outcome.withLock({ $0 }) { refuse(own) } else { refuse(error) }
    }
}
