import Contract
import Foundation
import Gatehouse
import Secrets
import SQLite
import Storage
import TestKit
import Testing

/// A database, its root key and its processes belong together.
@Suite struct DatabaseGuardTests {
    private func withFolder(_ body: (String) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try await body(folder.path)
    }

    private func settings(_ folder: String) async throws -> Settings {
        let file = RootKeyFile(path: folder + "/root.key")
        let database = Settings.Database.sqlite(path: folder + "/x.sqlite")
        var settings = Settings(rootKeys: try await Gatehouse.rootKeys(in: file, for: database, StoreLimits()))
        settings.rootKeyFile = file
        settings.database = database
        return settings
    }

    private func open(
        _ settings: Settings, port: Int = 3000, as role: Gatehouse.Role = .server
    ) async throws -> String {
        let gatehouse = try await Gatehouse(
            settings, port: port, as: role, passwords: PasswordHasher(cost: .minimal), logger: .silent)
        await gatehouse.stop()
        return gatehouse.issuer
    }

    @Test func oneProcessHasAFile() async throws {
        try await withFolder { folder in
            let first = try DatabaseLock.acquire(for: folder + "/x.sqlite")
            #expect(first != nil)
            #expect(try DatabaseLock.acquire(for: folder + "/x.sqlite") == nil)
            #expect(DatabaseLock.holder(of: folder + "/x.sqlite") == "\(ProcessInfo.processInfo.processIdentifier)")
            #expect(throws: Settings.Problem.self) {
                try Gatehouse.claimForServer(.sqlite(path: folder + "/x.sqlite"))
            }
            withExtendedLifetime(first) {}
        }
        try await withFolder { folder in
            do {
                let first = try DatabaseLock.acquire(for: folder + "/x.sqlite")
                withExtendedLifetime(first) {}
            }
            #expect(try DatabaseLock.acquire(for: folder + "/x.sqlite") != nil)
        }
    }

    @Test func manyFirstStartsAgreeOnTheKey() async throws {
        for _ in 0..<10 {
            try await withFolder { folder in
                let file = RootKeyFile(path: folder + "/root.key")
                let kids = try await withThrowingTaskGroup { group in
                    for _ in 0..<8 { group.addTask { try file.keys().current.kid } }
                    return try await group.reduce(into: Set<String>()) { $0.insert($1) }
                }
                #expect(kids.count == 1)
                #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["root.key"])
            }
        }
    }

    @Test func aLostKeyIsNotReplaced() async throws {
        try await withFolder { folder in
            _ = try await open(try await settings(folder))
            try FileManager.default.removeItem(atPath: folder + "/root.key")
            await #expect(throws: Settings.Problem.self) { try await settings(folder) }
            #expect(!FileManager.default.fileExists(atPath: folder + "/root.key"))
        }
    }

    @Test(arguments: [true, false])
    func aLostDatabaseIsNotAFreshStart(_ isEmpty: Bool) async throws {
        try await withFolder { folder in
            var settings = try await settings(folder)
            _ = try await open(settings)
            for suffix in ["", "-wal", "-shm"] {
                try? FileManager.default.removeItem(atPath: folder + "/x.sqlite" + suffix)
            }
            if isEmpty { _ = FileManager.default.createFile(atPath: folder + "/x.sqlite", contents: nil) }
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSinceNow: -3600)], ofItemAtPath: folder + "/root.key")
            await #expect(throws: Settings.Problem.self) { try await open(settings) }
            settings.allowsNewTenant = true
            _ = try await open(settings)
            settings.allowsNewTenant = false
            _ = try await open(settings)
        }
    }

    @Test func filesAreTheirOwnersAlone() async throws {
        try await withFolder { folder in
            _ = FileManager.default.createFile(
                atPath: folder + "/x.sqlite", contents: nil, attributes: [.posixPermissions: 0o644])
            let store = try SQLiteStore(path: folder + "/x.sqlite")
            try await store.migrate([Migration("a-1", "CREATE TABLE a (id BIGINT)")])
            for suffix in ["", "-wal", "-shm"] {
                let attributes = try FileManager.default.attributesOfItem(atPath: folder + "/x.sqlite" + suffix)
                #expect(attributes[.posixPermissions] as? Int == 0o600, "\(suffix)")
            }
            await store.close()
        }
    }

    @Test func aNewerSchemaIsRefused() async throws {
        for engine in Engine.available {
            try await engine.withStore { store in
                let known = Migration("known-1", "CREATE TABLE known (id BIGINT)")
                try await store.migrate([known, Migration("unknown-1", "CREATE TABLE later (id BIGINT)")])
                do {
                    try await store.migrate([known])
                    Issue.record("a step that nobody knows was passed by")
                } catch StorageError.newerSchema(let steps) {
                    #expect(steps == "unknown-1")
                }
            }
        }
    }

    @Test func onlyAServerThatIsToldMovesATenant() async throws {
        try await withFolder { folder in
            var settings = try await settings(folder)
            #expect(try await open(settings) == "http://localhost:3000/")
            // It follows the port of servers, and of nothing else.
            #expect(try await open(settings, port: 3001) == "http://localhost:3001/")
            #expect(try await open(settings, port: 3000, as: .command) == "http://localhost:3001/")
            settings.issuer = "https://login.example/"
            #expect(try await open(settings, as: .command) == "http://localhost:3001/")
            #expect(try await open(settings) == "https://login.example/")
            settings.issuer = nil
            #expect(try await open(settings, as: .command) == "https://login.example/")
            #expect(try await open(settings) == "https://login.example/")
        }
    }
}
