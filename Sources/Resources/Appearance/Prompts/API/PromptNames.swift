import Contract
import OrderedCollections

/// The name of a prompt: a step of the login flow with one or more screens.
public enum Prompt: Identified {
    public static var identifierSchema: Schema { .one(of: Array(screens.keys)) }

    /// The screens of each prompt.
    public static let screens: OrderedDictionary<String, [String]> = [
        "login": ["login"],
        "login-id": ["login-id"],
        "login-password": ["login-password"],
        "login-passwordless": [
            "login-passwordless-email-code", "login-passwordless-email-link", "login-passwordless-sms-otp",
        ],
        "login-email-verification": ["login-email-verification"],
        "signup": ["signup"],
        "signup-id": ["signup-id"],
        "signup-password": ["signup-password"],
        "phone-identifier-enrollment": ["phone-identifier-enrollment"],
        "phone-identifier-challenge": ["phone-identifier-challenge"],
        "email-identifier-challenge": ["email-identifier-challenge"],
        "reset-password": [
            "reset-password-request", "reset-password-email", "reset-password", "reset-password-success",
            "reset-password-error", "reset-password-mfa-email-challenge", "reset-password-mfa-otp-challenge",
            "reset-password-mfa-phone-challenge", "reset-password-mfa-push-challenge-push",
            "reset-password-mfa-recovery-code-challenge", "reset-password-mfa-sms-challenge",
            "reset-password-mfa-voice-challenge", "reset-password-mfa-webauthn-platform-challenge",
            "reset-password-mfa-webauthn-roaming-challenge",
        ],
        "custom-form": ["custom-form"],
        "consent": ["consent"],
        "customized-consent": ["customized-consent"],
        "logout": ["logout", "logout-complete", "logout-aborted"],
        "mfa-push": [
            "mfa-push-welcome", "mfa-push-enrollment-qr", "mfa-push-enrollment-code", "mfa-push-success",
            "mfa-push-challenge-push", "mfa-push-list",
        ],
        "mfa-otp": ["mfa-otp-enrollment-qr", "mfa-otp-enrollment-code", "mfa-otp-challenge"],
        "mfa-voice": ["mfa-country-codes", "mfa-voice-enrollment", "mfa-voice-challenge"],
        "mfa-phone": ["mfa-country-codes", "mfa-phone-challenge", "mfa-phone-enrollment"],
        "mfa-webauthn": [
            "mfa-webauthn-platform-enrollment", "mfa-webauthn-roaming-enrollment", "mfa-webauthn-platform-challenge",
            "mfa-webauthn-roaming-challenge", "mfa-webauthn-change-key-nickname", "mfa-webauthn-enrollment-success",
            "mfa-webauthn-error", "mfa-webauthn-not-available-error",
        ],
        "mfa-sms": ["mfa-country-codes", "mfa-sms-enrollment", "mfa-sms-challenge", "mfa-sms-list"],
        "mfa-email": ["mfa-email-challenge", "mfa-email-list"],
        "mfa-recovery-code": [
            "mfa-recovery-code-enrollment", "mfa-recovery-code-challenge-new-code", "mfa-recovery-code-challenge",
        ],
        "mfa": [
            "mfa-detect-browser-capabilities", "mfa-enroll-result", "mfa-login-options", "mfa-begin-enroll-options",
        ],
        "status": ["status"],
        "device-flow": [
            "device-code-activation", "device-code-activation-allowed", "device-code-activation-denied",
            "device-code-confirmation",
        ],
        "email-verification": ["email-verification-result"],
        "email-otp-challenge": ["email-otp-challenge"],
        "organizations": ["organization-selection", "organization-picker", "pre-login-organization-picker"],
        "invitation": ["accept-invitation"],
        "common": ["redeem-ticket"],
        "passkeys": ["passkey-enrollment", "passkey-enrollment-local"],
        "captcha": ["interstitial-captcha"],
        "brute-force-protection": [
            "brute-force-protection-unblock", "brute-force-protection-unblock-success",
            "brute-force-protection-unblock-failure",
        ],
        "async-approval-flow": [
            "async-approval-error", "async-approval-accepted", "async-approval-denied", "async-approval-wrong-user",
        ],
    ]

    /// The prompts that support partials.
    public static let withPartials: [String] = [
        "login", "login-id", "login-password", "login-passwordless", "signup", "signup-id", "signup-password",
        "customized-consent", "passkeys",
    ]
}

/// The name of a prompt's screen.
public enum PromptScreen: Identified {
    public static var identifierSchema: Schema { .one(of: names) }

    /// The names of all screens, without duplicates.
    static let names: [String] = {
        var known: Set<String> = []
        return Prompt.screens.values.flatMap { $0 }.filter { known.insert($0).inserted }
    }()
}

/// The name of a prompt that supports partials.
public enum PromptWithPartials: Identified {
    public static var identifierSchema: Schema { .one(of: Prompt.withPartials) }
}

/// The language of pages.
public enum PromptLanguage: Identified {
    public static var identifierSchema: Schema { .one(of: names) }

    private static let names: [String] =
        """
        am ar ar-EG ar-SA az bg bn bs ca-ES cnr cs cy da de el en en-CA es es-419 es-AR es-MX et eu-ES fa fi fr
        fr-CA fr-FR gl-ES gu he hi hr hu hy id is it ja ka kk kn ko lt lv mk ml mn mr ms my nb nl nn no pa pl pt
        pt-BR pt-PT ro ru sk sl so sq sr sv sw ta te th tl tr uk ur vi zgh zh-CN zh-HK zh-MO zh-TW
        """.split(whereSeparator: \.isWhitespace).map(String.init)
}
