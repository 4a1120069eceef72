import Contract

/// The settings of bot detection, which determine when users must solve a CAPTCHA.
public struct BotDetection: Patchable, Hashable, Constrained {
    /// The sensitivity of the detection.
    public var level: BotDetectionLevel?
    public var challengePasswordPolicy: ChallengePolicy?
    public var challengePasswordlessPolicy: ChallengePolicy?
    public var challengePasswordResetPolicy: ChallengePolicy?
    /// IP addresses and CIDR blocks that are trusted.
    public var allowlist: [String]?
    /// Whether detections are only logged.
    public var monitoringModeEnabled: Bool?

    public init() {}

    enum CodingKeys: String, CodingKey {
        case level = "bot_detection_level"
        case challengePasswordPolicy = "challenge_password_policy"
        case challengePasswordlessPolicy = "challenge_passwordless_policy"
        case challengePasswordResetPolicy = "challenge_password_reset_policy"
        case allowlist
        case monitoringModeEnabled = "monitoring_mode_enabled"
    }

    public static var constraints: Constraints { ["allowlist": .array(of: .addressRange)] }
}

/// The settings of breached password detection.
public struct BreachedPasswordDetection: Patchable, Hashable, Constrained {
    public var enabled: Bool?
    /// The responses to a login with a breached password.
    public var shields: [Shield]?
    /// The frequency of notifications to administrators.
    public var adminNotificationFrequency: [NotificationFrequency]?
    public var method: BreachDetectionMethod?
    /// The responses at other stages: `{"pre-user-registration": {"shields": ["block"]}, "pre-change-password":
    /// {...}}`.
    public var stage: JSON?

    public init() {}

    enum CodingKeys: String, CodingKey {
        case enabled
        case shields
        case adminNotificationFrequency = "admin_notification_frequency"
        case method
        case stage
    }

    public static var constraints: Constraints {
        let stage: Schema = .object(["shields": .array(of: .one(of: "block", "admin_notification"))])
        return ["stage": .object(["pre-user-registration": stage, "pre-change-password": stage])]
    }
}

/// The settings of brute-force protection, which blocks a user after too many failed logins.
public struct BruteForceProtection: Patchable, Hashable, Constrained {
    public var enabled: Bool?
    /// The responses to an attack.
    public var shields: [Shield]?
    /// IP addresses and CIDR blocks that are exempt.
    public var allowlist: [String]?
    public var mode: BruteForceMode?
    /// The maximum number of failed logins.
    public var maxAttempts: Int?

    public init() {}

    enum CodingKeys: String, CodingKey {
        case enabled
        case shields
        case allowlist
        case mode
        case maxAttempts = "max_attempts"
    }

    public static var constraints: Constraints {
        [
            "shields": .array(of: .one(of: "block", "user_notification")),
            "allowlist": .array(of: .addressRange), "max_attempts": .integer(1...100),
        ]
    }
}

/// The settings of suspicious IP throttling, which blocks an IP address after too many failed attempts.
public struct SuspiciousIPThrottling: Patchable, Hashable, Constrained {
    public var enabled: Bool?
    /// The responses to an attack.
    public var shields: [Shield]?
    /// IP addresses and CIDR blocks that are trusted.
    public var allowlist: [String]?
    /// The maximum number of attempts, and the interval in milliseconds after which one more is allowed: `{"pre-login":
    /// {"max_attempts": 100, "rate": 864000}}`.
    public var stage: JSON?

    public init() {}

    enum CodingKeys: String, CodingKey {
        case enabled
        case shields
        case allowlist
        case stage
    }

    public static var constraints: Constraints {
        [
            "shields": .array(of: .one(of: "block", "admin_notification")),
            "allowlist": .array(of: .addressRange),
            "stage": .object([
                "pre-login": .object([
                    "max_attempts": .integer(1...2500), "rate": .integer(34_560...86_400_000),
                ]),
                "pre-user-registration": registration, "pre-custom-token-exchange": registration,
            ]),
        ]
    }

    private static var registration: Schema {
        .object(["max_attempts": .integer(1...72_000), "rate": .integer(1200...86_400_000)])
    }
}
