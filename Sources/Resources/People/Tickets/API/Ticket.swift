import ApplicationsAPI
import Contract

/// A ticket that was created.
public struct Ticket: Codable, Hashable, Sendable {
    /// The URL of the ticket. Secret.
    public var ticket: String
    public init(ticket: String) { self.ticket = ticket }
}

/// An identity of a user.
public struct TicketIdentity: Codable, Hashable, Sendable, Constrained {
    /// The identifier of the user at the provider.
    public var userID: String
    public var provider: IdentityProvider
    public var connectionID: ID<Connection>?

    public init(_ provider: IdentityProvider, _ userID: String, connection: ID<Connection>? = nil) {
        self.provider = provider
        self.userID = userID
        connectionID = connection
    }

    enum CodingKeys: String, CodingKey {
        case userID = "user_id"
        case provider
        case connectionID = "connection_id"
    }

    public static var constraints: Constraints { ["connection_id": TicketConstraints.connectionID] }
}

enum TicketConstraints {
    static let connectionID: Schema = .string(pattern: "^con_[A-Za-z0-9]{16}$")

    static var common: Constraints {
        [
            "result_url": .string(format: .url).described("Where the user goes afterwards"),
            "ttl_sec": .integer(0...).described("How many seconds the ticket is good for"),
        ]
    }
}

/// A ticket that verifies an email address.
public struct EmailVerificationTicketDraft: Codable, Sendable, Constrained {
    public var userID: UserID
    /// The URL to which the user is redirected afterwards. Cannot be combined with an application or an organization.
    public var resultURL: String?
    /// The application on whose behalf the user verifies the address, and to whose login the user continues.
    public var clientID: ClientID?
    public var organizationID: ID<Organization>?
    /// The lifetime of the ticket in seconds; five days if it is 0 or omitted.
    public var ttl: Int?
    /// Whether the redirect includes the email address.
    public var includesEmailInRedirect: Bool?
    /// The identity with the email address; the main identity by default.
    public var identity: TicketIdentity?

    public init(_ userID: UserID, resultURL: String? = nil, ttl: Int? = nil) {
        self.userID = userID
        self.resultURL = resultURL
        self.ttl = ttl
    }

    enum CodingKeys: String, CodingKey {
        case userID = "user_id"
        case resultURL = "result_url"
        case clientID = "client_id"
        case organizationID = "organization_id"
        case ttl = "ttl_sec"
        case includesEmailInRedirect = "includeEmailInRedirect"
        case identity
    }

    public static var constraints: Constraints { TicketConstraints.common }
}

/// A ticket that changes a password.
public struct PasswordChangeTicketDraft: Codable, Sendable, Constrained {
    /// The user; alternatively, `connectionID` and `email` identify the user.
    public var userID: UserID?
    public var connectionID: ID<Connection>?
    public var email: String?
    /// The new password, which is set when the user follows the link. Auth0 has retired this member.
    public var newPassword: String?
    /// The URL to which the user is redirected afterwards. Cannot be combined with an application or an organization.
    public var resultURL: String?
    /// The application on whose behalf the user changes the password, and to whose login the user continues.
    public var clientID: ClientID?
    public var organizationID: ID<Organization>?
    /// The lifetime of the ticket in seconds; five days if it is 0 or omitted.
    public var ttl: Int?
    /// Whether using the ticket marks the user's email address as verified.
    public var marksEmailAsVerified: Bool?
    /// Whether the redirect includes the email address.
    public var includesEmailInRedirect: Bool?
    /// The identity with the password; by default the first one that has a password.
    public var identity: TicketIdentity?

    public init(_ userID: UserID, resultURL: String? = nil, ttl: Int? = nil) {
        self.userID = userID
        self.resultURL = resultURL
        self.ttl = ttl
    }

    public init(email: String, connection: ID<Connection>) {
        self.email = email
        connectionID = connection
    }

    enum CodingKeys: String, CodingKey {
        case userID = "user_id"
        case connectionID = "connection_id"
        case email
        case newPassword = "new_password"
        case resultURL = "result_url"
        case clientID = "client_id"
        case organizationID = "organization_id"
        case ttl = "ttl_sec"
        case marksEmailAsVerified = "mark_email_as_verified"
        case includesEmailInRedirect = "includeEmailInRedirect"
        case identity
    }

    public static var constraints: Constraints {
        let own: Constraints = [
            "connection_id": TicketConstraints.connectionID,
            "email": .string(format: .email).described("The user's e-mail address"),
            "new_password": .string(1...1024),
            "identity": Schema.object(
                [
                    "user_id": .string.required, "provider": .one(of: "auth0").required,
                    "connection_id": TicketConstraints.connectionID,
                ]),
        ]
        return own.merging(TicketConstraints.common) { $1 }
    }
}
