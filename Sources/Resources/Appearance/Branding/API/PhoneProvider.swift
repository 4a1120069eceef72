import Contract

/// A phone provider, without its credentials.
public struct PhoneProvider: Codable, Hashable, Sendable, Identified {
    public var id: ID<PhoneProvider>
    public var tenant: String?
    public var name: PhoneProviderName
    /// `phone`.
    public var channel: String?
    public var disabled: Bool?
    public var configuration: PhoneProviderConfiguration?
    public var createdAt: Timestamp?
    public var updatedAt: Timestamp?

    enum CodingKeys: String, CodingKey {
        case id
        case tenant
        case name
        case channel
        case disabled
        case configuration
        case createdAt = "created_at"
        case updatedAt = "updated_at"
    }

    public static var identifierSchema: Schema { .string(1...255) }
}

/// A phone provider to configure.
public struct PhoneProviderDraft: Patchable, Constrained {
    public var name: PhoneProviderName
    /// Whether no messages are sent through it.
    public var disabled: Bool?
    public var configuration: PhoneProviderConfiguration?
    /// `auth_token`, for Twilio; nothing for a provider of one's own.
    public var credentials: JSON

    public init(_ name: PhoneProviderName, configuration: PhoneProviderConfiguration, credentials: JSON = [:]) {
        self.name = name
        self.configuration = configuration
        self.credentials = credentials
    }

    public static let minPatchMembers = 1

    public static var constraints: Constraints {
        ["credentials": .anyOf(.object(["auth_token": .string(1...255).required]), .object([:]))]
    }
}

/// How a provider is used.
public struct PhoneProviderConfiguration: Codable, Hashable, Sendable {
    /// Twilio's number that messages are from.
    public var defaultFrom: String?
    /// The name of a messaging service at Twilio.
    public var messagingServiceSID: String?
    /// The name of the account at Twilio.
    public var sid: String?
    public var deliveryMethods: [DeliveryMethod]

    public init(
        sid: String? = nil, defaultFrom: String? = nil, messagingServiceSID: String? = nil,
        deliveryMethods: [DeliveryMethod] = [.text]
    ) {
        self.sid = sid
        self.defaultFrom = defaultFrom
        self.messagingServiceSID = messagingServiceSID
        self.deliveryMethods = deliveryMethods
    }

    enum CodingKeys: String, CodingKey {
        case defaultFrom = "default_from"
        case messagingServiceSID = "mssid"
        case sid
        case deliveryMethods = "delivery_methods"
    }
}

extension PhoneProviderConfiguration: Constrained {
    public static var constraints: Constraints { ["delivery_methods": .array(of: .of(DeliveryMethod.self), 1...)] }
}

/// Who takes messages to phones.
public struct PhoneProviderName: OpenEnum {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let twilio: Self = "twilio"
    /// Code of one's own.
    public static let custom: Self = "custom"
    public static let known: [Self] = [.twilio, .custom]
}

/// How a message reaches a phone.
public struct DeliveryMethod: OpenEnum {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let text: Self = "text"
    /// A call that reads the message out.
    public static let voice: Self = "voice"
    public static let known: [Self] = [.text, .voice]
}

/// The tenant's phone providers.
public struct PhoneProviderList: Codable, Hashable, Sendable {
    public var providers: [PhoneProvider]
}

/// Whether to list what is switched off, or what is not.
public struct DisabledFilter: Codable, Sendable {
    public var disabled: Bool?
    public init(disabled: Bool? = nil) { self.disabled = disabled }
}

/// Whom to send a test message to.
public struct PhoneTrial: Codable, Hashable, Sendable, Constrained {
    /// A phone's number.
    public var to: String
    /// `text`, unless told otherwise.
    public var deliveryMethod: DeliveryMethod?

    public init(to: String, deliveryMethod: DeliveryMethod? = nil) {
        self.to = to
        self.deliveryMethod = deliveryMethod
    }

    enum CodingKeys: String, CodingKey {
        case to
        case deliveryMethod = "delivery_method"
    }

    public static var constraints: Constraints { ["to": .string(1...16)] }
}

/// What is said of a test message that is on its way.
public struct PhoneTrialAnswer: Codable, Hashable, Sendable {
    public var code: Int?
    public var message: String

    public init(code: Int?, message: String) {
        self.code = code
        self.message = message
    }
}
