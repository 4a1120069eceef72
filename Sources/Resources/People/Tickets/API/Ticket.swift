import ApplicationsAPI
import Contract

/// A ticket that was made.
public struct Ticket: Codable, Hashable, Sendable {
    /// The address that uses it. Secret.
    public var ticket: String
    public init(ticket: String) { self.ticket = ticket }
}

/// One of a user's identities.
public struct TicketIdentity: Codable, Hashable, Sendable, Constrained {
    /// The user's identifier at the provider.
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

/// A ticket that confirms an e-mail address.
public struct EmailVerificationTicketDraft: Codable, Sendable, Constrained {
    public var userID: UserID
    /// Where the user goes afterwards. Cannot be told together with an application or an organization.
    public var resultURL: String?
    /// The application in whose name the user is asked, and whose login the user goes on to.
    public var clientID: ClientID?
    public var organizationID: ID<Organization>?
    /// How many seconds the ticket is good for; five days where it is 0 or not given.
    public var ttl: Int?
    /// Whether the address is told where the user goes.
    public var includesEmailInRedirect: Bool?
    /// The identity whose address it is; the main one unless told otherwise.
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
    /// Who; or else `connectionID` and `email` say it.
    public var userID: UserID?
    public var connectionID: ID<Connection>?
    public var email: String?
    /// The password that the user gets by following the link, without choosing one. Auth0 has retired it.
    public var newPassword: String?
    /// Where the user goes afterwards. Cannot be told together with an application or an organization.
    public var resultURL: String?
    /// The application in whose name the user is asked, and whose login the user goes on to.
    public var clientID: ClientID?
    public var organizationID: ID<Organization>?
    /// How many seconds the ticket is good for; five days where it is 0 or not given.
    public var ttl: Int?
    /// Whether the user's address counts as confirmed when the ticket is used.
    public var marksEmailAsVerified: Bool?
    /// Whether the address is told where the user goes.
    public var includesEmailInRedirect: Bool?
    /// The identity whose password it is; the first with a password unless told otherwise.
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
