import Contract
import Storage

/// How often strangers may ask for what costs others something: mails, messages to phones, accounts. Counted in the
/// database, so that all servers count together.
public struct RequestLimit: Sendable {
    /// The kind of request that is counted.
    public enum Kind: String, Sendable {
        case signup
        case passwordChange = "password_change"
        case passwordless
        case storage
    }

    public let kind: Kind
    /// How many may come at once, ...
    public let burst: Int
    /// ... and after how long one more may.
    public let interval: Duration

    public init(_ kind: Kind, burst: Int, interval: Duration) {
        self.kind = kind
        self.burst = burst
        self.interval = interval
    }

    /// Mails with links to new passwords, to one person.
    public static let passwordChangesPerAddress = RequestLimit(.passwordChange, burst: 5, interval: .seconds(360))
    /// The same, asked for from one place.
    public static let passwordChangesPerCaller = RequestLimit(.passwordChange, burst: 100, interval: .seconds(12))
    /// Codes and links that log in, asked for from one place.
    public static let passwordlessPerCaller = RequestLimit(.passwordless, burst: 100, interval: .seconds(12))

    /// Kilobytes that are kept of requests by strangers, from one place: logins that have begun, codes of devices, log
    /// events of what failed. An ordinary login takes one or two.
    public static let storagePerCaller = RequestLimit(.storage, burst: 8_000, interval: .milliseconds(200))

    /// New accounts, from one place: as the tenant chose for suspicious addresses.
    fileprivate static func signups(_ settings: JSON) -> RequestLimit {
        let stage = settings["stage"]?["pre-user-registration"]
        // What is stored beyond these bounds counts as the bound.
        let attempts = min(max(stage?["max_attempts"]?.integer ?? 50, 1), 1_000_000)
        let rate = min(max(stage?["rate"]?.integer ?? 1_200, 0), 31_536_000_000)
        return RequestLimit(.signup, burst: attempts, interval: .milliseconds(rate))
    }
}

extension Transaction {
    /// Counts a request for a person's address.
    /// - Returns: whether it may be done.
    public func take(_ limit: RequestLimit, to address: String, at now: Timestamp) throws -> Bool {
        try take(limit, of: "address:\(address)", at: now)
    }

    /// Counts a request from a place, unless the tenant trusts it.
    /// - Parameter count: how many requests it counts as.
    /// - Returns: whether it may be done.
    public func take(_ limit: RequestLimit, count: Int = 1, from ip: String, at now: Timestamp) throws -> Bool {
        let throttle = try addressThrottle()
        guard throttle.blocks, throttle.counts(ip) else { return true }
        return try take(limit, count, of: "caller:\(AddressRange.network(of: ip))", at: now)
    }

    /// Counts what is kept of a stranger's request.
    /// - Parameter bytes: its size, roughly.
    /// - Returns: whether there is room for it.
    public func takeStorage(_ bytes: Int, from ip: String, at now: Timestamp) throws -> Bool {
        try take(.storagePerCaller, count: 1 + bytes / 1024, from: ip, at: now)
    }

    /// Counts a new account that somebody at a place makes.
    /// - Returns: whether it may be made.
    public func takeSignup(from ip: String, at now: Timestamp) throws -> Bool {
        try take(RequestLimit.signups(security(.suspiciousIP)), from: ip, at: now)
    }

    /// `full_at` is when all may come at once again: each request moves it on.
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

/// The table of requests that are counted.
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
