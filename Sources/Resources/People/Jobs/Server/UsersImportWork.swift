import Background
import Contract
import Events
import Foundation
import Model
import OrderedCollections
import PeopleAPI
import Secrets
import Serving
import Storage

/// Imports the users of a file, several thousand per transaction, and reads ahead meanwhile. The users and the position
/// in the file are written in one transaction, so a server that stops midway skips no user and imports none twice.
struct UsersImportWork: BackgroundWork {
    static let kind = "users_import"
    /// Larger batches let more users share a page of the search index.
    private static let usersInBatch = 4_000
    private static let batchesInStep = 16
    /// The number of file parts read at a time; larger users are rejected.
    private static let partsInBatch = 10

    let services: Services

    func step(_ task: BackgroundTask) async throws -> Bool {
        var next = await read(try task.state.decoded(), of: task.tenant)
        for _ in 0..<Self.batchesInStep {
            let (state, batch): (UsersImportState, ImportBatch)
            switch next {
            case .success(let found): (state, batch) = found
            case .failure(.file(let problem, let state)):
                try await end(task, state, status: "failed", details: problem.description)
                return false
            case .failure(.other(let error)): throw error
            }
            guard !batch.isEmpty else {
                try await end(task, state, status: "completed", details: nil)
                return false
            }
            async let following = read(state, of: task.tenant)
            let counted = try await write(batch, state, task)
            next = await following.map { ($0.state.counting(counted), $0.batch) }.mapError { $0.counting(counted) }
        }
        return true
    }

    private enum ReadFailure: Error {
        case file(ImportedFileProblem, UsersImportState)
        case other(any Error)

        func counting(_ counted: UsersImportState) -> ReadFailure {
            guard case .file(let problem, let state) = self else { return self }
            return .file(problem, state.counting(counted))
        }
    }

    /// Reads the next users from a position.
    private func read(
        _ state: UsersImportState, of tenant: TenantID
    ) async -> Result<(state: UsersImportState, batch: ImportBatch), ReadFailure> {
        var state = state
        do {
            let batch = try await read(&state, of: tenant)
            return .success((state, batch))
        } catch let problem as ImportedFileProblem {
            return .failure(.file(problem, state))
        } catch {
            return .failure(.other(error))
        }
    }

    /// Reads the next users from the position of the state, and advances it.
    private func read(_ state: inout UsersImportState, of tenant: TenantID) async throws -> ImportBatch {
        let (job, first, name) = (state.job, state.part, state.connection)
        let (parts, connection) = try await services.store.read(tenant) { transaction in
            let parts = try transaction.file(of: job, from: first, limit: Self.partsInBatch)
            return (parts, try transaction.connection(named: name))
        }
        guard let connection else { throw ImportedFileProblem("The connection does not exist any more") }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(parts.reduce(0) { $0 + $1.count })
        for part in parts { bytes += bytes.isEmpty ? part[min(state.offset, part.count)...] : part[...] }
        var scanner = ArrayScanner(after: ArrayScanner.Place(rawValue: state.place) ?? .nothing)
        let found: (items: [Range<Int>], end: Int)
        do {
            found = try scanner.items(in: bytes, limit: Self.usersInBatch)
        } catch let error as ArrayScanner.Malformed {
            throw ImportedFileProblem(
                "Failed to parse users file JSON when importing users: offset \(error.offset + state.done)")
        }
        guard !found.items.isEmpty || scanner.place == .closing else {
            let isFull = parts.count == Self.partsInBatch
            let problem = isFull ? "a user is larger than 2 MB" : "it ends early"
            throw ImportedFileProblem("Failed to parse users file JSON when importing users: \(problem)")
        }
        let before = state.read
        state.read += found.items.count
        state.place = scanner.place.rawValue
        state.done += found.end
        state.offset += found.end
        for part in parts {
            guard state.offset >= part.count else { break }
            state.offset -= part.count
            state.part += 1
        }
        return ImportBatch(
            found.items, of: bytes, after: before, into: connection,
            identifiers: services.random.objectIdentifiers(found.items.count, at: services.clock.now),
            random: services.random, now: state.startedAt)
    }

    /// - Returns: The state after the batch.
    private func write(
        _ batch: ImportBatch, _ before: UsersImportState, _ task: BackgroundTask
    ) async throws -> UsersImportState {
        do {
            return try await writeAll(batch, before, task)
        } catch let error as StorageError where error.isAboutValues {
            // One user that the database rejects must not fail the whole import.
            let refused = try await unkeepable(0..<batch.count, of: batch, before, task.tenant)
            guard !refused.isEmpty else { throw error }
            let rest = try batch.refusing(refused, because: "The user has a value that cannot be kept")
            return try await writeAll(rest, before, task)
        }
    }

    /// An error that rolls back a trial.
    private struct Trial: Error {}

    /// Returns the indexes of users that the database rejects, found by bisection.
    private func unkeepable(
        _ part: Range<Int>, of batch: ImportBatch, _ state: UsersImportState, _ tenant: TenantID
    ) async throws -> [Int] {
        let some = try batch.keeping(part)
        do {
            try await services.store.write(tenant) { transaction in
                var counted = state
                try some.insert(into: transaction, &counted)
                throw Trial()
            }
        } catch is Trial {
            return []
        } catch let error as StorageError where error.isAboutValues {
            if part.count <= 1 { return Array(part) }
        }
        let middle = part.lowerBound + part.count / 2
        let first = try await unkeepable(part.lowerBound..<middle, of: batch, state, tenant)
        return first + (try await unkeepable(middle..<part.upperBound, of: batch, state, tenant))
    }

    private func writeAll(
        _ batch: ImportBatch, _ before: UsersImportState, _ task: BackgroundTask
    ) async throws -> UsersImportState {
        try await services.store.write(task.tenant) { transaction in
            var state = before
            for (position, problem) in batch.problems {
                try transaction.insert(problem, of: state.job, position: position)
                state.failed += 1
            }
            try batch.insert(into: transaction, &state)
            try transaction.deleteFile(of: state.job, before: state.part)
            var task = task
            task.state = try JSON(encoding: state)
            try transaction.save(task)
            return state
        }
    }

    func didFailPermanently(_ task: BackgroundTask, _ error: any Error) async throws {
        try await end(task, try task.state.decoded(), status: "failed", details: "The import could not be finished")
    }

    private func end(_ task: BackgroundTask, _ state: UsersImportState, status: String, details: String?) async throws {
        let now = services.clock.now
        var event = LoggedEvent(status == "completed" ? .usersImported : .failedUsersImport, at: now)
        event.description = details
        event.connection = state.connection
        event.details = ["job_id": .string(state.job.value), "summary": try JSON(encoding: state.summary)]
        try await services.store.write(task.tenant) { [event, ids = services.logIDs] transaction in
            var job = try transaction.job(state.job)
            job.status = status
            job.statusDetails = details
            job.summary = state.summary
            try transaction.update(job)
            try transaction.deleteFile(of: state.job)
            try transaction.emit(event, ids)
            try transaction.finish(task)
        }
    }
}

/// An error for a file that does not contain users.
struct ImportedFileProblem: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}

extension StorageError {
    /// Whether the database rejects a value, rather than being unavailable.
    fileprivate var isAboutValues: Bool {
        switch self {
        case .refused, .unstorableText: true
        default: false
        }
    }
}
