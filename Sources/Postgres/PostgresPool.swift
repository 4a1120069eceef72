import Storage
import Synchronization
import Workers

/// A pool of sessions, each of which is used by one transaction at a time.
final class PostgresPool: Sendable {
    private struct State {
        var idle: [PostgresConnection]
        /// The time until which no connection is attempted after a failure.
        var downUntil: ContinuousClock.Instant?
        var lastFailure = ""
    }

    private static let pause: Duration = .milliseconds(500)
    /// The maximum number of transactions that wait for a session.
    private static let maximumWaiting = 5_000

    private let state: Mutex<State>
    private let places: AsyncSlots
    let size: Int

    init(_ parameters: PostgresParameters, limits: StoreLimits, label: String) {
        size = limits.connections
        let connections = (0..<size).map {
            PostgresConnection(parameters, limits: limits, label: "\(label).\($0)")
        }
        state = Mutex(State(idle: connections))
        places = AsyncSlots(size, maximumWaiting: Self.maximumWaiting, within: limits.wait)
    }

    /// - Throws: `StorageError.unavailable` if no session becomes free within the time limit.
    func take() async throws -> PostgresConnection {
        do {
            try await places.take()
        } catch is SlotRefusal {
            throw StorageError.unavailable("no session of the database became free")
        }
        // The most recently used session is preferred.
        guard let connection = state.withLock({ $0.idle.popLast() }) else {
            places.giveBack()
            throw StorageError.unavailable("no session of the database is there")
        }
        return connection
    }

    func giveBack(_ connection: PostgresConnection) {
        state.withLock { $0.idle.append(connection) }
        places.giveBack()
    }

    /// Ensures that a connection has a session.
    /// - Throws: `StorageError.unavailable` if no session can be started.
    func open(_ connection: PostgresConnection) throws {
        if connection.isOpen { return }
        let failure: String? = state.withLock { state in
            guard let end = state.downUntil, ContinuousClock.now < end else { return nil }
            return state.lastFailure
        }
        // While the database is down, a single connection attempt at a time is enough.
        if let failure { throw StorageError.unavailable(failure) }
        do {
            try connection.open()
            state.withLock { $0.downUntil = nil }
        } catch {
            state.withLock { state in
                state.downUntil = ContinuousClock.now + Self.pause
                state.lastFailure = "\(error)"
            }
            throw error
        }
    }
}
