import Contract

/// A domain of email addresses by which an organization is discovered.
public struct OrganizationDomain: Pageable, Hashable {
    public static let listName = "domains"

    /// The verification status of a domain's ownership.
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
    /// The name of the DNS record that proves ownership of the domain.
    public var verificationHost: String
    /// The text of that DNS record.
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

/// The kind of a domain's name in a path.
public enum OrganizationDomainName: Identified {
    public static var identifierSchema: Schema { name }

    static let name: Schema = .string(
        3...255,
        pattern:
            "^(([a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])\\.)*([A-Za-z0-9]|[A-Za-z0-9][A-Za-z0-9-]*[A-Za-z0-9])$"
    ).described("Domain name")
}

/// A domain to create, or the members of an update.
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
