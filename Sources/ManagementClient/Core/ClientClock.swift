import Contract
import Foundation

/// The source of time and randomness of a client, which tests replace to avoid real delays.
public struct ClientClock: Sendable {
    /// The time of day, for comparison with the timestamps of a server.
    public var now: @Sendable () -> Timestamp
    /// A monotonic time, for deadlines and the lifetime of tokens.
    public var uptime: @Sendable () -> ContinuousClock.Instant
    /// Waits; throws `CancellationError` as soon as the task is cancelled.
    public var sleep: @Sendable (Duration) async throws -> Void
    /// A random number in 0..<1, which spreads the retries of clients.
    public var jitter: @Sendable () -> Double

    /// Creates a clock from its parts.
    public init(
        now: @escaping @Sendable () -> Timestamp, uptime: @escaping @Sendable () -> ContinuousClock.Instant,
        sleep: @escaping @Sendable (Duration) async throws -> Void, jitter: @escaping @Sendable () -> Double
    ) {
        self.now = now
        self.uptime = uptime
        self.sleep = sleep
        self.jitter = jitter
    }

    /// The system clock.
    public static let system = ClientClock(
        now: { Timestamp(Date()) }, uptime: { ContinuousClock.now }, sleep: { try await Task.sleep(for: $0) },
        jitter: { Double.random(in: 0..<1) })
}
