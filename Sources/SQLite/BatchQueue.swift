import Dispatch
import Synchronization

/// Runs jobs one after the other, off the threads of Swift's concurrency. All that wait are taken together, so that
/// what a job needs around it, a transaction or a flush to disk, is paid once for many.
final class BatchQueue<Job: Sendable>: Sendable {
    private struct State {
        var waiting: [Job] = []
        var isRunning = false
    }

    private let state = Mutex(State())
    private let queue: DispatchQueue
    private let largest: Int
    private let run: @Sendable ([Job]) -> Void

    /// - Parameters:
    ///   - largest: how many jobs are taken together at most.
    ///   - run: runs a batch.
    init(label: String, largest: Int, run: @escaping @Sendable ([Job]) -> Void) {
        queue = DispatchQueue(label: label)
        self.largest = largest
        self.run = run
    }

    func submit(_ job: Job) {
        let mustStart = state.withLock { state in
            state.waiting.append(job)
            defer { state.isRunning = true }
            return !state.isRunning
        }
        if mustStart { queue.async { self.drain() } }
    }

    private func drain() {
        while let batch = next() { run(batch) }
    }

    private func next() -> [Job]? {
        state.withLock { state in
            guard !state.waiting.isEmpty else {
                state.isRunning = false
                return nil
            }
            let batch = Array(state.waiting.prefix(largest))
            state.waiting.removeFirst(batch.count)
            return batch
        }
    }
}
