import Synchronization

/// A limit of concurrent requests; further requests wait in order of arrival.
final class RequestGate: Sendable {
    private struct State {
        var free: Int
        var nextTicket: UInt64 = 0
        var waiting: [UInt64: CheckedContinuation<Void, any Error>] = [:]
        /// The tickets in order of arrival, including those of cancelled waiters.
        var queue: [UInt64] = []
        /// The number of tickets at the front of the queue that have been processed.
        var called = 0

        /// Returns the continuation that has waited longest.
        mutating func next() -> CheckedContinuation<Void, any Error>? {
            while called < queue.count {
                let continuation = waiting.removeValue(forKey: queue[called])
                called += 1
                if called == queue.count || called >= 256 {
                    queue.removeFirst(called)
                    called = 0
                }
                if let continuation { return continuation }
            }
            return nil
        }
    }

    private enum Entry {
        case free
        case cancelled
        case waiting
    }

    private let state: Mutex<State>

    init(limit: Int) { state = Mutex(State(free: max(limit, 1))) }

    /// Runs a request when a slot is free.
    /// - Throws: Any error of the request; `CancellationError` if the task is cancelled while it waits.
    func run<Value: Sendable>(_ request: () async throws -> Value) async throws -> Value {
        try await enter()
        defer { leave() }
        return try await request()
    }

    private func enter() async throws {
        try Task.checkCancellation()
        // A free slot is taken without suspension.
        let isFree: Bool = state.withLock { state in
            guard state.free > 0 else { return false }
            state.free -= 1
            return true
        }
        if isFree { return }
        let ticket = state.withLock { state in
            defer { state.nextTicket += 1 }
            return state.nextTicket
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let entry: Entry = state.withLock { state in
                    // Checked under the lock that the cancellation handler takes: it either ran before, or will find
                    // the ticket.
                    if Task.isCancelled { return .cancelled }
                    if state.free > 0 {
                        state.free -= 1
                        return .free
                    }
                    state.waiting[ticket] = continuation
                    state.queue.append(ticket)
                    return .waiting
                }
                switch entry {
                case .free: continuation.resume()
                case .cancelled: continuation.resume(throwing: CancellationError())
                case .waiting: break
                }
            }
        } onCancel: {
            state.withLock { $0.waiting.removeValue(forKey: ticket) }?.resume(throwing: CancellationError())
        }
    }

    private func leave() {
        let next: CheckedContinuation<Void, any Error>? = state.withLock { state in
            let next = state.next()
            if next == nil { state.free += 1 }
            return next
        }
        next?.resume()
    }
}
