import Contract
import Storage

/// The limit of failed logins to one account.
public struct BruteForcePolicy: Hashable, Sendable {
    public var isEnabled: Bool
    /// The maximum number of failed logins.
    public var maxAttempts: Int
    /// The time after the last failure for which failures count.
    public var window: Duration
    /// Whether failures are counted per IP address rather than in total.
    public var countsPerIP: Bool
    /// Whether further logins are blocked at the limit.
    public var blocks = true
    /// Whether users are notified at the limit.
    public var notifies = true
    /// The addresses without a limit.
    public var allowlist: [AddressRange] = []

    public init(isEnabled: Bool, maxAttempts: Int, window: Duration, countsPerIP: Bool) {
        self.isEnabled = isEnabled
        self.maxAttempts = maxAttempts
        self.window = window
        self.countsPerIP = countsPerIP
    }

    /// The default policy.
    public static let standard = BruteForcePolicy(
        isEnabled: true, maxAttempts: 10, window: .seconds(30 * 86_400), countsPerIP: true)
}

/// A login attempt: the account, the IP address and the connection.
public struct LoginAttempt: Hashable, Sendable {
    /// An email address, a username or a phone number; case-insensitive.
    public let identifier: String
    public let ip: String
    /// The network of the IP address, for which failures are counted.
    var network: String { AddressRange.network(of: ip) }
    /// The connection's name.
    public let connection: String

    public init(as identifier: String, from ip: String, with connection: String) {
        self.identifier = identifier.lowercased()
        self.ip = ip
        self.connection = connection
    }
}

extension Transaction {
    /// Counts a failed login.
    /// - Returns: whether the next login is blocked.
    @discardableResult
    public func recordFailure(_ attempt: LoginAttempt, at now: Timestamp, policy: BruteForcePolicy) throws -> Bool {
        try execute(
            """
            INSERT INTO login_failures (tenant, identifier, ip, connection, failures, last_at)
            VALUES (\(tenant), \(attempt.identifier), \(attempt.network), \(attempt.connection), 1, \(now))
            ON CONFLICT (tenant, identifier, ip, connection) DO UPDATE SET last_at = excluded.last_at,
                failures = CASE WHEN login_failures.last_at > \(policy.start(now)) THEN login_failures.failures + 1
                    ELSE 1 END
            """)
        return try isBlocked(attempt, at: now, policy: policy)
    }

    /// Whether a login is blocked after too many failures.
    public func isBlocked(_ attempt: LoginAttempt, at now: Timestamp, policy: BruteForcePolicy) throws -> Bool {
        guard policy.isEnabled, policy.blocks, !policy.allows(attempt.ip) else { return false }
        return try failures(of: attempt, at: now, policy: policy) >= policy.maxAttempts
    }

    /// Whether the last failure has just reached the limit, so that the user is to be notified.
    public func isWorthTelling(_ attempt: LoginAttempt, at now: Timestamp, policy: BruteForcePolicy) throws -> Bool {
        guard policy.isEnabled, policy.notifies, !policy.allows(attempt.ip) else { return false }
        return try failures(of: attempt, at: now, policy: policy) == policy.maxAttempts
    }

    private func failures(of attempt: LoginAttempt, at now: Timestamp, policy: BruteForcePolicy) throws -> Int {
        let here: SQL = policy.countsPerIP ? "AND ip = \(attempt.network)" : ""
        let failures: Int? = try row(
            """
            SELECT CAST(SUM(failures) AS BIGINT) AS failures FROM login_failures
            WHERE tenant = \(tenant) AND identifier = \(attempt.identifier) AND connection = \(attempt.connection)
            AND last_at > \(policy.start(now)) \(here)
            """)?["failures"]
        return failures ?? 0
    }

    /// Resets the failures, as after a successful login.
    public func clearFailures(_ attempt: LoginAttempt, policy: BruteForcePolicy = .standard) throws {
        let here: SQL = policy.countsPerIP ? "AND ip = \(attempt.network)" : ""
        try execute(
            """
            DELETE FROM login_failures WHERE tenant = \(tenant) AND identifier = \(attempt.identifier)
            AND connection = \(attempt.connection) \(here)
            """)
    }

    /// Resets all failures of accounts.
    public func clearFailures(as identifiers: [String]) throws {
        let identifiers = identifiers.map { $0.lowercased() }
        try execute("DELETE FROM login_failures WHERE tenant = \(tenant) AND identifier IN \(list: identifiers)")
    }

    /// Returns the attempts for accounts that are blocked now.
    public func blocks(
        as identifiers: [String], at now: Timestamp, policy: BruteForcePolicy
    ) throws -> [LoginAttempt] {
        let failed = try rows(
            """
            SELECT identifier, ip, connection FROM login_failures
            WHERE tenant = \(tenant) AND identifier IN \(list: identifiers.map { $0.lowercased() })
            ORDER BY identifier, connection, ip
            """
        ).map { LoginAttempt(as: try $0["identifier"], from: try $0["ip"], with: try $0["connection"]) }
        return try failed.filter { try isBlocked($0, at: now, policy: policy) }
    }
}

extension BruteForcePolicy {
    /// - Parameter ip: an IP address, or the network that is counted in its place.
    fileprivate func allows(_ ip: String) -> Bool {
        guard !allowlist.isEmpty else { return false }
        let address = ip.hasSuffix("::/64") ? String(ip.dropLast(3)) : ip
        return allowlist.contains { $0.contains(address) }
    }

    /// The time before which failures no longer count.
    fileprivate func start(_ now: Timestamp) -> Timestamp { now + (.zero - window) }
}
