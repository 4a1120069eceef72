import Contract

/// The CAPTCHA provider and its settings. Secrets are write-only.
public struct Captcha: Patchable, Hashable, Constrained {
    public var activeProviderID: CaptchaProvider?
    public var arkose: JSON?
    public var authChallenge: JSON?
    public var friendlyCaptcha: JSON?
    public var hcaptcha: JSON?
    public var recaptchaV2: JSON?
    public var recaptchaEnterprise: JSON?
    public var simpleCaptcha: JSON?

    public init() {}

    enum CodingKeys: String, CodingKey {
        case activeProviderID = "active_provider_id"
        case arkose
        case authChallenge = "auth_challenge"
        case friendlyCaptcha = "friendly_captcha"
        case hcaptcha
        case recaptchaV2 = "recaptcha_v2"
        case recaptchaEnterprise = "recaptcha_enterprise"
        case simpleCaptcha = "simple_captcha"
    }

    public static var constraints: Constraints {
        providers(areSecretsSent: false).merging(["simple_captcha": .freeObject]) { $1 }
    }

    /// Requests include the secrets of a provider.
    public static var patchConstraints: Constraints { providers(areSecretsSent: true).mapValues(\.nullable) }

    private static func providers(areSecretsSent: Bool) -> Constraints {
        let text: Schema = .string(...100)
        let secret: Schema = areSecretsSent ? text.required : text
        let keys: Schema = .object(["site_key": text.required, "secret": secret])
        return [
            "arkose": .object([
                "site_key": text.required, "secret": secret, "client_subdomain": text, "verify_subdomain": text,
                "fail_open": .boolean,
            ]),
            "auth_challenge": .object(["fail_open": .boolean.required]),
            "friendly_captcha": keys, "hcaptcha": keys, "recaptcha_v2": keys,
            "recaptcha_enterprise": .object([
                "site_key": text.required, "api_key": secret, "project_id": text.required,
            ]),
        ]
    }
}
