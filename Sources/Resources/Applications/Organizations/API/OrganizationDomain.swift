import Contract

/// A domain of e-mail addresses by which an organization is found.
public struct OrganizationDomain: Pageable, Hashable {
    public static let listName = "domains"

    /// Whether it is known that the domain is the organization's.
    public struct Status: OpenEnum {
        public let rawValue: String
        public init(rawValue: String) { self.rawValue = rawValue }

        public static let pending: Self = "pending"
        public static let verified: Self = "verified"

        public static let known: [Self] = [.pending, .verified]
    }

    public var id: ID<OrganizationDomain>
    public var domain: String
    public var status: Status
    /// The name at which a DNS record shows that the domain is the organization's.
    public var verificationHost: String
    /// The text of that record.
    public var verificationText: String
    public var useForOrganizationDiscovery: Bool?

    public init(
        id: ID<OrganizationDomain>, domain: String, status: Status, verificationHost: String,
        verificationText: String, useForOrganizationDiscovery: Bool?
    ) {
        self.id = id
        self.domain = domain
        self.status = status
        self.verificationHost = verificationHost
        self.verificationText = verificationText
        self.useForOrganizationDiscovery = useForOrganizationDiscovery
    }

    enum CodingKeys: String, CodingKey {
        case id
        case domain
        case status
        case verificationHost = "verification_host"
        case verificationText = "verification_txt"
        case useForOrganizationDiscovery = "use_for_organization_discovery"
    }
}

/// Stands for a domain's name in a path.
public enum OrganizationDomainName: Identified {
    public static var identifierSchema: Schema { name }

    static let name: Schema = .string(
        3...255,
        pattern:
            "^(([a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])\\.)*([A-Za-z0-9]|[A-Za-z0-9][A-Za-z0-9-]*[A-Za-z0-9])$"
    ).described("Domain name")
}

/// A domain to add, or what can change of one.
public struct OrganizationDomainDraft: Patchable, Constrained {
    public var domain: String
    public var status: OrganizationDomain.Status?
    public var useForOrganizationDiscovery: Bool?

    public init(
        domain: String, status: OrganizationDomain.Status? = nil, useForOrganizationDiscovery: Bool? = nil
    ) {
        self.domain = domain
        self.status = status
        self.useForOrganizationDiscovery = useForOrganizationDiscovery
    }

    enum CodingKeys: String, CodingKey {
        case domain
        case status
        case useForOrganizationDiscovery = "use_for_organization_discovery"
    }

    public static let fixedMembers: Set<String> = ["domain"]

    public static var constraints: Constraints { ["domain": OrganizationDomainName.name] }
}
