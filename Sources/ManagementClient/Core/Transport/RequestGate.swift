import Synchronization

/// Lets a bounded number of requests through at a time, the others in the order in which they came.
final class RequestGate: Sendable {
    private struct State {
        var free: Int
        var nextTicket: UInt64 = 0
        var waiting: [UInt64: CheckedContinuation<Void, any Error>] = [:]
        /// Tickets in the order in which they began to wait; those that gave up are still here.
        var queue: [UInt64] = []
        /// How many of the queue's tickets have been called.
        var called = 0

        /// The one that has waited longest.
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

    /// Runs a request when its turn comes.
    /// - Throws: what the request throws; `CancellationError` when the task is cancelled while it waits.
    func run<Value: Sendable>(_ request: () async throws -> Value) async throws -> Value {
        try await enter()
        defer { leave() }
        return try await request()
    }

    private func enter() async throws {
        try Task.checkCancellation()
        // Where a place is free nobody waits.
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
                    // Read under the lock that the cancellation takes: it comes either before this or finds the ticket.
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
