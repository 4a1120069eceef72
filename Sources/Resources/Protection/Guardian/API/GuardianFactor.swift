import Contract

/// A kind of second factor.
public struct Factor: Codable, Hashable, Sendable {
    public var name: FactorName
    /// Whether it can be used.
    public var enabled: Bool
    /// Whether it could be tried for a time that is over.
    public var trialExpired: Bool?

    public init(name: FactorName, enabled: Bool, trialExpired: Bool? = nil) {
        self.name = name
        self.enabled = enabled
        self.trialExpired = trialExpired
    }

    enum CodingKeys: String, CodingKey {
        case name
        case enabled
        case trialExpired = "trial_expired"
    }
}

/// Whether a factor can be used.
public struct FactorSwitch: Codable, Hashable, Sendable {
    public var enabled: Bool

    public init(enabled: Bool) { self.enabled = enabled }
}

/// A kind of second factor.
public struct FactorName: OpenEnum, PathArguments {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let sms: Self = "sms"
    public static let pushNotification: Self = "push-notification"
    public static let otp: Self = "otp"
    public static let email: Self = "email"
    public static let duo: Self = "duo"
    public static let webAuthnRoaming: Self = "webauthn-roaming"
    public static let webAuthnPlatform: Self = "webauthn-platform"
    public static let recoveryCode: Self = "recovery-code"

    public static let known: [Self] = [
        .sms, .pushNotification, .otp, .email, .duo, .webAuthnRoaming, .webAuthnPlatform, .recoveryCode,
    ]

    public static var schemas: [Schema] { [schema] }
    public init(arguments: [String]) { self.init(rawValue: arguments[0]) }
    public var arguments: [String] { [rawValue] }
}

/// When second factors are asked for.
public struct MultifactorPolicy: OpenEnum {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let allApplications: Self = "all-applications"
    /// When a login looks as if it were somebody else's.
    public static let confidenceScore: Self = "confidence-score"

    public static let known: [Self] = [.allApplications, .confidenceScore]
}

/// A second factor that a user has.
public struct FactorEnrollment: Codable, Hashable, Sendable {
    public var id: String
    /// `pending` or `confirmed`.
    public var status: String?
    public var name: String?
    public var identifier: String?
    /// Mostly hidden.
    public var phoneNumber: String?
    public var enrolledAt: Timestamp?
    public var lastAuth: Timestamp?

    public init(id: String) { self.id = id }

    enum CodingKeys: String, CodingKey {
        case id
        case status
        case name
        case identifier
        case phoneNumber = "phone_number"
        case enrolledAt = "enrolled_at"
        case lastAuth = "last_auth"
    }
}
