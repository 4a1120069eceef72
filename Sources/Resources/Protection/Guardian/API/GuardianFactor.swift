import Contract

/// A second factor and its state.
public struct Factor: Codable, Hashable, Sendable {
    public var name: FactorName
    /// Whether the factor is enabled.
    public var enabled: Bool
    /// Whether the trial of the factor has expired.
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

/// Whether a factor is enabled.
public struct FactorSwitch: Codable, Hashable, Sendable {
    public var enabled: Bool

    public init(enabled: Bool) { self.enabled = enabled }
}

/// The name of a second factor.
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

/// A policy that determines when a second factor is required.
public struct MultifactorPolicy: OpenEnum {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let allApplications: Self = "all-applications"
    /// Requires a second factor if the confidence in a login is low.
    public static let confidenceScore: Self = "confidence-score"

    public static let known: [Self] = [.allApplications, .confidenceScore]
}

/// The enrollment of a user in a second factor.
public struct FactorEnrollment: Codable, Hashable, Sendable {
    public var id: String
    /// The status: `pending` or `confirmed`.
    public var status: String?
    public var name: String?
    public var identifier: String?
    /// The phone number, mostly masked.
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
