import Storage
import Synchronization

/// One transaction's work, and who waits for it.
final class StorageJob: Sendable {
    private let work: @Sendable (SQLiteConnection) throws -> @Sendable () -> Void
    private let refuse: @Sendable (any Error) -> Void
    private let outcome = Mutex<Result<@Sendable () -> Void, any Error>?>(nil)
    private let deadline: ContinuousClock.Instant?

    /// - Parameter limit: how long it may wait to be begun.
    init<Value: Sendable>(
        _ continuation: CheckedContinuation<Value, any Error>, within limit: Duration? = nil,
        _ body: @escaping @Sendable (SQLiteConnection) throws -> Value
    ) {
        deadline = limit.map { ContinuousClock.now + $0 }
        work = { connection in
            let value = try body(connection)
            // As on PostgreSQL, there is no going on after a statement that failed.
            if let failure = connection.failure { throw failure }
            return { continuation.resume(returning: value) }
        }
        refuse = { continuation.resume(throwing: $0) }
    }

    /// Whether it has waited for so long that whoever wants it was told that it cannot be done.
    func isLate(at now: ContinuousClock.Instant) -> Bool { deadline.map { $0 <= now } ?? false }

    /// Does the work; nobody is told yet, since it is not committed.
    /// - Returns: whether it went well.
    @discardableResult
    func run(_ connection: SQLiteConnection) -> Bool {
        // What went wrong for another in the same batch is nothing to this one.
        connection.failure = nil
        let result = Result { try work(connection) }
        outcome.withLock { $0 = result }
        switch result {
        case .success: return true
        case .failure: return false
        }
    }

    /// The work is on disk: tells who waits.
    func succeed() {
        switch outcome.withLock({ $0 }) {
        case .success(let answer): answer()
        case .failure(let error): refuse(error)
        case nil: refuse(StorageError.refused("the work was never run"))
        }
    }

    /// The work did not reach the disk. Its own error, if it had one, says more than why the others failed with it.
    func fail(_ error: any Error) {
        if case .failure(let own) = outcome.withLock({ $0 }) { refuse(own) } else { refuse(error) }
    }
}
