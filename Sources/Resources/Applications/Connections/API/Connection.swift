import Contract

/// A connection: a source of users.
public struct Connection: Pageable {
    public static let listName = "connections"

    public var id: ID<Connection>?
    /// The name of the connection, unique in the tenant.
    public var name: String?
    /// The type of the connection.
    public var strategy: ConnectionStrategy?
    /// The name of the connection on login pages.
    public var displayName: String?
    /// The settings of the connection, which depend on the strategy.
    public var options: JSON?
    /// The applications for which the connection is enabled.
    public var enabledClients: [ClientID]?
    /// The realms of the connection; by default its name.
    public var realms: [String]?
    /// Whether third-party applications may use the connection too.
    public var isDomainConnection: Bool?
    /// Whether login pages show a button for the connection. Enterprise connections only.
    public var showAsButton: Bool?
    /// The URL at which an administrator of the identity provider sets up the connection. Enterprise connections only.
    public var provisioningTicketURL: String?
    public var metadata: [String: String]?
    /// Whether the connection is used for login.
    public var authentication: ConnectionAuthentication?
    /// Whether the connection is used for connected accounts.
    public var connectedAccounts: ConnectedAccounts?

    enum CodingKeys: String, CodingKey {
        case id
        case name
        case strategy
        case displayName = "display_name"
        case options
        case enabledClients = "enabled_clients"
        case realms
        case isDomainConnection = "is_domain_connection"
        case showAsButton = "show_as_button"
        case provisioningTicketURL = "provisioning_ticket_url"
        case metadata
        case authentication
        case connectedAccounts = "connected_accounts"
    }
}

/// Whether a connection is used for login.
public struct ConnectionAuthentication: Codable, Hashable, Sendable {
    public var active: Bool
    public init(active: Bool) { self.active = active }
}

/// Whether a connection is used for connected accounts.
public struct ConnectedAccounts: Codable, Hashable, Sendable {
    public var active: Bool
    public var crossAppAccess: Bool?

    public init(active: Bool, crossAppAccess: Bool? = nil) {
        self.active = active
        self.crossAppAccess = crossAppAccess
    }

    enum CodingKeys: String, CodingKey {
        case active
        case crossAppAccess = "cross_app_access"
    }
}

/// The time at which a connection was deleted.
public struct ConnectionDeletion: Codable, Hashable, Sendable {
    public var deletedAt: Timestamp?

    public init(deletedAt: Timestamp?) { self.deletedAt = deletedAt }

    enum CodingKeys: String, CodingKey { case deletedAt = "deleted_at" }
}

extension Connection: AccessControlled {
    /// Options hold secrets of the identity provider, so callers who may only read applications do not receive them.
    public static let access = MemberAccess(
        readers: ["options": ["read:connections", "create:connections", "update:connections"]])
}
