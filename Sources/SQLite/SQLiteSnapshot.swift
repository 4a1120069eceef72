import Dispatch
import GRDB

/// All that was in a store at one moment, in memory.
public final class SQLiteSnapshot: Sendable {
    fileprivate let copy: DatabaseQueue

    fileprivate init(_ copy: DatabaseQueue) { self.copy = copy }
}

extension SQLiteStore {
    /// Opens a database in memory with what was in another one.
    public convenience init(copying snapshot: SQLiteSnapshot) throws {
        try self.init()
        try snapshot.copy.backup(to: database)
    }

    /// What is in the store now. Nothing is written meanwhile.
    public func snapshot() async throws -> SQLiteSnapshot {
        let copy = try DatabaseQueue()
        try await Self.copy(from: database, to: copy)
        return SQLiteSnapshot(copy)
    }

    /// Puts what was in a store in the place of what is in this one.
    public func restore(_ snapshot: SQLiteSnapshot) async throws {
        try await Self.copy(from: snapshot.copy, to: database)
    }

    /// Copies off the threads of Swift's concurrency, as all that waits for SQLite is done.
    private static func copy(from source: DatabaseQueue, to target: DatabaseQueue) async throws {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async {
                continuation.resume(with: Result { try source.backup(to: target) })
            }
        }
    }
}
