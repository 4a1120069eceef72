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
            VALUES (\(tenant), \(attempt.identifier), \(attempt.ip), \(attempt.connection), 1, \(now))
            ON CONFLICT (tenant, identifier, ip, connection) DO UPDATE SET last_at = excluded.last_at,
                failures = CASE WHEN login_failures.last_at > \(policy.start(now)) THEN login_failures.failures + 1
                    ELSE 1 END
            """)
        return try isBlocked(attempt, at: now, policy: policy)
    }

    /// Whether so many logins have failed that this one is not let through.
    public func isBlocked(_ attempt: LoginAttempt, at now: Timestamp, policy: BruteForcePolicy) throws -> Bool {
        guard policy.isEnabled else { return false }
        let here: SQL = policy.countsPerIP ? "AND ip = \(attempt.ip)" : ""
        let failures: Int? = try row(
            """
            SELECT CAST(SUM(failures) AS BIGINT) AS failures FROM login_failures
            WHERE tenant = \(tenant) AND identifier = \(attempt.identifier) AND connection = \(attempt.connection)
            AND last_at > \(policy.start(now)) \(here)
            """)?["failures"]
        return (failures ?? 0) >= policy.maxAttempts
    }

    /// Forgets failures, as a login that goes well does.
    public func clearFailures(_ attempt: LoginAttempt) throws {
        try execute(
            """
            DELETE FROM login_failures WHERE tenant = \(tenant) AND identifier = \(attempt.identifier)
            AND ip = \(attempt.ip) AND connection = \(attempt.connection)
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
    /// Failures until then do not count any more.
    fileprivate func start(_ now: Timestamp) -> Timestamp { now + (.zero - window) }
}
