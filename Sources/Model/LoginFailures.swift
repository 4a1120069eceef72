import Contract
import Storage

/// When so many logins have failed that no more are let through.
public struct BruteForcePolicy: Hashable, Sendable {
    public var isEnabled: Bool
    /// How many logins may fail.
    public var maxAttempts: Int
    /// How long a failure counts after the last one.
    public var window: Duration
    /// Whether each address has attempts of its own, rather than all of them together.
    public var countsPerIP: Bool
    /// Whether no more logins are let through then.
    public var blocks = true
    /// Whether users are told then.
    public var notifies = true
    /// From where any number of logins may fail.
    public var allowlist: [AddressRange] = []

    public init(isEnabled: Bool, maxAttempts: Int, window: Duration, countsPerIP: Bool) {
        self.isEnabled = isEnabled
        self.maxAttempts = maxAttempts
        self.window = window
        self.countsPerIP = countsPerIP
    }

    /// What a tenant has that did not choose otherwise.
    public static let standard = BruteForcePolicy(
        isEnabled: true, maxAttempts: 10, window: .seconds(30 * 86_400), countsPerIP: true)
}

/// Whom somebody tried to log in as, and from where.
public struct LoginAttempt: Hashable, Sendable {
    /// An e-mail address, a username or a phone number; capital and small letters are the same.
    public let identifier: String
    public let ip: String
    /// What is counted of the address.
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
    /// Counts a login that failed.
    /// - Returns: whether the next one is blocked.
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

    /// Whether so many logins have failed that this one is not let through.
    public func isBlocked(_ attempt: LoginAttempt, at now: Timestamp, policy: BruteForcePolicy) throws -> Bool {
        guard policy.isEnabled, policy.blocks, !policy.allows(attempt.ip) else { return false }
        return try failures(of: attempt, at: now, policy: policy) >= policy.maxAttempts
    }

    /// Whether the last failure was the one with which users are to be told of all of them.
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

    /// Forgets failures, as a login that goes well does.
    public func clearFailures(_ attempt: LoginAttempt, policy: BruteForcePolicy = .standard) throws {
        let here: SQL = policy.countsPerIP ? "AND ip = \(attempt.network)" : ""
        try execute(
            """
            DELETE FROM login_failures WHERE tenant = \(tenant) AND identifier = \(attempt.identifier)
            AND connection = \(attempt.connection) \(here)
            """)
    }

    /// Forgets all failures of logging in as some people.
    public func clearFailures(as identifiers: [String]) throws {
        let identifiers = identifiers.map { $0.lowercased() }
        try execute("DELETE FROM login_failures WHERE tenant = \(tenant) AND identifier IN \(list: identifiers)")
    }

    /// From where nobody can log in as some people now.
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
    /// - Parameter ip: an address, or the network that is counted in its place.
    fileprivate func allows(_ ip: String) -> Bool {
        guard !allowlist.isEmpty else { return false }
        let address = ip.hasSuffix("::/64") ? String(ip.dropLast(3)) : ip
        return allowlist.contains { $0.contains(address) }
    }

    /// Failures until then do not count any more.
    fileprivate func start(_ now: Timestamp) -> Timestamp { now + (.zero - window) }
}
