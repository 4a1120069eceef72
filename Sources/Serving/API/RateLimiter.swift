import Contract
import Synchronization

/// Limits the request rate of each tenant with a token bucket.
public final class RateLimiter: Sendable {
    /// A limit in the form `burst/perSecond`.
    public struct Limit: Hashable, Sendable {
        public let burst: Int
        public let perSecond: Int

        public init(burst: Int, perSecond: Int) {
            self.burst = burst
            self.perSecond = perSecond
        }

        /// The maximum of either number.
        private static let most = 1_000_000_000

        /// Parses `BURST/PER_SECOND`, both from 1 to 1,000,000,000.
        public init?(_ text: String) {
            let halves = text.split(separator: "/").map { Int($0) }
            guard halves.count == 2, let burst = halves[0], let perSecond = halves[1], (1...Self.most).contains(burst),
                (1...Self.most).contains(perSecond)
            else {
                return nil
            }
            self.init(burst: burst, perSecond: perSecond)
        }
    }

    /// The result for a request, with the values of the `x-ratelimit-...` headers.
    struct Verdict: Sendable {
        let isAllowed: Bool
        let limit: Int
        let remaining: Int
        /// The time at which the bucket is full again, in seconds since 1970.
        let reset: Int
    }

    private struct Bucket {
        var level: Double
        var time: Int64
    }

    private let limit: Limit
    private let buckets = Mutex<[String: Bucket]>([:])

    public init(_ limit: Limit) { self.limit = limit }

    func take(tenant: String, now: Timestamp) -> Verdict {
        let burst = Double(limit.burst)
        let perSecond = Double(limit.perSecond)
        return buckets.withLock { buckets in
            var bucket = buckets[tenant] ?? Bucket(level: burst, time: now.milliseconds)
            let elapsed = Double(max(0, now.milliseconds - bucket.time)) / 1000
            bucket.level = min(burst, bucket.level + elapsed * perSecond)
            bucket.time = now.milliseconds
            let isAllowed = bucket.level >= 1
            if isAllowed { bucket.level -= 1 }
            buckets[tenant] = bucket
            let wait = (burst - bucket.level) / perSecond
            return Verdict(
                isAllowed: isAllowed, limit: limit.burst, remaining: Int(clamping: bucket.level.rounded(.down)),
                reset: now.seconds + Int(clamping: wait.rounded(.up)))
        }
    }
}
