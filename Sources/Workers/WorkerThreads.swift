import Dispatch

/// Threads for slow work, which must block neither the server's event loops nor Swift's concurrency threads.
package final class WorkerThreads: Sendable {
    private let queue: DispatchQueue
    private let places: AsyncSlots

    /// - Parameters:
    ///   - count: the number of threads.
    ///   - maximumWaiting: the maximum number of waiting calls.
    ///   - limit: the time limit for waiting.
    package init(_ label: String, count: Int, maximumWaiting: Int = .max, within limit: Duration? = nil) {
        queue = DispatchQueue(label: label, attributes: .concurrent)
        places = AsyncSlots(count, maximumWaiting: maximumWaiting, within: limit)
    }

    /// The number of waiting calls.
    package var waitingCount: Int { places.waitingCount }

    /// Runs work on a thread when one is free.
    /// - Throws: `SlotRefusal` if the work was not started.

    package func run<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await places.take()
        defer { places.giveBack() }
        return try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result { try body() }) }
        }
    }
}
