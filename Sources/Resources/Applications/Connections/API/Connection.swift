import Contract

/// A source of users.
public struct Connection: Pageable {
    public static let listName = "connections"

    public var id: ID<Connection>?
    /// What the connection is called; no two connections of a tenant are called the same.
    public var name: String?
    /// The kind of source.
    public var strategy: ConnectionStrategy?
    /// What the connection is called on a login page.
    public var displayName: String?
    /// Settings that depend on the strategy.
    public var options: JSON?
    /// The applications that may use the connection.
    public var enabledClients: [ClientID]?
    /// The realms that it stands for, its own name unless told otherwise.
    public var realms: [String]?
    /// Whether third-party applications may use it, too.
    public var isDomainConnection: Bool?
    /// Whether a login page shows a button for it. Enterprise connections only.
    public var showAsButton: Bool?
    /// Where an administrator of the other side sets it up. Enterprise connections only.
    public var provisioningTicketURL: String?
    public var metadata: [String: String]?
    /// Whether it is for logging in.
    public var authentication: ConnectionAuthentication?
    /// Whether it is for linking accounts.
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

/// Whether a connection is for logging in.
public struct ConnectionAuthentication: Codable, Hashable, Sendable {
    public var active: Bool
    public init(active: Bool) { self.active = active }
}

/// Whether a connection is for linking accounts.
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

/// When a connection was deleted.
public struct ConnectionDeletion: Codable, Hashable, Sendable {
    public var deletedAt: Timestamp?

    public init(deletedAt: Timestamp?) { self.deletedAt = deletedAt }

    enum CodingKeys: String, CodingKey { case deletedAt = "deleted_at" }
}

extension Connection: AccessControlled {
    /// Options have secrets of the other side: who may only see applications does not see them.
    public static let access = MemberAccess(
        readers: ["options": ["read:connections", "create:connections", "update:connections"]])
}
