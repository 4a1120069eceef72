import Contract
import Foundation
import Storage
import Testing

@testable import SQLite

/// What the write-ahead log becomes while one writes on and on.
@Suite struct CheckpointTests {
    private let tenant = TenantID("acme")
    private let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)

    /// Runs a test with a store whose file is new.
    private func withStore(
        _ distances: Checkpoints.Distances, _ body: (SQLiteStore, _ path: String) async throws -> Void
    ) async throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let path = folder.appending(path: "store.db").path
        let store = try SQLiteStore(path: path, checkpoints: distances)
        try await store.migrate([Migration("pages-1", "CREATE TABLE pages (tenant TEXT NOT NULL, text TEXT NOT NULL)")])
        try await body(store, path)
        await store.close()
        try FileManager.default.removeItem(at: folder)
    }

    /// Writes some pages, each in a transaction of its own.
    private func write(_ count: Int, to store: SQLiteStore) async throws {
        let text = String(repeating: "x", count: 4_000)
        for _ in 0..<count { try await store.write(tenant) { try $0.insert(into: "pages", ["text": text]) } }
    }

    private func size(_ path: String) throws -> Int {
        try #require(try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int)
    }

    @Test func theLogIsBroughtIntoTheFileBesideTheWrites() async throws {
        try await withStore(.init(interval: 50, limit: 10_000)) { store, path in
            try await write(200, to: store)
            store.checkpoints?.finish()
            let copy = folder.appending(path: "copy.db").path
            try FileManager.default.copyItem(atPath: path, toPath: copy)
            // The file alone, without the log.
            let alone = try SQLiteStore(path: copy)
            let found: Int = try await alone.read(tenant) {
                try $0.row("SELECT COUNT(*) AS found FROM pages")?["found"] ?? 0
            }
            #expect(found > 20)
            await alone.close()
        }
    }

    @Test func theLogDoesNotGrowForEver() async throws {
        try await withStore(.init(interval: .max, limit: 60)) { store, path in
            try await write(1_000, to: store)
            #expect(try size(path + "-wal") < 100 * 4_120)
            #expect(try size(path) > 900 * 4_096)
        }
    }
}
