import Contract
import OrderedCollections
import Storage

/// A group of security settings, which is stored as a document of its own.
public struct SecuritySetting: Sendable {
    /// The name of the row.
    public let name: String
    /// The default value.
    public let initial: JSON
    /// Whether the value is stored sealed because it contains secrets.
    public let isSecret: Bool

    public init(_ name: String, isSecret: Bool = false, initially initial: JSON) {
        self.name = name
        self.initial = initial
        self.isSecret = isSecret
    }

    public static let bruteForce = SecuritySetting(
        "brute-force-protection",
        initially: [
            "enabled": true, "shields": ["block", "user_notification"], "mode": "count_per_identifier_and_ip",
            "allowlist": [], "max_attempts": 10,
        ])
    public static let suspiciousIP = SecuritySetting(
        "suspicious-ip-throttling",
        initially: [
            "enabled": true, "shields": ["admin_notification", "block"], "allowlist": [],
            "stage": [
                "pre-login": ["max_attempts": 100, "rate": 864_000],
                "pre-user-registration": ["max_attempts": 50, "rate": 1200],
                "pre-custom-token-exchange": ["max_attempts": 10, "rate": 600_000],
            ],
        ])
    public static let riskAssessments = SecuritySetting("risk-assessments", initially: ["enabled": false])
    public static let newDevice = SecuritySetting("risk-new-device", initially: ["remember_for": 30])
    public static let supplementalSignals = SecuritySetting(
        "supplemental-signals", initially: ["akamai_enabled": false])
}

extension Transaction {
    /// Returns a group of security settings in its stored form.
    public func security(_ setting: SecuritySetting) throws -> JSON {
        let row = try row("SELECT document FROM security_settings WHERE tenant = \(tenant) AND name = \(setting.name)")
        return try row.map { try opened($0["document"], setting) } ?? setting.initial
    }

    private func stored(_ document: JSON, _ setting: SecuritySetting) throws -> JSON {
        setting.isSecret ? try seal(document) : document
    }

    private func opened(_ document: JSON, _ setting: SecuritySetting) throws -> JSON {
        setting.isSecret ? try open(document) : document
    }

    /// Changes a group of security settings, which stays locked until the transaction ends.
    /// - Returns: the changed settings.
    @discardableResult
    public func changeSecurity(_ setting: SecuritySetting, _ change: (inout JSON) throws -> Void) throws -> JSON {
        try insertIfAbsent(
            into: "security_settings", ["name": setting.name, "document": try stored(setting.initial, setting)])
        let row = try row(
            """
            SELECT document FROM security_settings WHERE tenant = \(tenant) AND name = \(setting.name)\(.forUpdate)
            """)
        var document: JSON = try row.map { try opened($0["document"], setting) } ?? setting.initial
        try change(&document)
        try execute(
            """
            UPDATE security_settings SET document = \(try stored(document, setting))
            WHERE tenant = \(tenant) AND name = \(setting.name)
            """)
        return document
    }

    /// Returns the tenant's limit of failed logins to one account.
    public func bruteForcePolicy() throws -> BruteForcePolicy { BruteForcePolicy(try security(.bruteForce)) }
}

extension BruteForcePolicy {
    /// Reads the tenant's settings.
    public init(_ settings: JSON) {
        self = .standard
        let shields = settings["shields"]?.strings ?? []
        isEnabled = settings["enabled"]?.bool ?? isEnabled
        maxAttempts = settings["max_attempts"]?.integer ?? maxAttempts
        countsPerIP = settings["mode"]?.string != "count_per_identifier"
        blocks = shields.contains("block")
        notifies = shields.contains("user_notification")
        allowlist = (settings["allowlist"]?.strings ?? []).compactMap(AddressRange.init)
    }
}

/// The table of security settings.
public enum SecuritySettingsTable {
    public static let migrations: [Migration] = [
        Migration(
            "security-settings-1",
            """
            CREATE TABLE security_settings (
                tenant \(.text) NOT NULL, name \(.text) NOT NULL, document \(.json) NOT NULL,
                PRIMARY KEY (tenant, name))
            """)
    ]
}
