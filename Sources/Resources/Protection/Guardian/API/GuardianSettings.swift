import Contract

/// The settings of Duo.
public struct DuoSettings: Patchable, Hashable, Constrained {
    public var host: String?
    public var integrationKey: String?
    public var secretKey: String?

    public init() {}

    enum CodingKeys: String, CodingKey {
        case host
        case integrationKey = "ikey"
        case secretKey = "skey"
    }

    public static var constraints: Constraints {
        ["host": .string(...10_000), "ikey": .string(...10_000), "skey": .string(1...10_000)]
    }
}

/// The settings of WebAuthn: the relying party and user verification.
public struct WebAuthnSettings: Codable, Hashable, Sendable, Constrained {
    /// Whether `relyingPartyIdentifier` is used.
    public var overrideRelyingParty: Bool?
    public var relyingPartyIdentifier: String?
    /// The requirement: `discouraged`, `preferred` or `required`.
    public var userVerification: String?

    public init() {}

    public static var constraints: Constraints {
        [
            "relyingPartyIdentifier": .string(format: .hostname),
            "userVerification": .one(of: "discouraged", "preferred", "required"),
        ]
    }
}

/// The channels by which phones are reached.
public struct PhoneMessageTypes: Codable, Hashable, Sendable, Constrained {
    /// A subset of `sms` and `voice`.
    public var messageTypes: [String]

    public init(_ types: [String]) { messageTypes = types }

    enum CodingKeys: String, CodingKey { case messageTypes = "message_types" }

    public static var constraints: Constraints { ["message_types": .array(of: .one(of: "sms", "voice"))] }
}

/// The selected provider of messages to phones.
public struct PhoneProviderChoice: Codable, Hashable, Sendable, Constrained {
    /// The provider: `auth0`, `twilio` or `phone-message-hook`.
    public var provider: String

    public init(_ provider: String) { self.provider = provider }

    public static var constraints: Constraints { ["provider": .one(of: "auth0", "twilio", "phone-message-hook")] }
}

/// The templates of messages to phones.
public struct PhoneTemplates: Codable, Hashable, Sendable {
    public var enrollmentMessage: String
    public var verificationMessage: String

    public init(enrollment: String, verification: String) {
        enrollmentMessage = enrollment
        verificationMessage = verification
    }

    enum CodingKeys: String, CodingKey {
        case enrollmentMessage = "enrollment_message"
        case verificationMessage = "verification_message"
    }
}

/// The settings of Twilio.
public struct TwilioSettings: Codable, Hashable, Sendable, Constrained {
    public var from: String?
    public var messagingServiceSID: String?
    public var authToken: String?
    public var sid: String?

    public init() {}

    enum CodingKeys: String, CodingKey {
        case from
        case messagingServiceSID = "messaging_service_sid"
        case authToken = "auth_token"
        case sid
    }

    public static var constraints: Constraints {
        let key: Schema = .string(1...1000).nullable
        return ["from": .string(...64).nullable, "messaging_service_sid": key, "auth_token": key, "sid": key]
    }
}
