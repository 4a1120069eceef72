import Contract
import Storage

/// How many logins from one address may fail.
public struct AddressThrottle: Sendable {
    public var isEnabled: Bool
    /// Whether no more logins are let through then.
    public var blocks: Bool
    /// So many can fail at once, ...
    public var maxAttempts: Int
    /// ... and one more each time that so many milliseconds are over.
    public var rate: Int
    /// From where any number may fail.
    public var allowlist: [AddressRange]

    /// Reads the settings that the tenant keeps.
    public init(_ settings: JSON) {
        let login = settings["stage"]?["pre-login"]
        isEnabled = settings["enabled"]?.bool ?? true
        blocks = settings["shields"]?.strings?.contains("block") ?? true
        maxAttempts = login?["max_attempts"]?.integer ?? 100
        rate = login?["rate"]?.integer ?? 864_000
        allowlist = (settings["allowlist"]?.strings ?? []).compactMap(AddressRange.init)
    }

    fileprivate func counts(_ ip: String) -> Bool { isEnabled && !allowlist.contains { $0.contains(ip) } }
}

extension Transaction {
    /// How many logins from one address may fail, as the tenant chose.
    public func addressThrottle() throws -> AddressThrottle { AddressThrottle(try security(.suspiciousIP)) }

    /// Counts a login from an address that failed.
    public func recordFailure(from ip: String, at now: Timestamp, throttle: AddressThrottle) throws {
        guard throttle.counts(ip) else { return }
        let network = AddressRange.network(of: ip)
        let start = now.milliseconds
        try execute("DELETE FROM address_failures WHERE tenant = \(tenant) AND full_at <= \(start)")
        try execute(
            """
            INSERT INTO address_failures (tenant, ip, full_at)
            VALUES (\(tenant), \(network), \(start + Int64(throttle.rate)))
            ON CONFLICT (tenant, ip) DO UPDATE SET full_at = address_failures.full_at + \(Int64(throttle.rate))
            """)
    }

    /// Whether so many logins from an address have failed that no more are let through.
    public func isBlocked(from ip: String, at now: Timestamp, throttle: AddressThrottle) throws -> Bool {
        guard throttle.blocks, throttle.counts(ip) else { return false }
        let fullAt: Int64? = try row(
            "SELECT full_at FROM address_failures WHERE tenant = \(tenant) AND ip = \(AddressRange.network(of: ip))")?[
                "full_at"]
        return (fullAt ?? 0) > now.milliseconds + Int64(throttle.rate) * Int64(throttle.maxAttempts - 1)
    }

    /// Forgets what failed from an address.
    public func clearFailures(from ip: String) throws {
        try execute("DELETE FROM address_failures WHERE tenant = \(tenant) AND ip = \(AddressRange.network(of: ip))")
    }
}

/// The table of addresses from where logins failed. `full_at` is when all attempts can be made again, in milliseconds.
public enum AddressFailuresTable {
    public static let migrations: [Migration] = [
        Migration(
            "address-failures-1",
            """
            CREATE TABLE address_failures (
                tenant \(.text) NOT NULL, ip \(.text) NOT NULL, full_at BIGINT NOT NULL, PRIMARY KEY (tenant, ip))
            """,
            "CREATE INDEX address_failures_full ON address_failures (tenant, full_at)")
    ]
}
