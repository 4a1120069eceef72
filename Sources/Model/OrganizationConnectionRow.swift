import Contract
import Storage

/// A connection of an organization, for logins of members.
public struct OrganizationConnectionRow: Sendable {
    public let connectionID: String
    public let name: String
    public let strategy: String
    /// Whether users become members when they log in with it.
    public var assignsMembership: Bool
    /// Whether users may sign up with it; only for database connections.
    public var allowsSignup: Bool
    public var showsButton: Bool
    /// Whether members can log in with it.
    public var isEnabled: Bool
    /// The organization's name for the connection.
    public var organizationName: String?
    /// The access of the organization's administrators to the connection.
    public var accessLevel: String?

    public init(connectionID: String, name: String, strategy: String) {
        self.connectionID = connectionID
        self.name = name
        self.strategy = strategy
        assignsMembership = false
        allowsSignup = false
        showsButton = true
        isEnabled = true
    }

    public init(row: Row) throws {
        self.init(connectionID: try row["id"], name: try row["name"], strategy: try row["strategy"])
        assignsMembership = try row["assigns_membership"]
        allowsSignup = try row["allows_signup"]
        showsButton = try row["shows_button"]
        isEnabled = try row["is_enabled"]
        organizationName = try row["organization_name"]
        accessLevel = try row["access_level"]
    }

    public var isDatabase: Bool { strategy == "auth0" }
}

extension Transaction {
    /// Returns the connections of an organization in the order in which they were added.
    /// - Parameter enabled: whether to return only enabled or only disabled connections; `nil` for all.
    public static func connections(
        ofOrganization organization: ID<some Any>, enabled: Bool? = nil, tenant: TenantID
    ) -> Listing {
        let which: SQL = enabled.map { "AND a.is_enabled = \($0)" } ?? ""
        return Listing(
            organizationConnectionColumns,
            from: "\(organizationConnectionSource(organization, tenant)) \(which)", order: "a.added_at, c.id",
            key: "c.id")
    }

    /// Returns the connections with which members of an organization can log in.
    public func enabledConnections(ofOrganization organization: ID<some Any>) throws -> [OrganizationConnectionRow] {
        try rows(
            """
            SELECT \(Self.organizationConnectionColumns) \(Self.organizationConnectionSource(organization, tenant))
            AND a.is_enabled = \(true) ORDER BY a.added_at, c.id
            """
        ).map(OrganizationConnectionRow.init(row:))
    }

    /// Returns a connection of an organization.
    public func connection(
        _ connection: ID<some Any>, ofOrganization organization: ID<some Any>
    ) throws -> OrganizationConnectionRow? {
        try row(
            """
            SELECT \(Self.organizationConnectionColumns) \(Self.organizationConnectionSource(organization, tenant))
            AND c.id = \(connection)
            """
        ).map(OrganizationConnectionRow.init(row:))
    }

    private static let organizationConnectionColumns: SQL = """
        c.id, c.name, c.strategy, a.assigns_membership, a.allows_signup, a.shows_button, a.is_enabled,
        a.organization_name, a.access_level
        """

    private static func organizationConnectionSource(_ organization: ID<some Any>, _ tenant: TenantID) -> SQL {
        """
        FROM organization_connections a JOIN connections c ON c.tenant = a.tenant AND c.id = a.connection_id
        WHERE a.tenant = \(tenant) AND a.organization_id = \(organization)
        """
    }
}
