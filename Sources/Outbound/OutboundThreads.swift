import Workers

/// Threads for outbound calls, which may be slow.
final class OutboundThreads: Sendable {
    /// The maximum number of calls that wait for a thread, and the time limit for waiting.
    private static let maximumWaiting = 2_000
    private static let longestWait: Duration = .seconds(60)

    private let threads: WorkerThreads

    init(_ label: String, count: Int) {
        threads = WorkerThreads(
            label, count: count, maximumWaiting: Self.maximumWaiting, within: Self.longestWait)
    }

    /// - Throws: `OutboundFailure` if the call was not started.
    func run<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
        do {
            return try await threads.run(body)
        } catch is SlotRefusal {
            throw OutboundFailure("The request was not sent, since too many wait")
        }
    }
}
