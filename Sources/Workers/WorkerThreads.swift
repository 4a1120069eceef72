import Dispatch

/// Threads for work that takes its time: neither the server's event loops nor Swift's concurrency must wait for it.
package final class WorkerThreads: Sendable {
    private let queue: DispatchQueue
    private let places: AsyncSlots

    /// - Parameters:
    ///   - count: how much is done at a time.
    ///   - maximumWaiting: how much more may wait.
    ///   - limit: for how long.
    package init(_ label: String, count: Int, maximumWaiting: Int = .max, within limit: Duration? = nil) {
        queue = DispatchQueue(label: label, attributes: .concurrent)
        places = AsyncSlots(count, maximumWaiting: maximumWaiting, within: limit)
    }

    /// How much waits now.
    package var waitingCount: Int { places.waitingCount }

    /// Runs work on a thread, when one is free.
    /// - Throws: `SlotRefusal` where it was not begun.

    package func run<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await places.take()
        defer { places.giveBack() }
        return try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result { try body() }) }
        }
    }
}
