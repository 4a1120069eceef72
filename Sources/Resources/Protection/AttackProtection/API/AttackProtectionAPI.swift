import Contract
import ManagementClientCore

/// What protects logins from those who try many.
public struct AttackProtection: Resource {
    public let botDetection = Endpoint(
        .get, "/attack-protection/bot-detection", "Get the settings of bot detection", scopes: "read:attack_protection",
        returns: BotDetection.self)

    public let updateBotDetection = Endpoint(
        .patch, "/attack-protection/bot-detection", "Update the settings of bot detection",
        scopes: "update:attack_protection", body: Changes<BotDetection>.self, returns: BotDetection.self)

    public let breachedPasswordDetection = Endpoint(
        .get, "/attack-protection/breached-password-detection", "Get the settings of breached password detection",
        scopes: "read:attack_protection", returns: BreachedPasswordDetection.self)

    public let updateBreachedPasswordDetection = Endpoint(
        .patch, "/attack-protection/breached-password-detection",
        "Update the settings of breached password detection", scopes: "update:attack_protection",
        body: Changes<BreachedPasswordDetection>.self, returns: BreachedPasswordDetection.self)

    public let bruteForceProtection = Endpoint(
        .get, "/attack-protection/brute-force-protection", "Get the settings of brute-force protection",
        scopes: "read:attack_protection", returns: BruteForceProtection.self)

    /// Changes how many logins may fail. Logins go by it at once.
    public let updateBruteForceProtection = Endpoint(
        .patch, "/attack-protection/brute-force-protection", "Update the settings of brute-force protection",
        scopes: "update:attack_protection", body: Changes<BruteForceProtection>.self,
        returns: BruteForceProtection.self)

    public let captcha = Endpoint(
        .get, "/attack-protection/captcha", "Get the settings of captchas", scopes: "read:attack_protection",
        returns: Captcha.self)

    /// Changes captchas. A provider that is given replaces what was kept of it; secrets are not told again.
    public let updateCaptcha = Endpoint(
        .patch, "/attack-protection/captcha", "Update the settings of captchas", scopes: "update:attack_protection",
        body: Changes<Captcha>.self, returns: Captcha.self)

    public let suspiciousIPThrottling = Endpoint(
        .get, "/attack-protection/suspicious-ip-throttling", "Get the settings of suspicious IP throttling",
        scopes: "read:attack_protection", returns: SuspiciousIPThrottling.self)

    /// Changes how many logins from one address may fail. Stages that are not named stay as they are.
    public let updateSuspiciousIPThrottling = Endpoint(
        .patch, "/attack-protection/suspicious-ip-throttling", "Update the settings of suspicious IP throttling",
        scopes: "update:attack_protection", body: Changes<SuspiciousIPThrottling>.self,
        returns: SuspiciousIPThrottling.self)

    public init() {}
}

extension ManagementClient {
    public var attackProtection: ResourceClient<AttackProtection> { ResourceClient(self) }
}
