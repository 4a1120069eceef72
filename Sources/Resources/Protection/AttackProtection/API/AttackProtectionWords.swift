import Contract

/// A response to an attack.
public struct Shield: OpenEnum {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let block: Self = "block"
    public static let userNotification: Self = "user_notification"
    public static let adminNotification: Self = "admin_notification"

    public static let known: [Self] = [.block, .userNotification, .adminNotification]
}

/// The key by which failed logins are counted.
public struct BruteForceMode: OpenEnum {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let countPerIdentifierAndIP: Self = "count_per_identifier_and_ip"
    public static let countPerIdentifier: Self = "count_per_identifier"

    public static let known: [Self] = [.countPerIdentifierAndIP, .countPerIdentifier]
}

/// The sensitivity of bot detection.
public struct BotDetectionLevel: OpenEnum {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let low: Self = "low"
    public static let medium: Self = "medium"
    public static let high: Self = "high"

    public static let known: [Self] = [.low, .medium, .high]
}

/// The condition under which users must solve a CAPTCHA.
public struct ChallengePolicy: OpenEnum {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let never: Self = "never"
    public static let whenRisky: Self = "when_risky"
    public static let always: Self = "always"

    public static let known: [Self] = [.never, .whenRisky, .always]
}

/// The frequency of notifications to administrators.
public struct NotificationFrequency: OpenEnum {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let immediately: Self = "immediately"
    public static let daily: Self = "daily"
    public static let weekly: Self = "weekly"
    public static let monthly: Self = "monthly"

    public static let known: [Self] = [.immediately, .daily, .weekly, .monthly]
}

/// The detection method for breached passwords, which differs in how soon breaches are known.
public struct BreachDetectionMethod: OpenEnum {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let standard: Self = "standard"
    public static let enhanced: Self = "enhanced"

    public static let known: [Self] = [.standard, .enhanced]
}

/// A CAPTCHA provider.
public struct CaptchaProvider: OpenEnum {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let arkose: Self = "arkose"
    public static let authChallenge: Self = "auth_challenge"
    public static let friendlyCaptcha: Self = "friendly_captcha"
    public static let hCaptcha: Self = "hcaptcha"
    public static let reCaptchaV2: Self = "recaptcha_v2"
    public static let reCaptchaEnterprise: Self = "recaptcha_enterprise"
    public static let simpleCaptcha: Self = "simple_captcha"

    public static let known: [Self] = [
        .arkose, .authChallenge, .friendlyCaptcha, .hCaptcha, .reCaptchaV2, .reCaptchaEnterprise, .simpleCaptcha,
    ]
}
