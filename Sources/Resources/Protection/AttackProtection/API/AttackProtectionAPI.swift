import Contract
import ManagementClientCore

/// The protection of logins against automated attacks.
public struct AttackProtection: Resource {
    /// Gets the settings of bot detection.
    ///
    /// `GET /attack-protection/bot-detection`, with the scope `read:attack_protection`. Refused with 401, 403, 404
    /// or 429.
    public let botDetection = Endpoint(
        .get, "/attack-protection/bot-detection", "Get the settings of bot detection", scopes: "read:attack_protection",
        returns: BotDetection.self)

    /// Updates the settings of bot detection.
    ///
    /// `PATCH /attack-protection/bot-detection`, with the scope `update:attack_protection`. Refused with 400, 401,
    /// 403, 404 or 429.
    public let updateBotDetection = Endpoint(
        .patch, "/attack-protection/bot-detection", "Update the settings of bot detection",
        scopes: "update:attack_protection", body: Patch<BotDetection>.self, returns: BotDetection.self)

    /// Gets the settings of breached password detection.
    ///
    /// `GET /attack-protection/breached-password-detection`, with the scope `read:attack_protection`. Refused with
    /// 401, 403 or 429.
    public let breachedPasswordDetection = Endpoint(
        .get, "/attack-protection/breached-password-detection", "Get the settings of breached password detection",
        scopes: "read:attack_protection", returns: BreachedPasswordDetection.self)

    /// Updates the settings of breached password detection.
    ///
    /// `PATCH /attack-protection/breached-password-detection`, with the scope `update:attack_protection`. Refused
    /// with 400, 401, 403 or 429.
    public let updateBreachedPasswordDetection = Endpoint(
        .patch, "/attack-protection/breached-password-detection",
        "Update the settings of breached password detection", scopes: "update:attack_protection",
        body: Patch<BreachedPasswordDetection>.self, returns: BreachedPasswordDetection.self)

    /// Gets the settings of brute-force protection.
    ///
    /// `GET /attack-protection/brute-force-protection`, with the scope `read:attack_protection`. Refused with 401,
    /// 403 or 429.
    public let bruteForceProtection = Endpoint(
        .get, "/attack-protection/brute-force-protection", "Get the settings of brute-force protection",
        scopes: "read:attack_protection", returns: BruteForceProtection.self)

    /// Updates the settings of brute-force protection, which take effect immediately.
    ///
    /// `PATCH /attack-protection/brute-force-protection`, with the scope `update:attack_protection`. Refused with
    /// 400, 401, 403 or 429.
    public let updateBruteForceProtection = Endpoint(
        .patch, "/attack-protection/brute-force-protection", "Update the settings of brute-force protection",
        scopes: "update:attack_protection", body: Patch<BruteForceProtection>.self,
        returns: BruteForceProtection.self)

    /// Gets the settings of CAPTCHAs.
    ///
    /// `GET /attack-protection/captcha`, with the scope `read:attack_protection`. Refused with 401, 403, 404 or
    /// 429.
    public let captcha = Endpoint(
        .get, "/attack-protection/captcha", "Get the settings of captchas", scopes: "read:attack_protection",
        returns: Captcha.self)

    /// Updates the settings of CAPTCHAs. A provider in the request replaces its stored settings; secrets are never
    /// returned.
    ///
    /// `PATCH /attack-protection/captcha`, with the scope `update:attack_protection`. Refused with 401, 403, 404 or
    /// 429.
    public let updateCaptcha = Endpoint(
        .patch, "/attack-protection/captcha", "Update the settings of captchas", scopes: "update:attack_protection",
        body: Patch<Captcha>.self, returns: Captcha.self)

    /// Gets the settings of suspicious IP throttling.
    ///
    /// `GET /attack-protection/suspicious-ip-throttling`, with the scope `read:attack_protection`. Refused with
    /// 401, 403 or 429.
    public let suspiciousIPThrottling = Endpoint(
        .get, "/attack-protection/suspicious-ip-throttling", "Get the settings of suspicious IP throttling",
        scopes: "read:attack_protection", returns: SuspiciousIPThrottling.self)

    /// Updates the settings of suspicious IP throttling. Stages that are not named stay unchanged.
    ///
    /// `PATCH /attack-protection/suspicious-ip-throttling`, with the scope `update:attack_protection`. Refused with
    /// 400, 401, 403 or 429.
    public let updateSuspiciousIPThrottling = Endpoint(
        .patch, "/attack-protection/suspicious-ip-throttling", "Update the settings of suspicious IP throttling",
        scopes: "update:attack_protection", body: Patch<SuspiciousIPThrottling>.self,
        returns: SuspiciousIPThrottling.self)

    public init() {}
}

extension ManagementClient {
    /// The protection of logins against automated attacks.
    public var attackProtection: ResourceClient<AttackProtection> { ResourceClient(self) }
}
