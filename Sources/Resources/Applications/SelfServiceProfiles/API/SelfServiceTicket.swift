import Contract

/// A link to set up a connection with.
public struct SelfServiceTicket: Codable, Hashable, Sendable, Identified {
    public static var identifierSchema: Schema { .string(1...128) }

    /// The link's address.
    public var ticket: String?

    public init(ticket: String) { self.ticket = ticket }

    /// What the ticket is revoked by: the end of its address.
    public var id: ID<SelfServiceTicket>? {
        guard let value = ticket?.split(separator: "ticket=").last, value.count < ticket?.count ?? 0 else { return nil }
        return ID(String(value))
    }
}

/// A link to make.
public struct SelfServiceTicketDraft: Codable, Sendable, Constrained {
    /// The connection to change; without it, a new one is made.
    public var connectionID: ID<Connection>?
    /// What a new connection begins with.
    public var connectionConfig: SelfServiceConnectionConfig?
    /// The applications that the connection will be enabled for.
    public var enabledClients: [ClientID]?
    /// The organizations that the connection will be enabled for.
    public var enabledOrganizations: [SelfServiceOrganization]?
    /// How long the link is good for, in seconds: five days unless told, or where it is 0.
    public var ttlSeconds: Int?
    /// `domain_verification` (`none`, `optional`, `required`) and `pending_domains`.
    public var domainAliasesConfig: JSON?
    /// `scopes` of provisioning tokens, their `token_lifetime` in seconds, and `google_workspace`.
    public var provisioningConfig: JSON?
    public var usesOrganizationDiscovery: Bool?
    /// What can be set up: `sso`, `domain_verification`, `provisioning`.
    public var enabledFeatures: [String: Bool]?

    public init(
        connectionID: ID<Connection>? = nil, connectionConfig: SelfServiceConnectionConfig? = nil,
        enabledClients: [ClientID]? = nil, enabledOrganizations: [SelfServiceOrganization]? = nil,
        ttlSeconds: Int? = nil
    ) {
        self.connectionID = connectionID
        self.connectionConfig = connectionConfig
        self.enabledClients = enabledClients
        self.enabledOrganizations = enabledOrganizations
        self.ttlSeconds = ttlSeconds
    }

    enum CodingKeys: String, CodingKey {
        case connectionID = "connection_id"
        case connectionConfig = "connection_config"
        case enabledClients = "enabled_clients"
        case enabledOrganizations = "enabled_organizations"
        case ttlSeconds = "ttl_sec"
        case domainAliasesConfig = "domain_aliases_config"
        case provisioningConfig = "provisioning_config"
        case usesOrganizationDiscovery = "use_for_organization_discovery"
        case enabledFeatures = "enabled_features"
    }

    public static var constraints: Constraints {
        let scopes = ["get", "post", "put", "patch", "delete"].flatMap { ["\($0):users", "\($0):groups"] }
        let aliases: Schema = .object([
            "domain_verification": .one(of: "none", "optional", "required").required,
            "pending_domains": .array(of: .string(1...255)),
        ])
        let provisioning: Schema = .object([
            "scopes": .array(of: .one(of: scopes), 1...), "token_lifetime": .integer(900...).nullable,
            "google_workspace": .object(["sync_users": .boolean.required]),
        ])
        let organization: Schema = .object([
            "organization_id": .string(1...50).required, "assign_membership_on_login": .boolean,
            "show_as_button": .boolean,
        ])
        return [
            "connection_config": SelfServiceConnectionConfig.schema, "domain_aliases_config": aliases,
            "enabled_organizations": .array(of: organization), "provisioning_config": provisioning,
            "ttl_sec": .integer(0...432_000),
            "enabled_features": .object([
                "sso": .boolean, "domain_verification": .boolean, "provisioning": .boolean,
            ]),
        ]
    }
}

/// What a new connection begins with.
public struct SelfServiceConnectionConfig: Codable, Hashable, Sendable {
    public var name: String
    public var displayName: String?
    public var isDomainConnection: Bool?
    public var showAsButton: Bool?
    public var metadata: JSON?
    /// `icon_url`, `domain_aliases` and `idpinitiated`.
    public var options: JSON?

    public init(name: String, displayName: String? = nil) {
        self.name = name
        self.displayName = displayName
    }

    enum CodingKeys: String, CodingKey {
        case name
        case displayName = "display_name"
        case isDomainConnection = "is_domain_connection"
        case showAsButton = "show_as_button"
        case metadata
        case options
    }

    static let schema: Schema = {
        let initiated: Schema = .object([
            "enabled": .boolean, "client_id": ClientID.schema, "client_authorizequery": .string(...256),
            "client_protocol": .one(of: "samlp", "wsfed", "oauth2"),
        ])
        let options: Schema = .object([
            "icon_url": .string(format: .strictHTTPSURIOrNull).nullable,
            "domain_aliases": .array(of: .string(1...255)).nullable, "idpinitiated": initiated.nullable,
        ])
        return .object([
            "name": .string(1...128, pattern: "^[a-zA-Z0-9](-[a-zA-Z0-9]|[a-zA-Z0-9])*$").required,
            "display_name": .string(...128), "is_domain_connection": .boolean, "show_as_button": .boolean,
            "metadata": .object([:], others: .allowed(.string(...255).nullable), 0...10),
            "options": options.nullable,
        ])
    }()
}

/// An organization that a connection will be enabled for.
public struct SelfServiceOrganization: Codable, Hashable, Sendable {
    public var organizationID: ID<Organization>
    public var assignsMembershipOnLogin: Bool?
    public var showAsButton: Bool?

    public init(
        _ organizationID: ID<Organization>, assignsMembershipOnLogin: Bool? = nil, showAsButton: Bool? = nil
    ) {
        self.organizationID = organizationID
        self.assignsMembershipOnLogin = assignsMembershipOnLogin
        self.showAsButton = showAsButton
    }

    enum CodingKeys: String, CodingKey {
        case organizationID = "organization_id"
        case assignsMembershipOnLogin = "assign_membership_on_login"
        case showAsButton = "show_as_button"
    }
}
