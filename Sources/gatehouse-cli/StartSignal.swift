import Synchronization

/// A signal for which several tasks wait.
final class StartSignal: Sendable {
    private struct State {
        var isGiven = false
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())

    func give() {
        let waiting = state.withLock { state in
            defer { state.waiting = [] }
            state.isGiven = true
            return state.waiting
        }
        for continuation in waiting { continuation.resume() }
    }

    /// Returns when the signal is given or the task is cancelled.
    func wait() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isOver = state.withLock { state in
                    if state.isGiven || Task.isCancelled { return true }
                    state.waiting.append(continuation)
                    return false
                }
                if isOver { continuation.resume() }
            }
        } onCancel: {
            // All tasks wait for the same server and are cancelled together.
            give()
        }
    }
}
