import Contract

/// When people are asked to show that they are no machines.
public struct BotDetection: Patchable, Hashable, Constrained {
    /// How easily somebody is taken for a machine.
    public var level: BotDetectionLevel?
    public var challengePasswordPolicy: ChallengePolicy?
    public var challengePasswordlessPolicy: ChallengePolicy?
    public var challengePasswordResetPolicy: ChallengePolicy?
    /// Addresses, and blocks of them, that are trusted.
    public var allowlist: [String]?
    /// Whether what is found is only written down.
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

/// What is done about passwords that were stolen elsewhere.
public struct BreachedPasswordDetection: Patchable, Hashable, Constrained {
    public var enabled: Bool?
    /// What is done when someone logs in with such a password.
    public var shields: [Shield]?
    /// How often administrators are told.
    public var adminNotificationFrequency: [NotificationFrequency]?
    public var method: BreachDetectionMethod?
    /// What is done elsewhere: `{"pre-user-registration": {"shields": ["block"]}, "pre-change-password": {...}}`.
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

/// When so many logins of one user fail that no more are let through.
public struct BruteForceProtection: Patchable, Hashable, Constrained {
    public var enabled: Bool?
    /// What is done then.
    public var shields: [Shield]?
    /// Addresses, and blocks of them, from where any number of logins may fail.
    public var allowlist: [String]?
    public var mode: BruteForceMode?
    /// How many logins may fail.
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

/// When so many attempts from one address fail that no more are let through.
public struct SuspiciousIPThrottling: Patchable, Hashable, Constrained {
    public var enabled: Bool?
    /// What is done then.
    public var shields: [Shield]?
    /// Addresses, and blocks of them, that are trusted.
    public var allowlist: [String]?
    /// How many attempts there are, and after how many milliseconds there is one more:
    /// `{"pre-login": {"max_attempts": 100, "rate": 864000}}`.
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
