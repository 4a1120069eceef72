import Contract

/// An invitation to join an organization.
public struct OrganizationInvitation: Pageable, Hashable {
    public static let listName = "invitations"

    /// The sender of an invitation.
    public struct Inviter: Codable, Hashable, Sendable, Constrained {
        public var name: String
        public init(name: String) { self.name = name }

        public static var constraints: Constraints { ["name": .string(1...300).described("Name of who invites")] }
    }

    /// The recipient of an invitation.
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
    /// The URL at which the invitee accepts the invitation. Secret.
    public var invitationURL: String?
    /// The secret in the URL.
    public var ticketID: String?
    /// The application to which the invitee logs in.
    public var clientID: ClientID?
    /// The connection with which the invitee logs in.
    public var connectionID: ID<Connection>?
    public var appMetadata: JSON?
    public var userMetadata: JSON?
    /// The roles that the invitee receives in the organization.
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

/// An invitation to create.
public struct OrganizationInvitationDraft: Codable, Sendable, Constrained {
    public var inviter: OrganizationInvitation.Inviter
    public var invitee: OrganizationInvitation.Invitee
    /// The application to which the invitee logs in. It must support organizations and have a login URI.
    public var clientID: ClientID
    /// The connection with which the invitee must log in.
    public var connectionID: ID<Connection>?
    public var appMetadata: JSON?
    public var userMetadata: JSON?
    /// The lifetime of the invitation in seconds; seven days if it is 0 or omitted.
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

/// Filters for a list of invitations, and the members to return.
public struct OrganizationInvitationFilter: Codable, Sendable, OffsetPaged, FieldSelecting, Constrained {
    public var page: Int?
    public var perPage: Int?
    public var includeTotals: Bool?
    public var fields: String?
    public var includeFields: Bool?
    /// `created_at:1` or `created_at:-1`; newest first by default.
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
