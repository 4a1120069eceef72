import ArgumentParser
import CryptoExtras
import Foundation
import GRDB
import Hummingbird
import Logging

/// The physical limits that Gatehouse is measured against: the same work with nothing around it.
@main
struct Baselines: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Work with nothing around it, to measure against.",
        subcommands: [Bare.self, Signatures.self, Commits.self, ClientCalls.self])
}

/// A route that sends fixed bytes.
struct Bare: AsyncParsableCommand {
    @Option var port: Int
    @Option(help: "A file with the bytes to send.") var body: String

    func run() async throws {
        let bytes = try Data(contentsOf: URL(fileURLWithPath: body))
        let router = Router()
        router.get("/body") { _, _ in
            Response(
                status: .ok, headers: [.contentType: "application/json; charset=utf-8"],
                body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
        }
        var logger = Logger(label: "bare")
        logger.logLevel = .error
        let application = Application(
            router: router, configuration: .init(address: .hostname("127.0.0.1", port: port)), logger: logger)
        try await application.runService()
    }
}

/// RSA-2048 signatures on one thread.
struct Signatures: ParsableCommand {
    @Option(help: "For how many seconds.") var seconds = 3.0

    func run() throws {
        let key = try _RSA.Signing.PrivateKey(keySize: .bits2048)
        let message = Array("a message to sign".utf8)
        var count = 0
        let start = ContinuousClock.now
        while ContinuousClock.now - start < .seconds(seconds) {
            _ = try key.signature(for: message, padding: .insecurePKCS1v1_5)
            count += 1
        }
        print(Double(count) / seconds)
    }
}

/// Commits of one row each with `synchronous = FULL`, one after the other.
struct Commits: ParsableCommand {
    @Option(help: "The database file to make.") var path: String
    @Option(help: "For how many seconds.") var seconds = 3.0

    func run() throws {
        let queue = try DatabaseQueue(path: path)
        try queue.inDatabase { database in
            try database.execute(sql: "PRAGMA journal_mode = WAL")
            try database.execute(sql: "PRAGMA synchronous = FULL")
            try database.execute(
                sql: """
                    CREATE TABLE roles (tenant TEXT, id TEXT, name TEXT, description TEXT,
                        PRIMARY KEY (tenant, id), UNIQUE (tenant, name))
                    """)
        }
        var count = 0
        let start = ContinuousClock.now
        while ContinuousClock.now - start < .seconds(seconds) {
            try queue.write { database in
                let statement = try database.cachedStatement(
                    sql: "INSERT INTO roles (tenant, id, name, description) VALUES (?, ?, ?, ?)")
                try statement.execute(arguments: ["local", "rol_\(count)", "role \(count)", "A role"])
            }
            count += 1
        }
        print(Double(count) / seconds)
    }
}
