import Contract
import Liquid

/// A screen of the hosted login, with texts that a tenant can change.
struct LoginScreen: Sendable {
    let prompt: String
    let name: String
    /// The default texts, by Auth0's names.
    let texts: [String: String]

    static let login = LoginScreen(
        prompt: "login", name: "login",
        texts: [
            "title": "Log in", "description": "Log in to continue to ${clientName}.", "buttonText": "Log in",
            "usernamePlaceholder": "Username or email address", "emailPlaceholder": "Email address",
            "phonePlaceholder": "Phone number",
            "passwordPlaceholder": "Password", "forgotPasswordText": "I forgot my password",
            "footerText": "No account yet?", "footerLinkText": "Sign up", "separatorText": "Or",
            "federatedConnectionButtonText": "Continue with ${connectionName}",
        ])
    static let signup = LoginScreen(
        prompt: "signup", name: "signup",
        texts: [
            "title": "Sign up", "description": "Make an account to continue to ${clientName}.",
            "buttonText": "Sign up", "emailPlaceholder": "Email address", "usernamePlaceholder": "Username",
            "passwordPlaceholder": "Password", "loginActionText": "Have an account already?",
            "loginActionLinkText": "Log in", "separatorText": "Or",
            "federatedConnectionButtonText": "Continue with ${connectionName}",
        ])
    static let resetPassword = LoginScreen(
        prompt: "reset-password", name: "reset-password-request",
        texts: [
            "title": "Choose a new password",
            "descriptionEmail": "We will send you a mail with a link to a page where you can choose a new password.",
            "buttonText": "Send the mail", "emailPlaceholder": "Email address", "backToLoginLinkText": "Back",
        ])
    static let resetPasswordSent = LoginScreen(
        prompt: "reset-password", name: "reset-password-email",
        texts: [
            "title": "Look at your mails",
            "emailDescription": "If there is an account with this address, a mail with a link is on its way.",
        ])
    static let oneTimeCode = LoginScreen(
        prompt: "mfa-otp", name: "mfa-otp-challenge",
        texts: [
            "title": "Confirm that it is you", "description": "Type in the code that your app shows.",
            "buttonText": "Confirm", "placeholder": "One-time code", "pickAuthenticatorText": "I do not have my phone",
            "rememberMeText": "Do not ask in this browser for 30 days",
        ])
    static let recoveryCode = LoginScreen(
        prompt: "mfa-recovery-code", name: "mfa-recovery-code-challenge",
        texts: [
            "title": "Confirm that it is you",
            "description": "Type in the recovery code that you were given. It can be used once.",
            "buttonText": "Confirm", "placeholder": "Recovery code",
        ])
    static let textedCode = LoginScreen(
        prompt: "mfa-sms", name: "mfa-sms-challenge",
        texts: sentCode("Type in the code that we sent by text message to:"))
    static let mailedCode = LoginScreen(
        prompt: "mfa-email", name: "mfa-email-challenge", texts: sentCode("Type in the code that we mailed to:"))
    static let factorOptions = LoginScreen(
        prompt: "mfa", name: "mfa-login-options",
        texts: [
            "title": "How do you want to confirm that it is you?", "authenticatorNamesSMS": "A text message",
            "authenticatorNamesEmail": "A mail", "authenticatorNamesOTP": "The code that an app shows",
            "authenticatorNamesRecoveryCode": "A recovery code",
        ])

    private static func sentCode(_ description: String) -> [String: String] {
        [
            "title": "Confirm that it is you", "description": description, "buttonText": "Confirm",
            "placeholder": "Code", "pickAuthenticatorText": "Try another way",
            "rememberMeText": "Do not ask in this browser for 30 days", "resendText": "Did the code not arrive?",
            "resendActionText": "Send another one",
        ]
    }

    static let loginCode = LoginScreen(
        prompt: "login-passwordless", name: "login-passwordless-email-code",
        texts: [
            "title": "Look at your mails", "description": "Type in the code that we sent to ${email}.",
            "buttonText": "Log in", "codePlaceholder": "Code", "resendActionText": "Send another one",
        ])
    static let loginTextedCode = LoginScreen(
        prompt: "login-passwordless", name: "login-passwordless-sms-otp",
        texts: [
            "title": "Look at your phone", "description": "Type in the code that we sent to ${phone_number}.",
            "buttonText": "Log in", "codePlaceholder": "Code", "resendActionText": "Send another one",
        ])
    static let consent = LoginScreen(
        prompt: "consent", name: "consent",
        texts: [
            "pageTitle": "Let ${clientName} in?", "messageSingleTenant": "${clientName} asks for:",
            "acceptButtonText": "Accept", "declineButtonText": "Decline",
        ])
}

/// The effective texts of a screen.
struct ScreenTexts: Sendable {
    private let screen: LoginScreen
    private let own: @Sendable (LoginScreen) -> JSON
    private let variables: [String: String]

    /// - Parameters:
    ///   - own: returns the tenant's own texts of a screen.
    ///   - variables: the values that replace `${name}`.
    init(
        _ screen: LoginScreen, own: @escaping @Sendable (LoginScreen) -> JSON, variables: [String: String]
    ) {
        self.screen = screen
        self.own = own
        self.variables = variables
    }

    /// Returns the texts of another screen.
    func of(_ screen: LoginScreen, _ more: [String: String] = [:]) -> ScreenTexts {
        ScreenTexts(screen, own: own, variables: variables.merging(more) { $1 })
    }

    /// Returns a text that is not escaped for HTML.
    func plain(_ name: String) -> String {
        var text = own(screen)[name]?.string ?? screen.texts[name] ?? ""
        for (name, value) in variables { text = text.replacing("${\(name)}", with: value) }
        return text
    }

    /// Returns a text with additional variables, escaped for HTML.
    func html(_ name: String, _ more: [String: String]) -> String { HTMLText.escape(of(screen, more).plain(name)) }

    /// The text with a name, escaped for HTML.
    subscript(_ name: String) -> String { HTMLText.escape(plain(name)) }
}
