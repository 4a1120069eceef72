import Contract

/// A connection to create, or the members of an update.
public struct ConnectionDraft: Patchable, Constrained {
    /// The name of the connection; it cannot be changed.
    public var name: String
    /// The type of the connection; it cannot be changed.
    public var strategy: ConnectionStrategy
    /// The name of the connection on login pages.
    public var displayName: String?
    /// The settings of the connection, which depend on the strategy.
    public var options: JSON?
    /// The applications for which the connection is enabled.
    public var enabledClients: [ClientID]?
    public var realms: [String]?
    public var isDomainConnection: Bool?
    public var showAsButton: Bool?
    /// Up to ten members with string values; `null` removes a member.
    public var metadata: JSON?
    public var authentication: ConnectionAuthentication?
    public var connectedAccounts: ConnectedAccounts?

    public init(
        name: String, strategy: ConnectionStrategy, options: JSON? = nil, enabledClients: [ClientID]? = nil
    ) {
        self.name = name
        self.strategy = strategy
        self.options = options
        self.enabledClients = enabledClients
    }

    enum CodingKeys: String, CodingKey {
        case name
        case strategy
        case displayName = "display_name"
        case options
        case enabledClients = "enabled_clients"
        case realms
        case isDomainConnection = "is_domain_connection"
        case showAsButton = "show_as_button"
        case metadata
        case authentication
        case connectedAccounts = "connected_accounts"
    }

    public static let fixedMembers: Set<String> = ["name", "strategy"]

    public static var constraints: Constraints {
        [
            "name": .string(...128, pattern: "^[a-zA-Z0-9](-[a-zA-Z0-9]|[a-zA-Z0-9])*$").described(
                "Name of the connection: letters, digits, and single dashes between them"),
            "strategy": ConnectionStrategy.schema.described("Kind of source"),
            "display_name": .string(...128).described("Name for login pages"),
            "options": ConnectionOptionsSchema.common.nullable,
            "enabled_clients": .array(of: ClientID.schema).nullable.described("Applications that may use it"),
            "realms": .array(of: .string(1...), ...10).described("Realms that it stands for"),
            "metadata": .object([:], others: .allowed(.string(...255).nullable), 0...10).described(
                "Up to ten texts of up to 255 characters"),
        ]
    }
}
