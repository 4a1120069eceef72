import Workers

/// Threads for calls of others, which take as long as those want.
final class OutboundThreads: Sendable {
    /// How many calls may wait for a thread, and for how long.
    private static let maximumWaiting = 2_000
    private static let longestWait: Duration = .seconds(60)

    private let threads: WorkerThreads

    init(_ label: String, count: Int) {
        threads = WorkerThreads(
            label, count: count, maximumWaiting: Self.maximumWaiting, within: Self.longestWait)
    }

    /// - Throws: `OutboundFailure` where the call was not begun.
    func run<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
        do {
            return try await threads.run(body)
        } catch is SlotRefusal {
            throw OutboundFailure("The request was not sent, since too many wait")
        }
    }
}
