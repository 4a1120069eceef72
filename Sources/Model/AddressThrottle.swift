import Contract
import Storage

/// The limit of failed logins from one IP address.
public struct AddressThrottle: Sendable {
    public var isEnabled: Bool
    /// Whether further logins are blocked at the limit.
    public var blocks: Bool
    /// The bucket size: the number of logins that may fail at once.
    public var maxAttempts: Int
    /// The time after which one more login may fail, in milliseconds.
    public var rate: Int
    /// The addresses without a limit.
    public var allowlist: [AddressRange]

    /// Reads the tenant's settings.
    public init(_ settings: JSON) {
        let login = settings["stage"]?["pre-login"]
        isEnabled = settings["enabled"]?.bool ?? true
        blocks = settings["shields"]?.strings?.contains("block") ?? true
        // Stored values beyond these bounds are clamped, so that no sum of them overflows.
        maxAttempts = min(max(login?["max_attempts"]?.integer ?? 100, 1), 1_000_000)
        rate = min(max(login?["rate"]?.integer ?? 864_000, 0), 31_536_000_000)
        allowlist = (settings["allowlist"]?.strings ?? []).compactMap(AddressRange.init)
    }

    func counts(_ ip: String) -> Bool { isEnabled && !allowlist.contains { $0.contains(ip) } }
}

extension Transaction {
    /// Returns the tenant's limit of failed logins from one IP address.
    public func addressThrottle() throws -> AddressThrottle { AddressThrottle(try security(.suspiciousIP)) }

    /// Counts a failed login from an IP address.
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

    /// Whether logins from an IP address are blocked after too many failures.
    public func isBlocked(from ip: String, at now: Timestamp, throttle: AddressThrottle) throws -> Bool {
        guard throttle.blocks, throttle.counts(ip) else { return false }
        let fullAt: Int64? = try row(
            "SELECT full_at FROM address_failures WHERE tenant = \(tenant) AND ip = \(AddressRange.network(of: ip))")?[
                "full_at"]
        return (fullAt ?? 0) > now.milliseconds + Int64(throttle.rate) * Int64(throttle.maxAttempts - 1)
    }

    /// Resets the failures of an IP address.
    public func clearFailures(from ip: String) throws {
        try execute("DELETE FROM address_failures WHERE tenant = \(tenant) AND ip = \(AddressRange.network(of: ip))")
    }
}

/// The table of failed logins by IP address. `full_at` is the time at which the bucket is full again, in milliseconds.
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
