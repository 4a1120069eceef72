import Dispatch
import GRDB

/// A copy of a store in memory.
public final class SQLiteSnapshot: Sendable {
    fileprivate let copy: DatabaseQueue

    fileprivate init(_ copy: DatabaseQueue) { self.copy = copy }
}

extension SQLiteStore {
    /// Creates a database in memory with the contents of a snapshot.
    public convenience init(copying snapshot: SQLiteSnapshot) throws {
        try self.init()
        try snapshot.copy.backup(to: database)
    }

    /// Returns a copy of the store, consistent because no writes run meanwhile.
    public func snapshot() async throws -> SQLiteSnapshot {
        let copy = try DatabaseQueue()
        try await Self.copy(from: database, to: copy)
        return SQLiteSnapshot(copy)
    }

    /// Replaces the contents of this store with a snapshot.
    public func restore(_ snapshot: SQLiteSnapshot) async throws {
        try await Self.copy(from: snapshot.copy, to: database)
    }

    /// Copies a database outside the threads of Swift's concurrency, like all work that waits for SQLite.
    private static func copy(from source: DatabaseQueue, to target: DatabaseQueue) async throws {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async {
                continuation.resume(with: Result { try source.backup(to: target) })
            }
        }
    }
}
