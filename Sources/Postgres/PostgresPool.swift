import Storage
import Synchronization
import Workers

/// A few sessions, lent to one transaction at a time.
final class PostgresPool: Sendable {
    private struct State {
        var idle: [PostgresConnection]
        /// Until when nobody tries to reach a database that could not be reached a moment ago.
        var downUntil: ContinuousClock.Instant?
        var lastFailure = ""
    }

    private static let pause: Duration = .milliseconds(500)
    /// How many may wait for a session.
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

    /// - Throws: `StorageError.unavailable` where no session becomes free in time.
    func take() async throws -> PostgresConnection {
        do {
            try await places.take()
        } catch is SlotRefusal {
            throw StorageError.unavailable("no session of the database became free")
        }
        // The last one that was given back is the likeliest to be warm.
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

    /// Makes sure that a connection has a session.
    /// - Throws: `StorageError.unavailable` where it has none, and none can be had.
    func open(_ connection: PostgresConnection) throws {
        if connection.isOpen { return }
        let failure: String? = state.withLock { state in
            guard let end = state.downUntil, ContinuousClock.now < end else { return nil }
            return state.lastFailure
        }
        // One that waits for a database that is not there is enough.
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
