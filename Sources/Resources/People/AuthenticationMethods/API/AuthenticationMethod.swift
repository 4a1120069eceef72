import Contract

/// A method with which a user authenticates besides a password.
public struct AuthenticationMethod: Pageable, Constrained {
    public static let listName = "authenticators"
    public static let refusesOtherMembers = false

    /// A channel by which a phone is reached.
    public struct Channel: Codable, Hashable, Sendable {
        public var id: String
        /// The type, such as `sms`, `voice`, `totp` or `push`.
        public var type: String

        public init(id: String, type: String) {
            self.id = id
            self.type = type
        }
    }

    public var id: AuthenticationMethodID?
    public var type: AuthenticationMethodType
    /// Whether the user has confirmed the method.
    public var confirmed: Bool?
    public var name: String?
    /// The email address, usually masked with asterisks.
    public var email: String?
    /// The phone number, usually masked with an `X` in place of all but the last digits.
    public var phoneNumber: String?
    public var preferredAuthenticationMethod: PhoneChannel?
    /// The channels by which the phone is reached.
    public var authenticationMethods: [Channel]?
    /// The identifier of a WebAuthn credential.
    public var keyID: String?
    public var publicKey: String?
    public var relyingPartyIdentifier: String?
    public var aaguid: String?
    public var credentialDeviceType: String?
    public var credentialBackedUp: Bool?
    public var identityUserID: String?
    public var userAgent: String?
    public var linkID: String?
    public var createdAt: Timestamp?
    public var enrolledAt: Timestamp?
    public var lastAuthAt: Timestamp?

    enum CodingKeys: String, CodingKey {
        case id
        case type
        case confirmed
        case name
        case email
        case phoneNumber = "phone_number"
        case preferredAuthenticationMethod = "preferred_authentication_method"
        case authenticationMethods = "authentication_methods"
        case keyID = "key_id"
        case publicKey = "public_key"
        case relyingPartyIdentifier = "relying_party_identifier"
        case aaguid
        case credentialDeviceType = "credential_device_type"
        case credentialBackedUp = "credential_backed_up"
        case identityUserID = "identity_user_id"
        case userAgent = "user_agent"
        case linkID = "link_id"
        case createdAt = "created_at"
        case enrolledAt = "enrolled_at"
        case lastAuthAt = "last_auth_at"
    }
}

/// The type of an authentication method.
public struct AuthenticationMethodType: OpenEnum {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let recoveryCode: Self = "recovery-code"
    public static let totp: Self = "totp"
    public static let push: Self = "push"
    public static let phone: Self = "phone"
    public static let email: Self = "email"
    public static let emailVerification: Self = "email-verification"
    public static let webauthnRoaming: Self = "webauthn-roaming"
    public static let webauthnPlatform: Self = "webauthn-platform"
    public static let guardian: Self = "guardian"
    public static let passkey: Self = "passkey"
    public static let password: Self = "password"

    public static let known: [Self] = [
        .recoveryCode, .totp, .push, .phone, .email, .emailVerification, .webauthnRoaming, .webauthnPlatform,
        .guardian, .passkey, .password,
    ]
}

/// A channel by which a phone is reached.
public struct PhoneChannel: OpenEnum {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let sms: Self = "sms"
    public static let voice: Self = "voice"

    public static let known: [Self] = [.voice, .sms]
}

/// A confirmed second factor (MFA enrollment) of a user.
public struct Enrollment: Codable, Sendable, Constrained {
    public static let refusesOtherMembers = false

    /// The identifier: `dev_` followed by 16 letters and digits.
    public var id: String?
    /// The status: `confirmed` or `pending`.
    public var status: String?
    /// The type of the authentication method.
    public var type: String?
    public var name: String?
    public var identifier: String?
    public var phoneNumber: String?
    /// The method, such as `authenticator`, `guardian` or `sms`.
    public var authMethod: String?
    public var enrolledAt: Timestamp?
    public var lastAuth: Timestamp?

    enum CodingKeys: String, CodingKey {
        case id
        case status
        case type
        case name
        case identifier
        case phoneNumber = "phone_number"
        case authMethod = "auth_method"
        case enrolledAt = "enrolled_at"
        case lastAuth = "last_auth"
    }
}

/// A new recovery code. Only this response contains it.
public struct RecoveryCode: Codable, Hashable, Sendable, Constrained {
    public static let refusesOtherMembers = false

    /// The code: 24 uppercase letters and digits.
    public var recoveryCode: String

    public init(recoveryCode: String) { self.recoveryCode = recoveryCode }

    enum CodingKeys: String, CodingKey {
        case recoveryCode = "recovery_code"
    }
}
