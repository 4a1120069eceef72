import Contract
import Foundation

/// Where a client takes time and chance from; tests put their own here, so that nothing has to wait.
public struct ClientClock: Sendable {
    /// The time of day, against which a server's moments are compared.
    public var now: @Sendable () -> Timestamp
    /// A time that only grows, for deadlines and for how long tokens last.
    public var uptime: @Sendable () -> ContinuousClock.Instant
    /// Waits; throws `CancellationError` as soon as the task is cancelled.
    public var sleep: @Sendable (Duration) async throws -> Void
    /// A random number from 0 up to 1, that keeps clients from all trying again at the same moment.
    public var jitter: @Sendable () -> Double

    /// Makes a clock from its parts.
    public init(
        now: @escaping @Sendable () -> Timestamp, uptime: @escaping @Sendable () -> ContinuousClock.Instant,
        sleep: @escaping @Sendable (Duration) async throws -> Void, jitter: @escaping @Sendable () -> Double
    ) {
        self.now = now
        self.uptime = uptime
        self.sleep = sleep
        self.jitter = jitter
    }

    /// The machine's time.
    public static let system = ClientClock(
        now: { Timestamp(Date()) }, uptime: { ContinuousClock.now }, sleep: { try await Task.sleep(for: $0) },
        jitter: { Double.random(in: 0..<1) })
}
