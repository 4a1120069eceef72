import Dispatch
import Synchronization

/// Runs jobs one by one, outside the threads of Swift's concurrency. Waiting jobs are run as a batch, so that the cost
/// of a transaction and of a flush to disk is shared.
final class BatchQueue<Job: Sendable>: Sendable {
    private struct State {
        var waiting: [Job] = []
        var isRunning = false
    }

    private let state = Mutex(State())
    private let queue: DispatchQueue
    private let largest: Int
    /// The maximum number of waiting jobs.
    private static var maximumWaiting: Int { 20_000 }
    private let run: @Sendable ([Job]) -> Void

    /// - Parameters:
    ///   - largest: the maximum size of a batch.
    ///   - run: runs a batch.
    init(label: String, largest: Int, run: @escaping @Sendable ([Job]) -> Void) {
        queue = DispatchQueue(label: label)
        self.largest = largest
        self.run = run
    }

    /// - Returns: whether the job will run; `false` if too many jobs are waiting.
    func submit(_ job: Job) -> Bool {
        let (isTaken, mustStart) = state.withLock { state in
            if state.waiting.count >= Self.maximumWaiting { return (false, false) }
            state.waiting.append(job)
            defer { state.isRunning = true }
            return (true, !state.isRunning)
        }
        if mustStart { queue.async { self.drain() } }
        return isTaken
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
