import Contract

/// What a kind of mail says.
public struct EmailTemplate: Patchable, Hashable, Constrained, Identified {
    public var template: EmailTemplateName?
    /// HTML, in the language Liquid. Values are escaped unless they go through the filter `raw`.
    public var body: String?
    /// Who mails are from, where not from the provider's usual address.
    public var from: String?
    /// Where the user goes after the mail's link was used.
    public var resultURL: String?
    public var subject: String?
    /// `liquid`.
    public var syntax: String?
    /// How many seconds the mail's link is good for.
    public var urlLifetime: Double?
    /// Whether the user's address is told where the user goes afterwards.
    public var includesEmailInRedirect: Bool?
    /// Whether such mails are sent.
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
        // These must be there, if only to say that there is nothing.
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

/// A kind of mail.
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
    /// Of earlier versions; no mail is sent with it.
    public static let changePassword: Self = "change_password"
    /// Of earlier versions; no mail is sent with it.
    public static let passwordReset: Self = "password_reset"
    public static let asyncApproval: Self = "async_approval"

    public static let known: [Self] = [
        .verifyEmail, .verifyEmailByCode, .resetEmail, .resetEmailByCode, .welcomeEmail, .blockedAccount,
        .stolenCredentials, .enrollmentEmail, .mfaCode, .userInvitation, .changePassword, .passwordReset,
        .asyncApproval,
    ]
}
