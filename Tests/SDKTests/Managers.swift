import ManagementClient

/// The managers that a client has, and what they call.
enum Managers {
    /// A client that is called through no network.
    static let client = ManagementClient(domain: "tenant.test", token: "token")

    /// Every manager that has operations of its own, by its name in the client.
    static let all: [String: any Resource] = [
        "actionModules": resource(client.actionModules),
        "actions": resource(client.actions),
        "anomaly": resource(client.anomaly),
        "attackProtection": resource(client.attackProtection),
        "authenticationMethods": resource(client.authenticationMethods),
        "blacklistedTokens": resource(client.blacklistedTokens),
        "branding": resource(client.branding),
        "brandingThemes": resource(client.brandingThemes),
        "clientGrants": resource(client.clientGrants),
        "clients": resource(client.clients),
        "connectedAccounts": resource(client.connectedAccounts),
        "connectionProfiles": resource(client.connectionProfiles),
        "connections": resource(client.connections),
        "customDomains": resource(client.customDomains),
        "deviceCredentials": resource(client.deviceCredentials),
        "emailTemplates": resource(client.emailTemplates),
        "emails": resource(client.emails),
        "eventStreams": resource(client.eventStreams),
        "events": resource(client.events),
        "flowExecutions": resource(client.flowExecutions),
        "flowVault": resource(client.flowVault),
        "flows": resource(client.flows),
        "forms": resource(client.forms),
        "grants": resource(client.grants),
        "groups": resource(client.groups),
        "guardian": resource(client.guardian),
        "guardianPhone": resource(client.guardianPhone),
        "guardianPush": resource(client.guardianPush),
        "hooks": resource(client.hooks),
        "jobs": resource(client.jobs),
        "keys": resource(client.keys),
        "logStreams": resource(client.logStreams),
        "logs": resource(client.logs),
        "migrations": resource(client.migrations),
        "networkACLs": resource(client.networkACLs),
        "organizations": resource(client.organizations),
        "phoneProviders": resource(client.phoneProviders),
        "phoneTemplates": resource(client.phoneTemplates),
        "prompts": resource(client.prompts),
        "refreshTokens": resource(client.refreshTokens),
        "resourceServers": resource(client.resourceServers),
        "riskAssessments": resource(client.riskAssessments),
        "roles": resource(client.roles),
        "rules": resource(client.rules),
        "rulesConfigs": resource(client.rulesConfigs),
        "selfServiceProfiles": resource(client.selfServiceProfiles),
        "sessions": resource(client.sessions),
        "stats": resource(client.stats),
        "supplementalSignals": resource(client.supplementalSignals),
        "tenants": resource(client.tenants),
        "tickets": resource(client.tickets),
        "tokenExchangeProfiles": resource(client.tokenExchangeProfiles),
        "userAttributeProfiles": resource(client.userAttributeProfiles),
        "userBlocks": resource(client.userBlocks),
        "users": resource(client.users),
        "usersByEmail": resource(client.usersByEmail),
        "verifiableCredentials": resource(client.verifiableCredentials),
    ]

    /// Those that Auth0's JavaScript library documents, under its names.
    static func documented(_ client: ManagementClient) -> [(name: String, resource: any Resource)] {
        [
            ("actions", resource(client.actions)),
            ("attackProtection", resource(client.attackProtection)),
            ("blacklistedTokens", resource(client.blacklistedTokens)),
            ("branding", resource(client.branding)),
            ("clientCredentials", resource(client.clientCredentials)),
            ("clientGrants", resource(client.clientGrants)),
            ("clients", resource(client.clients)),
            ("connections", resource(client.connections)),
            ("customDomains", resource(client.customDomains)),
            ("deviceCredentials", resource(client.deviceCredentials)),
            ("emailProvider", resource(client.emailProvider)),
            ("emailTemplates", resource(client.emailTemplates)),
            ("grants", resource(client.grants)),
            ("guardian", resource(client.guardian)),
            ("hooks", resource(client.hooks)),
            ("jobs", resource(client.jobs)),
            ("logs", resource(client.logs)),
            ("logStreams", resource(client.logStreams)),
            ("migrations", resource(client.migrations)),
            ("organizations", resource(client.organizations)),
            ("prompts", resource(client.prompts)),
            ("resourceServers", resource(client.resourceServers)),
            ("roles", resource(client.roles)),
            ("rules", resource(client.rules)),
            ("rulesConfigs", resource(client.rulesConfigs)),
            ("stats", resource(client.stats)),
            ("tenant", resource(client.tenant)),
            ("tickets", resource(client.tickets)),
            ("userBlocks", resource(client.userBlocks)),
            ("users", resource(client.users)),
        ]
    }

    /// Those that it documents of its `UsersManager`, under its names.
    static func documentedOfUsers(_ client: ManagementClient) -> [(name: String, resource: any Resource)] {
        [
            ("authenticators", resource(client.users.authenticators)),
            ("enrollments", resource(client.users.enrollments)),
            ("identities", resource(client.users.identities)),
            ("invalidateRememberBrowsers", resource(client.users.invalidateRememberBrowsers)),
            ("multifactor", resource(client.users.multifactor)),
            ("permissions", resource(client.users.permissions)),
            ("recoveryCodeRegenerations", resource(client.users.recoveryCodeRegenerations)),
            ("roles", resource(client.users.roles)),
            ("userLogs", resource(client.users.userLogs)),
            ("usersByEmail", resource(client.users.usersByEmail)),
        ]
    }

    private static func resource<Of>(_ client: ResourceClient<Of>) -> any Resource { Of() }

    /// The operations of a resource by name, each as `GET /users/{id}`.
    static func operations(of resource: any Resource) -> [String: String] {
        var operations: [String: String] = [:]
        for child in Mirror(reflecting: resource).children {
            guard let name = child.label, let endpoint = child.value as? any NamedEndpoint else { continue }
            operations[name] = endpoint.operation
        }
        return operations
    }
}

private protocol NamedEndpoint {
    var operation: String { get }
}

extension Endpoint: NamedEndpoint {
    var operation: String { "\(method.rawValue) \(path)" }
}
