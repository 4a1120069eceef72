import Contract
import Storage

/// The limits for unauthenticated requests that cause mails, text messages or new accounts. They are counted in the
/// database, so that they apply to all servers together.
public struct RequestLimit: Sendable {
    /// The kind of request.
    public enum Kind: String, Sendable {
        case signup
        case passwordChange = "password_change"
        case passwordless
        case storage
    }

    public let kind: Kind
    /// The bucket size: the number of requests that may come at once.
    public let burst: Int
    /// The time after which one more request is allowed.
    public let interval: Duration

    public init(_ kind: Kind, burst: Int, interval: Duration) {
        self.kind = kind
        self.burst = burst
        self.interval = interval
    }

    /// Mails with links for a new password, per address.
    public static let passwordChangesPerAddress = RequestLimit(.passwordChange, burst: 5, interval: .seconds(360))
    /// Mails with links for a new password, per caller.
    public static let passwordChangesPerCaller = RequestLimit(.passwordChange, burst: 100, interval: .seconds(12))
    /// Passwordless codes and links, per caller.
    public static let passwordlessPerCaller = RequestLimit(.passwordless, burst: 100, interval: .seconds(12))

    /// Temporary data of unauthenticated requests in kilobytes, per caller: logins in progress, device codes and log
    /// events of failures. A typical login takes one or two.
    public static let storagePerCaller = RequestLimit(.storage, burst: 8_000, interval: .milliseconds(200))

    /// New accounts, per caller, according to the tenant's settings for suspicious IP addresses.
    fileprivate static func signups(_ settings: JSON) -> RequestLimit {
        let stage = settings["stage"]?["pre-user-registration"]
        // Stored values beyond these bounds are clamped.
        let attempts = min(max(stage?["max_attempts"]?.integer ?? 50, 1), 1_000_000)
        let rate = min(max(stage?["rate"]?.integer ?? 1_200, 0), 31_536_000_000)
        return RequestLimit(.signup, burst: attempts, interval: .milliseconds(rate))
    }
}

extension Transaction {
    /// Counts a request for an email address.
    /// - Returns: whether the request is allowed.
    public func take(_ limit: RequestLimit, to address: String, at now: Timestamp) throws -> Bool {
        try take(limit, of: "address:\(address)", at: now)
    }

    /// Counts a request from an IP address, unless the tenant trusts it.
    /// - Parameter count: the number of requests that it counts as.
    /// - Returns: whether the request is allowed.
    public func take(_ limit: RequestLimit, count: Int = 1, from ip: String, at now: Timestamp) throws -> Bool {
        let throttle = try addressThrottle()
        guard throttle.blocks, throttle.counts(ip) else { return true }
        return try take(limit, count, of: "caller:\(AddressRange.network(of: ip))", at: now)
    }

    /// Counts the temporary data of an unauthenticated request.
    /// - Parameter bytes: the approximate size.
    /// - Returns: whether the request is allowed.
    public func takeStorage(_ bytes: Int, from ip: String, at now: Timestamp) throws -> Bool {
        try take(.storagePerCaller, count: 1 + bytes / 1024, from: ip, at: now)
    }

    /// Counts a new account from an IP address.
    /// - Returns: whether the account may be created.
    public func takeSignup(from ip: String, at now: Timestamp) throws -> Bool {
        try take(RequestLimit.signups(security(.suspiciousIP)), from: ip, at: now)
    }

    /// Takes requests from a bucket. `full_at` is the time at which the bucket is full again; each request advances it.
    private func take(_ limit: RequestLimit, _ count: Int = 1, of subject: String, at now: Timestamp) throws -> Bool {
        let start = now.milliseconds
        let interval = Int64(limit.interval / .milliseconds(1))
        try execute("DELETE FROM request_limits WHERE tenant = \(tenant) AND full_at <= \(start)")
        let row = try row(
            """
            SELECT full_at FROM request_limits
            WHERE tenant = \(tenant) AND kind = \(limit.kind.rawValue) AND subject = \(subject)\(.forUpdate)
            """)
        let fullAt: Int64? = try row?["full_at"]
        let next = max(fullAt ?? start, start) + interval * Int64(count)
        guard next - start <= interval * Int64(limit.burst) else { return false }
        try execute(
            """
            INSERT INTO request_limits (tenant, kind, subject, full_at)
            VALUES (\(tenant), \(limit.kind.rawValue), \(subject), \(next))
            ON CONFLICT (tenant, kind, subject) DO UPDATE SET full_at = excluded.full_at
            """)
        return true
    }
}

/// The table of request limits.
public enum RequestLimitsTable {
    public static let migrations: [Migration] = [
        Migration(
            "request-limits-1",
            """
            CREATE TABLE request_limits (
                tenant \(.text) NOT NULL, kind \(.text) NOT NULL, subject \(.text) NOT NULL, full_at BIGINT NOT NULL,
                PRIMARY KEY (tenant, kind, subject))
            """,
            "CREATE INDEX request_limits_full ON request_limits (tenant, full_at)")
    ]
}
