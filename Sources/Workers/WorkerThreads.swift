import Dispatch

/// Threads for work that takes its time: neither the server's event loops nor Swift's concurrency must wait for it.
package final class WorkerThreads: Sendable {
    private let queue: DispatchQueue
    private let places: AsyncSlots

    /// - Parameter count: how much is done at a time; the rest waits in the order of asking.
    package init(_ label: String, count: Int) {
        queue = DispatchQueue(label: label, attributes: .concurrent)
        places = AsyncSlots(count)
    }

    package func run<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
        await places.take()
        defer { places.giveBack() }
        return try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result { try body() }) }
        }
    }
}
