import Contract

/// A link for setting up a connection.
public struct SelfServiceTicket: Codable, Hashable, Sendable, Identified {
    public static var identifierSchema: Schema { .string(1...128) }

    /// The URL of the link.
    public var ticket: String?

    public init(ticket: String) { self.ticket = ticket }

    /// The identifier for revoking the ticket: the end of its URL.
    public var id: ID<SelfServiceTicket>? {
        guard let value = ticket?.split(separator: "ticket=").last, value.count < ticket?.count ?? 0 else { return nil }
        return ID(String(value))
    }
}

/// A link to create.
public struct SelfServiceTicketDraft: Codable, Sendable, Constrained {
    /// The connection to edit; `nil` to create a new one.
    public var connectionID: ID<Connection>?
    /// The initial configuration of a new connection.
    public var connectionConfig: SelfServiceConnectionConfig?
    /// The applications for which the connection will be enabled.
    public var enabledClients: [ClientID]?
    /// The organizations for which the connection will be enabled.
    public var enabledOrganizations: [SelfServiceOrganization]?
    /// The lifetime of the link in seconds; five days if it is 0 or omitted.
    public var ttlSeconds: Int?
    /// `domain_verification` (`none`, `optional`, `required`) and `pending_domains`.
    public var domainAliasesConfig: JSON?
    /// The `scopes` of provisioning tokens, their `token_lifetime` in seconds, and `google_workspace`.
    public var provisioningConfig: JSON?
    public var usesOrganizationDiscovery: Bool?
    /// The features to set up: `sso`, `domain_verification`, `provisioning`.
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

/// The initial configuration of a new connection.
public struct SelfServiceConnectionConfig: Codable, Hashable, Sendable {
    public var name: String
    public var displayName: String?
    public var isDomainConnection: Bool?
    public var showAsButton: Bool?
    public var metadata: JSON?
    /// The options `icon_url`, `domain_aliases` and `idpinitiated`.
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

/// An organization for which a connection will be enabled.
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
