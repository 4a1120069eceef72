import Foundation
import Gatehouse
import Storage
import Synchronization
import Workers

/// The database engines of tests.
public enum Engine: String, Sendable, CaseIterable {
    case sqlite
    case postgres

    /// SQLite, and PostgreSQL if `GATEHOUSE_TEST_POSTGRES` is the superuser URL of a cluster for tests:
    /// `postgres://user@/postgres?host=/a/folder`.
    public static let available: [Engine] = Cluster.shared == nil ? [.sqlite] : allCases

    /// The maximum number of databases in use, so that a hundred concurrent tests do not open a hundred pools.
    static let places = AsyncSlots(6)

    /// Runs a closure with a new, empty database, which is dropped afterwards.
    public func withDatabase<Value>(_ body: (Settings.Database) async throws -> Value) async throws -> Value {
        try await Self.places.take()
        defer { Self.places.giveBack() }
        let database = try await Database(self)
        let result = await Result.catching { try await body(database.location) }
        try await database.drop()
        return try result.get()
    }

    /// Runs a closure with the store of a new, empty database.
    public func withStore<Value>(_ body: (any Store) async throws -> Value) async throws -> Value {
        try await withDatabase { database in
            let store = try Gatehouse.store(database)
            let result = await Result.catching { try await body(store) }
            await store.close()
            return try result.get()
        }
    }
}

extension Result where Failure == any Error {
    /// Returns the result or error of a closure.
    static func catching(_ body: () async throws -> Success) async -> Self {
        do {
            return .success(try await body())
        } catch {
            return .failure(error)
        }
    }
}
