import Contract

/// What a kind of message to phones says.
public struct PhoneTemplate: Codable, Hashable, Sendable, Identified {
    /// Absent where the tenant has no template of its own.
    public var id: ID<PhoneTemplate>?
    public var tenant: String?
    /// `phone`.
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

/// A template to create, or what can change of one.
public struct PhoneTemplateDraft: Patchable, Constrained {
    public var type: PhoneTemplateType
    /// Whether such messages are not sent.
    public var disabled: Bool?
    /// What is not given is as it is without a template.
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

/// What a message says, in the language Liquid.
public struct PhoneTemplateContent: Codable, Hashable, Sendable {
    /// What is written, and what is read out.
    public struct Body: Codable, Hashable, Sendable {
        public var text: String?
        public var voice: String?

        public init(text: String? = nil, voice: String? = nil) {
            self.text = text
            self.voice = voice
        }
    }

    /// `liquid`.
    public var syntax: String?
    /// The number that messages are from, where it is not the provider's usual one.
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

/// What all kinds of messages say.
public struct PhoneTemplateList: Codable, Hashable, Sendable {
    public var templates: [PhoneTemplate]
}
