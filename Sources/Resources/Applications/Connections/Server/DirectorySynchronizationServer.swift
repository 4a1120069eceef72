import ApplicationsAPI
import Background
import Contract
import Model
import Serving
import Storage

extension Connections: Working {
    public static func work(_ services: Services) -> [any BackgroundWork] {
        [DirectorySynchronizationWork(services: services)]
    }

    func mountSynchronizations(on routes: inout Routes) {
        routes.on(synchronizeDirectory) { call in
            let id: ID<DirectorySynchronization> = call.random.identifier("dsync")
            try await call.write { transaction in
                _ = try transaction.directoryProvisioning(call.path)
                _ = try GoogleDirectory(try transaction.connection(call.path))
                let state = DirectorySynchronizationState(connection: call.path.value)
                try transaction.enqueue(
                    DirectorySynchronizationWork.kind, id: id.value, try JSON(encoding: state))
                try transaction.note(.pending, of: call.path, at: call.now)
            }
            call.services.wakeSignal.notify()
            return DirectorySynchronization(of: call.path, id: id.value, status: "pending")
        }
    }
}

/// The progress of a synchronization.
struct DirectorySynchronizationState: Codable {
    let connection: String
    /// The page token of the next page of users.
    var page: String?
    /// The number of users who could not be imported.
    var refused = 0
}

/// The status of a synchronization.
enum DirectorySynchronizationStatus {
    case pending
    /// With the number of users who could not be imported.
    case completed(refused: Int)
    case failed(String)

    fileprivate var word: String {
        switch self {
        case .pending: "pending"
        case .completed: "completed"
        case .failed: "failed"
        }
    }

    fileprivate var error: String? {
        switch self {
        case .failed(let reason): reason
        case .completed(let refused) where refused > 0:
            "Users whose addresses others have were left out: \(refused)"
        case .completed, .pending: nil
        }
    }
}

extension Transaction {
    /// Records the status of a synchronization.
    func note(_ status: DirectorySynchronizationStatus, of connection: ID<Connection>, at now: Timestamp) throws {
        try execute(
            """
            UPDATE directory_provisionings SET synchronized_at = \(now), synchronization_status = \(status.word),
                synchronization_error = \(status.error)
            WHERE tenant = \(tenant) AND connection_id = \(connection)
            """)
    }
}

/// Imports the users of a directory, one page per transaction: it creates or updates users and deletes none.
struct DirectorySynchronizationWork: BackgroundWork {
    static let kind = "directory_synchronization"

    let services: Services

    func step(_ task: BackgroundTask) async throws -> Bool {
        var state: DirectorySynchronizationState = try task.state.decoded()
        let id: ID<Connection> = ID(state.connection)
        let now = services.clock.now
        let page: GoogleDirectory.Page
        do {
            let connection = try await services.store.read(task.tenant) { try $0.connection(id) }
            page = try await GoogleDirectory(connection).page(state.page, by: services.outbound)
        } catch let problem as DirectoryProblem {
            try await end(task, .failed(problem.description))
            return false
        } catch let refusal as APIError {
            try await end(task, .failed(refusal.message))
            return false
        }
        state.page = page.next
        try await services.store.write(task.tenant) { [state] transaction in
            let connection = try transaction.connection(id)
            let mapping = try transaction.directoryProvisioning(id).mapping
            var after = state
            for user in page.users {
                do {
                    try transaction.bringIn(user, by: mapping, to: connection, at: now)
                } catch is APIError {
                    after.refused += 1
                }
            }
            guard page.next == nil else {
                var task = task
                task.state = try JSON(encoding: after)
                return try transaction.save(task)
            }
            try transaction.note(.completed(refused: after.refused), of: id, at: now)
            try transaction.finish(task)
        }
        return page.next != nil
    }

    func didFailPermanently(_ task: BackgroundTask, _ error: any Error) async throws {
        try await end(task, .failed("The directory could not be read"))
    }

    private func end(_ task: BackgroundTask, _ status: DirectorySynchronizationStatus) async throws {
        let state: DirectorySynchronizationState = try task.state.decoded()
        let now = services.clock.now
        try await services.store.write(task.tenant) { transaction in
            try transaction.note(status, of: ID(state.connection), at: now)
            try transaction.finish(task)
        }
    }
}
