import Contract

/// An email provider, without its secrets.
public struct EmailProvider: Codable, Hashable, Sendable {
    public var name: EmailProviderName?
    public var enabled: Bool?
    /// The default sender of emails.
    public var defaultFromAddress: String?
    /// The credentials, without their secrets.
    public var credentials: JSON?
    public var settings: JSON?

    enum CodingKeys: String, CodingKey {
        case name
        case enabled
        case defaultFromAddress = "default_from_address"
        case credentials
        case settings
    }
}

/// An email provider to configure.
public struct EmailProviderDraft: Patchable, Constrained {
    public var name: EmailProviderName
    /// Whether emails are sent through the provider; `true` by default.
    public var enabled: Bool?
    /// The default sender of emails.
    public var defaultFromAddress: String?
    /// The credentials, which depend on the provider: `api_key`, or `smtp_host`, `smtp_port`, `smtp_user` and
    /// `smtp_pass`, or others.
    public var credentials: JSON
    /// Settings specific to the provider.
    public var settings: JSON?

    public init(_ name: EmailProviderName, credentials: JSON, defaultFromAddress: String? = nil) {
        self.name = name
        self.credentials = credentials
        self.defaultFromAddress = defaultFromAddress
    }

    enum CodingKeys: String, CodingKey {
        case name
        case enabled
        case defaultFromAddress = "default_from_address"
        case credentials
        case settings
    }

    public static let minPatchMembers = 1

    public static var constraints: Constraints {
        ["credentials": EmailCredentials.schema, "settings": .freeObject.nullable]
    }
}

/// The schemas of providers' credentials.
public enum EmailCredentials {
    private static let secret: Schema = .string(1...)
    private static let region: Schema = .one(of: "eu").nullable

    static var schema: Schema {
        .anyOf(
            .object(["api_key": secret.required]),
            .object(["accessKeyId": secret, "secretAccessKey": secret, "region": secret], 1...3),
            .object(
                [
                    "smtp_host": .string(format: .mailHost), "smtp_port": .integer(1...65_535), "smtp_user": secret,
                    "smtp_pass": secret,
                ],
                1...4),
            .object(["api_key": secret, "region": region], 1...2),
            .object(["api_key": secret, "domain": .string(4...), "region": region], 1...3),
            .object(["connectionString": secret], 1...1),
            .object(["clientId": secret, "clientSecret": secret, "tenantId": secret], 1...3), .object([:]))
    }

    /// Returns the required and optional credentials of a provider.
    public static func members(of provider: EmailProviderName) -> (needed: [String], others: [String]) {
        switch provider {
        case .smtp: (["smtp_host", "smtp_port"], ["smtp_user", "smtp_pass"])
        case .mailgun: (["api_key", "domain"], ["region"])
        case .sparkPost: (["api_key"], ["region"])
        case .sendGrid, .mandrill, .resend: (["api_key"], [])
        case .ses: (["accessKeyId", "secretAccessKey", "region"], [])
        case .azure: (["connectionString"], [])
        case .microsoft365: (["tenantId", "clientId", "clientSecret"], [])
        default: ([], [])
        }
    }
}

extension Format {
    /// A host name or an IP address.
    fileprivate static let mailHost = Format("hostname-rfc2181") { text in
        hostname.accepts(text) || (text.contains(":") && text.allSatisfy { $0.isHexDigit || $0 == ":" || $0 == "." })
    }
}

/// The name of an email provider.
public struct EmailProviderName: OpenEnum {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let mailgun: Self = "mailgun"
    public static let mandrill: Self = "mandrill"
    public static let sendGrid: Self = "sendgrid"
    public static let resend: Self = "resend"
    public static let ses: Self = "ses"
    public static let sparkPost: Self = "sparkpost"
    /// Any SMTP server.
    public static let smtp: Self = "smtp"
    public static let azure: Self = "azure_cs"
    public static let microsoft365: Self = "ms365"
    /// An action of the tenant that delivers emails.
    public static let custom: Self = "custom"

    public static let known: [Self] = [
        .mailgun, .mandrill, .sendGrid, .resend, .ses, .sparkPost, .smtp, .azure, .microsoft365, .custom,
    ]
}

/// The members of the provider to return.
public struct EmailProviderQuery: Codable, Sendable {
    /// The members, separated by commas.
    public var fields: String?
    /// Whether `fields` are included in the response or excluded from it.
    public var includeFields: Bool?

    public init(fields: String? = nil, includeFields: Bool? = nil) {
        self.fields = fields
        self.includeFields = includeFields
    }

    enum CodingKeys: String, CodingKey {
        case fields
        case includeFields = "include_fields"
    }
}
