import Contract

/// An e-mail provider, without its secrets.
public struct EmailProvider: Codable, Hashable, Sendable {
    public var name: EmailProviderName?
    public var enabled: Bool?
    /// Who mails are from unless their template says otherwise.
    public var defaultFromAddress: String?
    /// What of the credentials is no secret.
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

/// An e-mail provider to configure.
public struct EmailProviderDraft: Patchable, Constrained {
    public var name: EmailProviderName
    /// Whether mails are sent through it; they are, unless told otherwise.
    public var enabled: Bool?
    /// Who mails are from unless their template says otherwise.
    public var defaultFromAddress: String?
    /// What the provider asks for: `api_key`, or `smtp_host`, `smtp_port`, `smtp_user` and `smtp_pass`, or others.
    public var credentials: JSON
    /// What is particular to the provider.
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

/// What the credentials of providers look like.
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

    /// What a provider must be given, and what it can be given besides.
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
    /// A host's name, or its address.
    fileprivate static let mailHost = Format("hostname-rfc2181") { text in
        hostname.accepts(text) || (text.contains(":") && text.allSatisfy { $0.isHexDigit || $0 == ":" || $0 == "." })
    }
}

/// Who takes mails to the world.
public struct EmailProviderName: OpenEnum {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let mailgun: Self = "mailgun"
    public static let mandrill: Self = "mandrill"
    public static let sendGrid: Self = "sendgrid"
    public static let resend: Self = "resend"
    public static let ses: Self = "ses"
    public static let sparkPost: Self = "sparkpost"
    /// Any mail server.
    public static let smtp: Self = "smtp"
    public static let azure: Self = "azure_cs"
    public static let microsoft365: Self = "ms365"
    /// Code of one's own.
    public static let custom: Self = "custom"

    public static let known: [Self] = [
        .mailgun, .mandrill, .sendGrid, .resend, .ses, .sparkPost, .smtp, .azure, .microsoft365, .custom,
    ]
}

/// Which members to answer with.
public struct EmailProviderQuery: Codable, Sendable {
    /// Names of members, separated by commas.
    public var fields: String?
    /// Whether those are the members to answer with, or those to leave out.
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
