import Contract
import Gatehouse
import Storage
import TestKit
import Testing

/// What both engines promise of migrations.
@Suite struct MigrationTests {
    @Test func runOnce() async throws {
        try await Table.eachStore { store in
            try await store.write("one") { try $0.add("a") }
            try await store.migrate(Table.migrations)
            let more = Migration("things-2", "ALTER TABLE things ADD COLUMN colour TEXT")
            try await store.migrate(Table.migrations + [more])
            try await store.migrate(Table.migrations + [more])
            #expect(try await store.ids() == ["a"])
        }
    }

    @Test func allOrNone() async throws {
        try await Table.eachStore { store in
            let good = Migration("good-1", "CREATE TABLE good (id BIGINT)")
            let bad = Migration("bad-1", "CREATE TABLE nonsense (")
            await #expect(throws: StorageError.self) { try await store.migrate(Table.migrations + [good, bad]) }
            try await store.migrate(Table.migrations + [good])
        }
    }

    @Test func manyAtOnce() async throws {
        for engine in Engine.available {
            try await engine.withDatabase { database in
                let stores = try await withThrowingTaskGroup(of: (any Store).self) { group in
                    for _ in 0..<4 {
                        group.addTask {
                            let store = try Gatehouse.store(database)
                            try await store.migrate(Table.migrations)
                            return store
                        }
                    }
                    return try await group.reduce(into: []) { $0.append($1) }
                }
                for (index, store) in stores.enumerated() {
                    try await store.write("one") { try $0.add("\(index)") }
                }
                #expect(try await stores[0].ids() == ["0", "1", "2", "3"], "on \(engine.rawValue)")
                for store in stores { await store.close() }
            }
        }
    }
}
