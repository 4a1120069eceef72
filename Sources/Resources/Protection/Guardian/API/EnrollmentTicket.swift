import Contract

/// A link with which a user enrolls a second factor.
public struct EnrollmentTicket: Codable, Hashable, Sendable {
    public var id: String?
    /// The URL of the link.
    public var url: String?

    public init(id: String, url: String) {
        self.id = id
        self.url = url
    }

    enum CodingKeys: String, CodingKey {
        case id = "ticket_id"
        case url = "ticket_url"
    }
}

/// A link to create.
public struct EnrollmentTicketDraft: Codable, Sendable, Constrained {
    public var userID: UserID
    /// The email address that receives the link, instead of the user's own.
    public var email: String?
    /// Whether the link is sent to the user.
    public var sendsMail: Bool?
    /// The language of the email, such as `en` or `pt-BR`.
    public var emailLocale: String?
    /// The factor that can be enrolled; any factor by default.
    public var factor: EnrollmentFactor?
    /// Whether the link is valid for users who already have a second factor.
    public var allowsMultipleEnrollments: Bool?

    public init(_ userID: UserID, factor: EnrollmentFactor? = nil, sendsMail: Bool? = nil) {
        self.userID = userID
        self.factor = factor
        self.sendsMail = sendsMail
    }

    enum CodingKeys: String, CodingKey {
        case userID = "user_id"
        case email
        case sendsMail = "send_mail"
        case emailLocale = "email_locale"
        case factor
        case allowsMultipleEnrollments = "allow_multiple_enrollments"
    }

    public static var constraints: Constraints { ["email": .string(format: .email)] }
}

/// A factor that can be enrolled with a link.
public struct EnrollmentFactor: OpenEnum {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let pushNotification: Self = "push-notification"
    public static let phone: Self = "phone"
    public static let email: Self = "email"
    public static let otp: Self = "otp"
    public static let webAuthnRoaming: Self = "webauthn-roaming"
    public static let webAuthnPlatform: Self = "webauthn-platform"
    public static let known: [Self] = [.pushNotification, .phone, .email, .otp, .webAuthnRoaming, .webAuthnPlatform]
}
