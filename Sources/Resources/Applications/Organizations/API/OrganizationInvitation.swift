import Contract

/// An invitation to become a member.
public struct OrganizationInvitation: Pageable, Hashable {
    public static let listName = "invitations"

    /// Who invites.
    public struct Inviter: Codable, Hashable, Sendable, Constrained {
        public var name: String
        public init(name: String) { self.name = name }

        public static var constraints: Constraints { ["name": .string(1...300).described("Name of who invites")] }
    }

    /// Who is invited.
    public struct Invitee: Codable, Hashable, Sendable, Constrained {
        public var email: String
        public init(email: String) { self.email = email }

        public static var constraints: Constraints {
            ["email": .string(format: .email).described("E-mail address of who is invited")]
        }
    }

    public var id: ID<OrganizationInvitation>?
    public var organizationID: ID<Organization>?
    public var inviter: Inviter?
    public var invitee: Invitee?
    /// Where the invitee begins to log in. Secret.
    public var invitationURL: String?
    /// The secret in the URL.
    public var ticketID: String?
    /// The application that the invitee logs in to.
    public var clientID: ClientID?
    /// The connection that the invitee logs in with.
    public var connectionID: ID<Connection>?
    public var appMetadata: JSON?
    public var userMetadata: JSON?
    /// The roles that the invitee will have in the organization.
    public var roles: [String]?
    public var createdAt: Timestamp?
    public var expiresAt: Timestamp?

    enum CodingKeys: String, CodingKey {
        case id
        case organizationID = "organization_id"
        case inviter
        case invitee
        case invitationURL = "invitation_url"
        case ticketID = "ticket_id"
        case clientID = "client_id"
        case connectionID = "connection_id"
        case appMetadata = "app_metadata"
        case userMetadata = "user_metadata"
        case roles
        case createdAt = "created_at"
        case expiresAt = "expires_at"
    }
}

/// An invitation to make.
public struct OrganizationInvitationDraft: Codable, Sendable, Constrained {
    public var inviter: OrganizationInvitation.Inviter
    public var invitee: OrganizationInvitation.Invitee
    /// The application that the invitee logs in to. It must be for organizations, and have a login route.
    public var clientID: ClientID
    /// The connection that the invitee must log in with.
    public var connectionID: ID<Connection>?
    public var appMetadata: JSON?
    public var userMetadata: JSON?
    /// How many seconds the invitation is good for; seven days where it is 0 or not given.
    public var ttl: Int?
    public var roles: [String]?
    public var sendInvitationEmail: Bool?

    public init(
        inviter: OrganizationInvitation.Inviter, invitee: OrganizationInvitation.Invitee, clientID: ClientID,
        connectionID: ID<Connection>? = nil, ttl: Int? = nil, roles: [String]? = nil,
        sendInvitationEmail: Bool? = nil
    ) {
        self.inviter = inviter
        self.invitee = invitee
        self.clientID = clientID
        self.connectionID = connectionID
        self.ttl = ttl
        self.roles = roles
        self.sendInvitationEmail = sendInvitationEmail
    }

    enum CodingKeys: String, CodingKey {
        case inviter
        case invitee
        case clientID = "client_id"
        case connectionID = "connection_id"
        case appMetadata = "app_metadata"
        case userMetadata = "user_metadata"
        case ttl = "ttl_sec"
        case roles
        case sendInvitationEmail = "send_invitation_email"
    }

    public static var constraints: Constraints {
        [
            "client_id": ClientID.schema.described("Application that the invitee logs in to"),
            "connection_id": .string(1...50).described("Connection that the invitee logs in with"),
            "app_metadata": .freeObject, "user_metadata": .freeObject,
            "ttl_sec": .integer(0...2_592_000).described("Seconds that the invitation is good for"),
            "roles": .array(of: .string(1...), 1...).described("Role identifiers"),
        ]
    }
}

/// Which invitations to list, and what of them.
public struct OrganizationInvitationFilter: Codable, Sendable, OffsetPaged, FieldSelecting, Constrained {
    public var page: Int?
    public var perPage: Int?
    public var includeTotals: Bool?
    public var fields: String?
    public var includeFields: Bool?
    /// `created_at:1` or `created_at:-1`; the newest come first unless told.
    public var sort: String?

    public init(page: Int? = nil, perPage: Int? = nil, includeTotals: Bool? = nil, sort: String? = nil) {
        self.page = page
        self.perPage = perPage
        self.includeTotals = includeTotals
        self.sort = sort
    }

    enum CodingKeys: String, CodingKey {
        case page
        case perPage = "per_page"
        case includeTotals = "include_totals"
        case fields
        case includeFields = "include_fields"
        case sort
    }

    public static var constraints: Constraints {
        var constraints = Constraints.offsetPaging
        constraints["sort"] = .string(pattern: "^((created_at))\\:(1|-1)$").described("created_at, and 1 or -1")
        return constraints
    }
}
