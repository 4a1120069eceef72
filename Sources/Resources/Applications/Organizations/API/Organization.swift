import Contract

/// An organization: a business whose members log in with shared settings.
public struct Organization: Pageable, Hashable, Identified {
    public static let listName = "organizations"
    public static var identifierSchema: Schema { .string(1...50).described("Organization identifier") }

    public var id: ID<Organization>
    /// The name of the organization in URLs and tokens, unique in the tenant.
    public var name: String
    /// The name of the organization on login pages.
    public var displayName: String?
    public var branding: OrganizationBranding?
    public var metadata: [String: String]?
    /// The maximum number of tokens for machine-to-machine access to the organization.
    public var tokenQuota: JSON?
    /// The connections of its members. Included only in the response to a creation that specified some.
    public var enabledConnections: [OrganizationConnection]?

    public init(id: ID<Organization>, name: String, displayName: String? = nil) {
        self.id = id
        self.name = name
        self.displayName = displayName
    }

    enum CodingKeys: String, CodingKey {
        case id
        case name
        case displayName = "display_name"
        case branding
        case metadata
        case tokenQuota = "token_quota"
        case enabledConnections = "enabled_connections"
    }
}

extension Organization: AccessControlled {
    public static let access = MemberAccess(
        showing: ["read:organizations_summary": ["id", "name", "display_name"]])
}

/// The kind of an organization's name in a path.
public enum OrganizationName: Identified {
    public static var identifierSchema: Schema { .string(1...50).described("Organization name") }
}

/// The branding of login pages for an organization's members.
public struct OrganizationBranding: Codable, Hashable, Sendable, Constrained {
    /// Colors, such as `#0a1b2c`.
    public struct Colors: Codable, Hashable, Sendable, Constrained {
        public var primary: String
        public var pageBackground: String

        public init(primary: String, pageBackground: String) {
            self.primary = primary
            self.pageBackground = pageBackground
        }

        enum CodingKeys: String, CodingKey {
            case primary
            case pageBackground = "page_background"
        }

        public static var constraints: Constraints {
            [
                "primary": .string(format: .htmlColor).described("Color of buttons and links"),
                "page_background": .string(format: .htmlColor).described("Color of the page's background"),
            ]
        }
    }

    public var logoURL: String?
    public var colors: Colors?

    public init(logoURL: String? = nil, colors: Colors? = nil) {
        self.logoURL = logoURL
        self.colors = colors
    }

    enum CodingKeys: String, CodingKey {
        case logoURL = "logo_url"
        case colors
    }

    public static var constraints: Constraints {
        ["logo_url": .string(format: .strictHTTPSURIOrNull).nullable.described("URL of the logo")]
    }
}
