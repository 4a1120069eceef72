import Contract

/// An organization to create, or the members of an update.
public struct OrganizationDraft: Patchable, Constrained {
    /// Lowercase letters, digits, `-` and `_`; unique in the tenant.
    public var name: String
    public var displayName: String?
    public var branding: OrganizationBranding?
    /// Up to 25 members with string values.
    public var metadata: JSON?
    /// The connections to enable. Only when the organization is created.
    public var enabledConnections: [EnabledConnectionDraft]?
    /// The maximum number of tokens for machine-to-machine access to the organization.
    public var tokenQuota: JSON?

    public init(
        name: String, displayName: String? = nil, branding: OrganizationBranding? = nil, metadata: JSON? = nil,
        enabledConnections: [EnabledConnectionDraft]? = nil
    ) {
        self.name = name
        self.displayName = displayName
        self.branding = branding
        self.metadata = metadata
        self.enabledConnections = enabledConnections
    }

    enum CodingKeys: String, CodingKey {
        case name
        case displayName = "display_name"
        case branding
        case metadata
        case enabledConnections = "enabled_connections"
        case tokenQuota = "token_quota"
    }

    public static let fixedMembers: Set<String> = ["enabled_connections"]

    public static var constraints: Constraints {
        [
            "name": .string(1...50, format: .organizationName).described("Name of the organization"),
            "display_name": .string(1...255).described("Name for login pages"),
            "metadata": .object([:], others: .allowed(.string(...255).nullable), 0...25).described(
                "Up to 25 texts of up to 255 characters"),
            "enabled_connections": .array(of: .of(EnabledConnectionDraft.self), ...10).described(
                "Connections that members log in with, up to 10"),
            "token_quota": ClientDraft.tokenQuota,
        ]
    }

    public static var patchConstraints: Constraints { ["token_quota": ClientDraft.tokenQuota.nullable] }
}

/// The page and order of a list of organizations.
public struct OrganizationFilter: Codable, Sendable, OffsetPaged, CheckpointPaged, Constrained {
    public var page: Int?
    public var perPage: Int?
    public var includeTotals: Bool?
    public var from: String?
    public var take: Int?
    /// `display_name`, `created_at` or `name`, followed by a direction, such as `name:-1`.
    public var sort: String?

    public init(
        page: Int? = nil, perPage: Int? = nil, includeTotals: Bool? = nil, from: String? = nil, take: Int? = nil,
        sort: String? = nil
    ) {
        self.page = page
        self.perPage = perPage
        self.includeTotals = includeTotals
        self.from = from
        self.take = take
        self.sort = sort
    }

    enum CodingKeys: String, CodingKey {
        case page
        case perPage = "per_page"
        case includeTotals = "include_totals"
        case from
        case take
        case sort
    }

    public static var constraints: Constraints {
        var constraints = Constraints.offsetPaging.merging(Constraints.checkpointPaging) { $1 }
        constraints["sort"] = .string(...15, pattern: "^((display_name)|(created_at)|(name))\\:(1|-1)$").described(
            "Field to sort by, and 1 or -1")
        return constraints
    }
}
