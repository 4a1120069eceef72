import Foundation
import Gatehouse
import Postgres
import Storage
import Synchronization

/// A database for one test.
struct Database {
    let location: Settings.Database
    private let name: String

    private static let count = Atomic<Int>(0)
    private static let process = ProcessInfo.processInfo.processIdentifier

    /// Creates a database.
    /// - Parameter template: The database to copy; `nil` for an empty one.
    init(_ engine: Engine, copying template: Database? = nil) async throws {
        name = "gatehouse_\(Self.process)_\(Self.count.wrappingAdd(1, ordering: .relaxed).newValue)"
        switch engine {
        case .sqlite:
            let folder = FileManager.default.temporaryDirectory.appendingPathComponent(name)
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            let file = folder.appendingPathComponent("test.sqlite").path
            if case .sqlite(let source) = template?.location { try Self.copy(source, to: file) }
            location = .sqlite(path: file)
        case .postgres:
            let cluster = try Cluster.required()
            try await cluster.command("CREATE DATABASE \(name)" + (template.map { " TEMPLATE \($0.name)" } ?? ""))
            location = .postgres(url: cluster.url(database: name))
        }
    }

    /// Deletes the database with all data.
    func drop() async throws {
        switch location {
        case .memory: break
        case .sqlite(let path):
            try FileManager.default.removeItem(at: URL(fileURLWithPath: path).deletingLastPathComponent())
        case .postgres: try await Cluster.required().command("DROP DATABASE \(name) WITH (FORCE)")
        }
    }

    private static func copy(_ source: String, to target: String) throws {
        // Recent writes may still be in the write-ahead log beside the file.
        for suffix in ["", "-wal"] where FileManager.default.fileExists(atPath: source + suffix) {
            try FileManager.default.copyItem(atPath: source + suffix, toPath: target + suffix)
        }
    }
}

/// The PostgreSQL cluster for test databases.
struct Cluster: Sendable {
    private let address: String
    private let store: any Store

    static let shared: Cluster? = ProcessInfo.processInfo.environment["GATEHOUSE_TEST_POSTGRES"].map(Cluster.init)

    static func required() throws -> Cluster {
        guard let shared else { throw Settings.Problem("GATEHOUSE_TEST_POSTGRES is not set") }
        return shared
    }

    private init(_ address: String) {
        self.address = address
        var limits = StoreLimits()
        // Many tests wait for a database at a time, and creating one can be slow.
        limits.connections = 2
        limits.statement = .seconds(600)
        limits.wait = .seconds(3600)
        store = PostgresStore(url: address, limits: limits)
    }

    /// Returns the URL of another database in the same cluster.
    func url(database: String) -> String {
        let halves = address.split(separator: "?", maxSplits: 1)
        let base = halves[0].split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
        return "\(base)/\(database)" + (halves.count == 2 ? "?\(halves[1])" : "")
    }

    /// Runs a statement that must not be in a transaction; read statements run without one.
    func command(_ text: String) async throws {
        let statement = SQL(stringLiteral: text)
        try await store.read("cluster") { _ = try $0.execute(statement) }
    }
}
