import Contract

/// A phone provider, without its credentials.
public struct PhoneProvider: Codable, Hashable, Sendable, Identified {
    public var id: ID<PhoneProvider>
    public var tenant: String?
    public var name: PhoneProviderName
    /// The channel: `phone`.
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
    /// Whether the provider is disabled.
    public var disabled: Bool?
    public var configuration: PhoneProviderConfiguration?
    /// `auth_token` for Twilio; an empty object for a custom provider.
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

/// The configuration of a phone provider.
public struct PhoneProviderConfiguration: Codable, Hashable, Sendable {
    /// Twilio's phone number of the sender.
    public var defaultFrom: String?
    /// The SID of a messaging service at Twilio.
    public var messagingServiceSID: String?
    /// The SID of the account at Twilio.
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

/// The name of a phone provider.
public struct PhoneProviderName: OpenEnum {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let twilio: Self = "twilio"
    /// An action of the tenant that delivers messages.
    public static let custom: Self = "custom"
    public static let known: [Self] = [.twilio, .custom]
}

/// The delivery method of a message.
public struct DeliveryMethod: OpenEnum {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let text: Self = "text"
    /// A voice call that reads the message.
    public static let voice: Self = "voice"
    public static let known: [Self] = [.text, .voice]
}

/// The tenant's phone providers.
public struct PhoneProviderList: Codable, Hashable, Sendable {
    public var providers: [PhoneProvider]
}

/// A filter by whether providers are disabled.
public struct DisabledFilter: Codable, Sendable {
    public var disabled: Bool?
    public init(disabled: Bool? = nil) { self.disabled = disabled }
}

/// The recipient of a test message.
public struct PhoneTrial: Codable, Hashable, Sendable, Constrained {
    /// A phone number.
    public var to: String
    /// The delivery method; `text` by default.
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

/// The response to a request that sends a test message.
public struct PhoneTrialAnswer: Codable, Hashable, Sendable {
    public var code: Int?
    public var message: String

    public init(code: Int?, message: String) {
        self.code = code
        self.message = message
    }
}
