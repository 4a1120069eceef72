import Contract
import HTTPTypes

/// The policy for retries of failed requests and the delays before them.
///
/// Responses with status 429 are always retried. Status 502, 503 or 504 and broken connections are retried only if
/// repeating the request is harmless: for GET, PUT and DELETE, or if nothing had been sent yet. Timeouts are never
/// retried, because the caller sets the time limit.
public struct RetryPolicy: Hashable, Sendable {
    /// Whether requests are retried at all.
    public var isEnabled = true
    /// The maximum number of retries after the first failure.
    public var maxRetries = 10
    /// The delay before the first retry if the server requests none; it doubles with each further retry.
    public var firstDelay: Duration = .milliseconds(250)
    /// The maximum delay that doubling leads to.
    public var longestDelay: Duration = .seconds(10)
    /// The maximum delay that a server may request. If it requests a longer one, the call fails at once, because an
    /// earlier retry would be rejected.
    public var longestWait: Duration = .seconds(60)

    /// Creates the default policy.
    public init() {}

    /// The policy without retries.
    public static let none: RetryPolicy = {
        var policy = RetryPolicy()
        policy.isEnabled = false
        return policy
    }()
}

extension RetryPolicy {
    /// Returns the delay before the next attempt; `nil` if there must be none.
    /// - Parameters:
    ///   - retries: The number of previous retries.
    ///   - isRepeatable: Whether repeating the request is harmless.
    func pause(after attempt: Attempt, retries: Int, isRepeatable: Bool, clock: ClientClock) -> Duration? {
        guard isEnabled, retries < maxRetries else { return nil }
        switch attempt {
        case .failed(let error):
            guard error.kind == .connection, isRepeatable || error.isUnsent else { return nil }
            return backoff(retries, clock.jitter())
        case .answered(let response):
            guard response.status.code == 429 || (isRepeatable && [502, 503, 504].contains(response.status.code))
            else { return nil }
            guard let asked = response.pauseAskedFor(now: clock.now()) else { return backoff(retries, clock.jitter()) }
            return asked > longestWait ? nil : asked
        }
    }

    /// Half of the delay is fixed and half is random, so that no retry is immediate and clients do not retry in unison.
    private func backoff(_ retries: Int, _ jitter: Double) -> Duration {
        let doubled: Duration = firstDelay * (1 << min(retries, 20))
        return min(doubled, longestDelay) * (0.5 + jitter / 2)
    }
}

extension TransportResponse {
    /// Returns the delay by `Retry-After`, or for status 429 until the end of the window; `nil` if neither is in the
    /// future.
    fileprivate func pauseAskedFor(now: Timestamp) -> Duration? {
        if let pause = headers.retryAfter(now: now) { return pause }
        guard status.code == 429, let reset = RateLimit(headers)?.reset, reset > now else { return nil }
        return now.duration(until: reset)
    }
}

/// The retries of one call.
struct Retries {
    let policy: RetryPolicy
    let clock: ClientClock
    /// The deadline of the whole call.
    let deadline: ContinuousClock.Instant?
    private(set) var count = 0

    init(policy: RetryPolicy, clock: ClientClock, deadline: ContinuousClock.Instant?) {
        self.policy = policy
        self.clock = clock
        self.deadline = deadline
    }

    /// Waits for the next attempt; returns `false` immediately if there must be none.
    mutating func wait(after attempt: Attempt, isRepeatable: Bool) async throws -> Bool {
        let pause = policy.pause(after: attempt, retries: count, isRepeatable: isRepeatable, clock: clock)
        guard let pause else { return false }
        if let deadline, clock.uptime().advanced(by: pause) >= deadline { return false }
        count += 1
        try await clock.sleep(pause)
        return true
    }
}
