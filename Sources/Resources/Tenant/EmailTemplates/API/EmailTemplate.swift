import Contract

/// The template of a kind of email.
public struct EmailTemplate: Patchable, Hashable, Constrained, Identified {
    public var template: EmailTemplateName?
    /// The HTML body, in the template language Liquid. Values are escaped unless they use the filter `raw`.
    public var body: String?
    /// The sender; by default the provider's default sender.
    public var from: String?
    /// The URL to which the user is redirected after using the link in the email.
    public var resultURL: String?
    public var subject: String?
    /// The template language: `liquid`.
    public var syntax: String?
    /// The lifetime of the link in the email, in seconds.
    public var urlLifetime: Double?
    /// Whether the redirect includes the user's email address.
    public var includesEmailInRedirect: Bool?
    /// Whether emails of this kind are sent.
    public var enabled: Bool?

    public init(_ template: EmailTemplateName, subject: String, body: String, from: String? = nil) {
        self.template = template
        self.subject = subject
        self.body = body
        self.from = from
        syntax = "liquid"
        enabled = true
    }

    enum CodingKeys: String, CodingKey {
        case template
        case body
        case from
        case resultURL = "resultUrl"
        case subject
        case syntax
        case urlLifetime = "urlLifetimeInSeconds"
        case includesEmailInRedirect = "includeEmailInRedirect"
        case enabled
    }

    public static let requiredMembers: Set<String> = ["template", "body", "from", "subject", "syntax", "enabled"]

    public static var constraints: Constraints {
        [
            "body": .string.nullable, "from": .string.nullable, "resultUrl": .string.nullable,
            "subject": .string.nullable, "syntax": .string.nullable, "urlLifetimeInSeconds": .number.nullable,
            "enabled": .boolean.nullable,
        ]
    }

    public static var identifierSchema: Schema { EmailTemplateName.schema }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        // These members are required and encoded even if they are `nil`.
        try container.encode(template, forKey: .template)
        try container.encode(body, forKey: .body)
        try container.encode(from, forKey: .from)
        try container.encodeIfPresent(resultURL, forKey: .resultURL)
        try container.encode(subject, forKey: .subject)
        try container.encode(syntax, forKey: .syntax)
        try container.encodeIfPresent(urlLifetime, forKey: .urlLifetime)
        try container.encodeIfPresent(includesEmailInRedirect, forKey: .includesEmailInRedirect)
        try container.encode(enabled, forKey: .enabled)
    }
}

/// A kind of email.
public struct EmailTemplateName: OpenEnum {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let verifyEmail: Self = "verify_email"
    public static let verifyEmailByCode: Self = "verify_email_by_code"
    public static let resetEmail: Self = "reset_email"
    public static let resetEmailByCode: Self = "reset_email_by_code"
    public static let welcomeEmail: Self = "welcome_email"
    public static let blockedAccount: Self = "blocked_account"
    public static let stolenCredentials: Self = "stolen_credentials"
    public static let enrollmentEmail: Self = "enrollment_email"
    public static let mfaCode: Self = "mfa_oob_code"
    public static let userInvitation: Self = "user_invitation"
    /// Used by earlier versions; no email is sent with it.
    public static let changePassword: Self = "change_password"
    /// Used by earlier versions; no email is sent with it.
    public static let passwordReset: Self = "password_reset"
    public static let asyncApproval: Self = "async_approval"

    public static let known: [Self] = [
        .verifyEmail, .verifyEmailByCode, .resetEmail, .resetEmailByCode, .welcomeEmail, .blockedAccount,
        .stolenCredentials, .enrollmentEmail, .mfaCode, .userInvitation, .changePassword, .passwordReset,
        .asyncApproval,
    ]
}
