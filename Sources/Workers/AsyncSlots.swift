import Synchronization

/// A fair counting semaphore. Callers take turns, and the requests of one caller are served in order, so that a caller
/// with a thousand requests does not delay all others.
package final class AsyncSlots: Sendable {
    private struct Waiter {
        let continuation: CheckedContinuation<Void, any Error>
        let client: WorkClient?
        let lane: String
        let deadline: ContinuousClock.Instant?
    }

    private struct State {
        var free: Int
        var next: UInt64 = 0
        var waiting: [UInt64: Waiter] = [:]
        var lanes = TurnQueue()
        var isSweeping = false
    }

    private let state: Mutex<State>
    private let maximumWaiting: Int
    private let limit: Duration?

    /// - Parameters:
    ///   - maximumWaiting: the maximum number of waiting requests. Beyond it, the last request of the caller with most
    ///     requests is refused.
    ///   - limit: the time limit for waiting.
    package init(_ count: Int, maximumWaiting: Int = .max, within limit: Duration? = nil) {
        state = Mutex(State(free: count))
        self.maximumWaiting = maximumWaiting
        self.limit = limit
    }

    /// The number of waiting requests.
    package var waitingCount: Int { state.withLock { $0.waiting.count } }

    /// Takes a slot, which must be given back.
    /// - Throws: `SlotRefusal` if no slot is available.
    package func take() async throws {
        let isFree = state.withLock { state in
            guard state.free > 0 else { return false }
            state.free -= 1
            return true
        }
        if isFree { return }
        let client = WorkClient.current
        let id = state.withLock { state in
            state.next += 1
            return state.next
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                enter(id, continuation, client)
            }
        } onCancel: {
            refuse([id], with: .abandoned)
        }
    }

    private func enter(_ id: UInt64, _ continuation: CheckedContinuation<Void, any Error>, _ client: WorkClient?) {
        let deadline = limit.map { ContinuousClock.now + $0 }
        enum Outcome {
            case hasPlace
            case isRefused(CheckedContinuation<Void, any Error>?, SlotRefusal)
            case waits(mustSweep: Bool)
        }
        let outcome: Outcome = state.withLock { state in
            if state.free > 0 {
                state.free -= 1
                return .hasPlace
            }
            // The task was cancelled before it could wait, so nothing would resume it.
            if Task.isCancelled { return .isRefused(continuation, .abandoned) }
            let lane = client?.address ?? ""
            state.waiting[id] = Waiter(continuation: continuation, client: client, lane: lane, deadline: deadline)
            state.lanes.append(id, to: lane)
            if state.waiting.count > maximumWaiting {
                let last = state.lanes.removeLastOfLongest()
                return .isRefused(last.flatMap { state.waiting.removeValue(forKey: $0)?.continuation }, .crowded)
            }
            guard limit != nil || client != nil, !state.isSweeping else { return .waits(mustSweep: false) }
            state.isSweeping = true
            return .waits(mustSweep: true)
        }
        switch outcome {
        case .hasPlace: continuation.resume()
        case .isRefused(let refused, let refusal): refused?.resume(throwing: refusal)
        case .waits(mustSweep: true): Task { await sweep() }
        case .waits: break
        }
    }

    /// Refuses requests that have waited too long or whose client has disconnected, as long as there are waiting
    /// requests.
    private func sweep() async {
        while true {
            try? await Task.sleep(for: min(limit.map { $0 / 10 } ?? .seconds(1), .seconds(1)))
            let now = ContinuousClock.now
            let (late, gone, isDone) = state.withLock { state in
                var late: [UInt64] = []
                var gone: [UInt64] = []
                for (id, waiter) in state.waiting {
                    if let deadline = waiter.deadline, deadline <= now {
                        late.append(id)
                    } else if waiter.client?.isGone() ?? false {
                        gone.append(id)
                    }
                }
                let isDone = state.waiting.count == late.count + gone.count
                if isDone { state.isSweeping = false }
                return (late, gone, isDone)
            }
            refuse(late, with: .late)
            refuse(gone, with: .abandoned)
            if isDone { return }
        }
    }

    private func refuse(_ ids: [UInt64], with refusal: SlotRefusal) {
        if ids.isEmpty { return }
        let waiters = state.withLock { state in
            ids.compactMap { id -> Waiter? in
                guard let waiter = state.waiting.removeValue(forKey: id) else { return nil }
                state.lanes.remove(id, from: waiter.lane)
                return waiter
            }
        }
        for waiter in waiters { waiter.continuation.resume(throwing: refusal) }
    }

    /// Passes a slot to the next request whose client is still connected.
    package func giveBack() {
        let (next, gone) = state.withLock { state in
            var gone: [Waiter] = []
            while let id = state.lanes.removeFirst(), let waiter = state.waiting.removeValue(forKey: id) {
                if waiter.client?.isGone() ?? false { gone.append(waiter) } else { return (Waiter?.some(waiter), gone) }
            }
            state.free += 1
            return (nil, gone)
        }
        for waiter in gone { waiter.continuation.resume(throwing: SlotRefusal.abandoned) }
        next?.continuation.resume()
    }
}

/// The reason why no slot is available.
package enum SlotRefusal: Error {
    /// Too many requests are waiting.
    case crowded
    /// No slot became free within the time limit.
    case late
    /// The client has disconnected, or the task was cancelled.
    case abandoned
}
