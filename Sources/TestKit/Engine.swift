import Foundation
import Gatehouse
import Storage
import Synchronization
import Workers

/// The engines that tests run on.
public enum Engine: String, Sendable, CaseIterable {
    case sqlite
    case postgres

    /// SQLite always, PostgreSQL where `GATEHOUSE_TEST_POSTGRES` says how a cluster made for tests is reached, as a
    /// superuser: `postgres://user@/postgres?host=/a/folder`.
    public static let available: [Engine] = Cluster.shared == nil ? [.sqlite] : allCases

    /// How many databases are in use at a time, so that a hundred tests at once do not hold a hundred pools.
    static let places = AsyncSlots(6)

    /// Gives a new, empty database, and drops it afterwards.
    public func withDatabase<Value>(_ body: (Settings.Database) async throws -> Value) async throws -> Value {
        try await Self.places.take()
        defer { Self.places.giveBack() }
        let database = try await Database(self)
        let result = await Result.catching { try await body(database.location) }
        try await database.drop()
        return try result.get()
    }

    /// Gives a store of a new, empty database.
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
    /// What a body returns or throws.
    static func catching(_ body: () async throws -> Success) async -> Self {
        do {
            return .success(try await body())
        } catch {
            return .failure(error)
        }
    }
}
