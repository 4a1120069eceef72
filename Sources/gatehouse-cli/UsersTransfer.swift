import ArgumentParser
import Compression
import Contract
import Foundation
import Gatehouse
import Logging
import People
import PeopleAPI
import Storage

struct Import: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Import users from a file.",
        discussion: """
            The file is a JSON array of users in Auth0's bulk import schema, of any size. A server that has the database meanwhile \
            does the work. Users that cannot be taken are listed on standard output, one on each line.
            """)

    @OptionGroup var options: SettingsOptions

    @Argument(help: "The file; - reads standard input.")
    var file: String

    @Option(help: "The name of the database connection.")
    var connection = "Username-Password-Authentication"

    @Flag(help: "Change users who are there already, by their e-mail address, rather than refuse them.")
    var upsert = false

    func run() async throws {
        try await orderly {
            let handle = file == "-" ? FileHandle.standardInput : FileHandle(forReadingAtPath: file)
            guard let handle else { throw Settings.Problem("the file \(file) cannot be read") }
            try await withGatehouse(try await options.settings()) { gatehouse, isAlone in
                let jobs = gatehouse.jobs
                let id = try await jobs.importUsers(into: connection, upsert: upsert) {
                    let data = try handle.read(upToCount: 1 << 18) ?? Data()
                    return data.isEmpty ? nil : Array(data)
                }
                let job = try await finish(id, gatehouse, isAlone: isAlone)
                for error in try await jobs.errors(of: id) { print(try JSON(encoding: error).text) }
                guard job.status == "completed", let summary = job.summary else {
                    throw Settings.Problem(job.statusDetails ?? "the import failed")
                }
                complain(
                    "\(summary.inserted) inserted, \(summary.updated) changed, \(summary.failed) could not be taken")
            }
        }
    }
}

struct Export: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Export users to a file.",
        discussion: "JSON has a user on each line. A file whose name ends in .gz is compressed.")

    @OptionGroup var options: SettingsOptions

    @Argument(help: "The file to write; - writes to standard output.")
    var file = "-"

    @Option(help: "json or csv.")
    var format = "json"

    @Option(help: "The name of a connection, to have only its users.")
    var connection: String?

    @Option(help: "How many users.")
    var limit: Int?

    @Option(help: "The fields, separated by commas, as email,user_metadata.plan,password_hash (default: all).")
    var fields: String?

    func run() async throws {
        try await orderly {
            guard ["json", "csv"].contains(format) else { throw Settings.Problem("the format must be json or csv") }
            try await withGatehouse(try await options.settings()) { gatehouse, isAlone in
                let names = fields?.split(separator: ",").map { ExportField(String($0)) }
                let id = try await gatehouse.jobs.exportUsers(
                    of: connection, format: format, limit: limit, fields: names)
                let job = try await finish(id, gatehouse, isAlone: isAlone)
                guard job.status == "completed" else {
                    throw Settings.Problem(job.statusDetails ?? "the export failed")
                }
                try await write(id, gatehouse.jobs)
            }
        }
    }

    private func write(_ id: ID<Job>, _ jobs: LocalJobs) async throws {
        if file != "-", !FileManager.default.createFile(atPath: file, contents: nil) {
            throw Settings.Problem("the file \(file) cannot be written")
        }
        let handle = file == "-" ? FileHandle.standardOutput : FileHandle(forWritingAtPath: file)
        guard let handle else { throw Settings.Problem("the file \(file) cannot be written") }
        var number = 0
        while let part = try await jobs.file(of: id, part: number) {
            try handle.write(contentsOf: Data(file.hasSuffix(".gz") ? part : try Gzip.expand(part)))
            number += 1
        }
        if file != "-" { try handle.close() }
    }
}

/// Opens the server's database without listening.
/// - Parameter body: The closure, which receives whether this process may do the work because no server is running.
private func withGatehouse(_ settings: Settings, _ body: (Gatehouse, _ isAlone: Bool) async throws -> Void) async throws
{
    let claim = try Gatehouse.claim(settings.database)
    var role = Gatehouse.Role.command
    if case .taken = claim { role = .guest }
    do {
        let gatehouse = try await Gatehouse(
            settings, port: settings.port, as: role, logger: Logger(label: "gatehouse"))
        do {
            try await body(gatehouse, role == .command)
        } catch let error as APIError {
            throw Settings.Problem(error.message)
        }
        await gatehouse.services.store.close()
    } catch let error as StorageError {
        throw Settings.Problem("the database cannot be used: \(error)")
    }
    withExtendedLifetime(claim) {}
}

/// Runs a job, or waits until the server that owns the database has run it, and shows the progress on terminals.
private func finish(_ id: ID<Job>, _ gatehouse: Gatehouse, isAlone: Bool) async throws -> Job {
    let worker = isAlone ? Task { try await gatehouse.jobsWorker.run() } : nil
    defer { worker?.cancel() }
    if !isAlone { complain("the server that runs does the work") }
    let isWatched = isatty(FileHandle.standardError.fileDescriptor) == 1
    while true {
        let job = try await gatehouse.jobs.job(id)
        if isWatched { show(job) }
        if ["completed", "failed"].contains(job.status) {
            if isWatched { FileHandle.standardError.write(Data("\n".utf8)) }
            return job
        }
        try await Task.sleep(for: .milliseconds(200))
    }
}

private func show(_ job: Job) {
    let done = job.percentageDone ?? 0
    let bar = String(repeating: "#", count: done / 2) + String(repeating: ".", count: 50 - done / 2)
    let left = job.timeLeftSeconds.map { ", \($0) s left" } ?? ""
    FileHandle.standardError.write(Data("\r[\(bar)] \(done) %\(left)   ".utf8))
}
