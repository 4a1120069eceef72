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

/// Imports the users of a file, a thousand in each transaction, and reads on meanwhile. What was imported, and how far
/// the file was read, are written together: a server that ends in the middle leaves no user out and takes none twice.
struct UsersImportWork: BackgroundWork {
    static let kind = "users_import"
    private static let usersInBatch = 1_000
    private static let batchesInStep = 32
    /// How much of a file is read at a time, in parts; a user that is larger than this is not taken.
    private static let partsInBatch = 6

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
            guard !batch.users.isEmpty || !batch.problems.isEmpty else {
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

    /// Reads users on from where a state is.
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

    /// Reads users on from where the state is, and moves it.
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
            let problem = isFull ? "a user is larger than 1 MB" : "it ends early"
            throw ImportedFileProblem("Failed to parse users file JSON when importing users: \(problem)")
        }
        let batch = ImportBatch(
            found.items.map { Array(bytes[$0]) }, after: state.read, into: connection,
            identifiers: services.random.objectIdentifiers(found.items.count, at: services.clock.now),
            random: services.random, now: state.startedAt)
        state.read += found.items.count
        state.place = scanner.place.rawValue
        state.done += found.end
        state.offset += found.end
        for part in parts {
            guard state.offset >= part.count else { break }
            state.offset -= part.count
            state.part += 1
        }
        return batch
    }

    /// - Returns: the state after it.
    private func write(
        _ batch: ImportBatch, _ before: UsersImportState, _ task: BackgroundTask
    ) async throws -> UsersImportState {
        try await services.store.write(task.tenant) { transaction in
            var state = before
            for (position, problem) in batch.problems {
                try transaction.insert(problem, of: state.job, position: position)
                state.failed += 1
            }
            for (position, user) in try batch.insertNew(into: transaction, &state) {
                do {
                    if try user.write(in: transaction, upsert: state.upsert) {
                        state.inserted += 1
                    } else {
                        state.updated += 1
                    }
                } catch let error as JobError.Problem {
                    let problem = JobError(user: user.imported.given.redacted, errors: [error])
                    try transaction.insert(problem, of: state.job, position: position)
                    state.failed += 1
                }
            }
            try transaction.deleteFile(of: state.job, before: state.part)
            var task = task
            task.state = try JSON(encoding: state)
            try transaction.save(task)
            return state
        }
    }

    func abandon(_ task: BackgroundTask, _ error: any Error) async throws {
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

/// A file that is not one of users.
struct ImportedFileProblem: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}

/// Some users of a file, made ready to be written. What takes time is done before the transaction.
private struct ImportBatch: Sendable {
    /// Those that can be written, by their places in the file.
    var users: [(position: Int, user: UserImport)] = []
    var problems: [(position: Int, error: JobError)] = []
    /// What is written of them, should none be there yet.
    private let rows: NewUsers

    init(
        _ items: [[UInt8]], after count: Int, into connection: ConnectionRow, identifiers: [String],
        random: any RandomSource, now: Timestamp
    ) {
        for (index, item) in items.enumerated() {
            let position = count + index
            var given: JSON = .null
            do {
                given = try JSON(parsing: item)
                let user = try UserImport(
                    given, into: connection, identifier: identifiers[index], random: random, now: now)
                users.append((position, user))
            } catch let problem as JobError.Problem {
                problems.append((position, JobError(user: given.redacted, errors: [problem])))
            } catch let error as APIError {
                problems.append((position, JobError(user: given.redacted, errors: [JobError.Problem(error)])))
            } catch {
                let problem = JobError.Problem(code: "INVALID_JSON", message: "The user is not JSON: \(error)")
                problems.append((position, JobError(user: .null, errors: [problem])))
            }
        }
        rows = UserImport.rows(users.map(\.user))
    }

    /// Inserts, all at once, the users of whom nobody is there.
    /// - Returns: the others.
    func insertNew(
        into transaction: Transaction, _ state: inout UsersImportState
    ) throws -> [(position: Int, user: UserImport)] {
        guard let connection = users.first?.user.creation.connection,
            try transaction.exists(
                "SELECT 1 FROM connections WHERE tenant = \(transaction.tenant) AND id = \(connection.id)")
        else { return users }
        var taken = try TakenIdentifiers(of: users.map(\.user.creation), in: transaction)
        var others: [(position: Int, user: UserImport)] = []
        var new: [UserImport] = []
        for (position, user) in users {
            if taken.take(user.creation) { new.append(user) } else { others.append((position, user)) }
        }
        let isAll = new.count == users.count
        try UserImport.insert(new, isAll ? rows : UserImport.rows(new), into: transaction)
        state.inserted += new.count
        return others
    }
}
