import Storage
import Synchronization

/// A few sessions, lent to one transaction at a time.
final class PostgresPool: Sendable {
    private struct State {
        var idle: [PostgresConnection]
        var waiting: [CheckedContinuation<PostgresConnection, Never>] = []
    }

    private let state: Mutex<State>
    let size: Int

    init(_ parameters: String, size: Int) {
        self.size = size
        let connections = (0..<size).map { PostgresConnection(parameters, label: "postgres.\($0)") }
        state = Mutex(State(idle: connections))
    }

    func take() async -> PostgresConnection {
        await withCheckedContinuation { continuation in
            // The last one that was given back is the likeliest to be warm.
            let connection: PostgresConnection? = state.withLock { state in
                if let connection = state.idle.popLast() { return connection }
                state.waiting.append(continuation)
                return nil
            }
            if let connection { continuation.resume(returning: connection) }
        }
    }

    func giveBack(_ connection: PostgresConnection) {
        let next: CheckedContinuation<PostgresConnection, Never>? = state.withLock { state in
            if state.waiting.isEmpty {
                state.idle.append(connection)
                return nil
            }
            return state.waiting.removeFirst()
        }
        next?.resume(returning: connection)
    }
}
