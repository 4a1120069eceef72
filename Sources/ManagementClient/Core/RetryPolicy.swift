import Contract
import HTTPTypes

/// When a request that failed is sent again, and after which pause.
///
/// A 429 is always tried again. A 502, 503 or 504 and a broken connection only where repeating is harmless: for GET,
/// PUT and DELETE, or when nothing had been sent yet. A timeout never is: it is the caller who set it.
public struct RetryPolicy: Hashable, Sendable {
    /// Whether anything is tried again.
    public var isEnabled = true
    /// How often at most a request is sent again after its first failure.
    public var maxRetries = 10
    /// The pause before the first retry where the server asks for none; each further one is twice as long.
    public var firstDelay: Duration = .milliseconds(250)
    /// The longest pause that doubling leads to.
    public var longestDelay: Duration = .seconds(10)
    /// The longest pause that a server may ask for. Where it asks for a longer one the call fails at once, since
    /// trying earlier would be refused.
    public var longestWait: Duration = .seconds(60)

    /// The usual policy.
    public init() {}

    /// Nothing is tried again.
    public static let none: RetryPolicy = {
        var policy = RetryPolicy()
        policy.isEnabled = false
        return policy
    }()
}

extension RetryPolicy {
    /// The pause before the next attempt; `nil` when there should be none.
    /// - Parameters:
    ///   - retries: How often the request has been sent again already.
    ///   - isRepeatable: Whether doing the same thing twice is as good as doing it once.
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

    /// Half of it is fixed and half is chance: never at once, and never all clients together.
    private func backoff(_ retries: Int, _ jitter: Double) -> Duration {
        let doubled: Duration = firstDelay * (1 << min(retries, 20))
        return min(doubled, longestDelay) * (0.5 + jitter / 2)
    }
}

extension TransportResponse {
    /// `Retry-After`, or for a 429 the end of the window; `nil` where neither says anything that lies ahead.
    fileprivate func pauseAskedFor(now: Timestamp) -> Duration? {
        if let pause = headers.retryAfter(now: now) { return pause }
        guard status.code == 429, let reset = RateLimit(headers)?.reset, reset > now else { return nil }
        return now.duration(until: reset)
    }
}

/// Counts the retries of one call.
struct Retries {
    let policy: RetryPolicy
    let clock: ClientClock
    /// When the whole call must be over.
    let deadline: ContinuousClock.Instant?
    private(set) var count = 0

    init(policy: RetryPolicy, clock: ClientClock, deadline: ContinuousClock.Instant?) {
        self.policy = policy
        self.clock = clock
        self.deadline = deadline
    }

    /// Waits for the next attempt; `false`, at once, when there is to be none.
    mutating func wait(after attempt: Attempt, isRepeatable: Bool) async throws -> Bool {
        let pause = policy.pause(after: attempt, retries: count, isRepeatable: isRepeatable, clock: clock)
        guard let pause else { return false }
        if let deadline, clock.uptime().advanced(by: pause) >= deadline { return false }
        count += 1
        try await clock.sleep(pause)
        return true
    }
}
