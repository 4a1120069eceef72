import Contract

/// The template of a kind of message to phones.
public struct PhoneTemplate: Codable, Hashable, Sendable, Identified {
    /// The identifier; `nil` if the tenant uses the default template.
    public var id: ID<PhoneTemplate>?
    public var tenant: String?
    /// The channel: `phone`.
    public var channel: String?
    public var type: PhoneTemplateType
    public var disabled: Bool
    public var content: PhoneTemplateContent
    public var createdAt: Timestamp?
    public var updatedAt: Timestamp?

    enum CodingKeys: String, CodingKey {
        case id
        case tenant
        case channel
        case type
        case disabled
        case content
        case createdAt = "created_at"
        case updatedAt = "updated_at"
    }

    public static var identifierSchema: Schema { .string(1...255) }
}

/// A template to create, or the members of an update.
public struct PhoneTemplateDraft: Patchable, Constrained {
    public var type: PhoneTemplateType
    /// Whether messages of this kind are disabled.
    public var disabled: Bool?
    /// The content; omitted members have the default template's values.
    public var content: PhoneTemplateContent?

    public init(_ type: PhoneTemplateType, content: PhoneTemplateContent? = nil, disabled: Bool? = nil) {
        self.type = type
        self.content = content
        self.disabled = disabled
    }

    public static let fixedMembers: Set<String> = ["type"]

    public static var constraints: Constraints { ["content": content(["syntax": .string])] }
    public static var patchConstraints: Constraints { ["content": content([:])] }

    private static func content(_ more: Constraints) -> Schema {
        let text: Schema = .string(1...20_000)
        let members: Constraints = [
            "from": .string(1...16), "body": .object(["text": text, "voice": text], 1...Int.max),
        ]
        return .object(members.merging(more) { $1 }, 1...Int.max)
    }
}

/// The content of a message, in the template language Liquid.
public struct PhoneTemplateContent: Codable, Hashable, Sendable {
    /// The bodies of text messages and voice calls.
    public struct Body: Codable, Hashable, Sendable {
        public var text: String?
        public var voice: String?

        public init(text: String? = nil, voice: String? = nil) {
            self.text = text
            self.voice = voice
        }
    }

    /// The template language: `liquid`.
    public var syntax: String?
    /// The phone number of the sender, if it differs from the provider's default.
    public var from: String?
    public var body: Body?

    public init(body: Body? = nil, from: String? = nil) {
        self.body = body
        self.from = from
    }
}

/// A kind of message to phones.
public struct PhoneTemplateType: OpenEnum {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let otpVerify: Self = "otp_verify"
    public static let otpEnroll: Self = "otp_enroll"
    public static let changePassword: Self = "change_password"
    public static let blockedAccount: Self = "blocked_account"
    public static let passwordBreach: Self = "password_breach"
    public static let known: [Self] = [
        .otpVerify, .otpEnroll, .changePassword, .blockedAccount, .passwordBreach,
    ]
}

/// The templates of all kinds of messages.
public struct PhoneTemplateList: Codable, Hashable, Sendable {
    public var templates: [PhoneTemplate]
}
