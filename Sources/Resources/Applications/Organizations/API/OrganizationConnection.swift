import Contract

/// A connection that is enabled for an organization.
public struct OrganizationConnection: Pageable, Hashable {
    public static let listName = "enabled_connections"

    public var connectionID: ID<Connection>
    /// Whether users who log in with the connection become members.
    public var assignMembershipOnLogin: Bool
    /// Whether users may sign up with the connection. Database connections only.
    public var isSignupEnabled: Bool?
    /// Whether the organization's login page has a button for the connection.
    public var showAsButton: Bool?
    public var connection: Summary

    /// A summary of the connection itself.
    public struct Summary: Codable, Hashable, Sendable {
        public var name: String
        public var strategy: ConnectionStrategy

        public init(name: String, strategy: ConnectionStrategy) {
            self.name = name
            self.strategy = strategy
        }
    }

    enum CodingKeys: String, CodingKey {
        case connectionID = "connection_id"
        case assignMembershipOnLogin = "assign_membership_on_login"
        case isSignupEnabled = "is_signup_enabled"
        case showAsButton = "show_as_button"
        case connection
    }
}

/// A connection to enable for an organization, or the members of an update.
public struct EnabledConnectionDraft: Patchable, Hashable, Constrained {
    public var connectionID: ID<Connection>
    public var assignMembershipOnLogin: Bool?
    public var isSignupEnabled: Bool?
    public var showAsButton: Bool?

    public init(
        connectionID: ID<Connection>, assignMembershipOnLogin: Bool? = nil, isSignupEnabled: Bool? = nil,
        showAsButton: Bool? = nil
    ) {
        self.connectionID = connectionID
        self.assignMembershipOnLogin = assignMembershipOnLogin
        self.isSignupEnabled = isSignupEnabled
        self.showAsButton = showAsButton
    }

    enum CodingKeys: String, CodingKey {
        case connectionID = "connection_id"
        case assignMembershipOnLogin = "assign_membership_on_login"
        case isSignupEnabled = "is_signup_enabled"
        case showAsButton = "show_as_button"
    }

    public static let fixedMembers: Set<String> = ["connection_id"]

    public static var constraints: Constraints { ["connection_id": .string(1...50).described("Connection identifier")] }
}

/// A connection of an organization, enabled or not, with the organization's own level of access.
public struct AssociatedConnection: Pageable, Hashable {
    public static let listName = "connections"

    public var connectionID: ID<Connection>
    /// The organization's name for the connection.
    public var organizationConnectionName: String?
    public var assignMembershipOnLogin: Bool
    public var isSignupEnabled: Bool?
    public var showAsButton: Bool?
    /// The operations that the organization's own administrators may perform on the connection.
    public var organizationAccessLevel: OrganizationAccessLevel?
    /// Whether members can log in with the connection.
    public var isEnabled: Bool
    public var connection: OrganizationConnection.Summary

    enum CodingKeys: String, CodingKey {
        case connectionID = "connection_id"
        case organizationConnectionName = "organization_connection_name"
        case assignMembershipOnLogin = "assign_membership_on_login"
        case isSignupEnabled = "is_signup_enabled"
        case showAsButton = "show_as_button"
        case organizationAccessLevel = "organization_access_level"
        case isEnabled = "is_enabled"
        case connection
    }
}

/// The operations that an organization's own administrators may perform on a connection.
public struct OrganizationAccessLevel: OpenEnum {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let none: Self = "none"
    public static let readonly: Self = "readonly"
    public static let limited: Self = "limited"
    public static let full: Self = "full"

    public static let known: [Self] = [.none, .readonly, .limited, .full]
}

/// A connection to associate with an organization, or the members of an update.
public struct AssociatedConnectionDraft: Patchable, Constrained {
    public var connectionID: ID<Connection>
    public var organizationConnectionName: String?
    public var assignMembershipOnLogin: Bool?
    public var isSignupEnabled: Bool?
    public var showAsButton: Bool?
    public var organizationAccessLevel: OrganizationAccessLevel?
    public var isEnabled: Bool?

    public init(
        connectionID: ID<Connection>, organizationConnectionName: String? = nil,
        assignMembershipOnLogin: Bool? = nil, organizationAccessLevel: OrganizationAccessLevel? = nil,
        isEnabled: Bool? = nil
    ) {
        self.connectionID = connectionID
        self.organizationConnectionName = organizationConnectionName
        self.assignMembershipOnLogin = assignMembershipOnLogin
        self.organizationAccessLevel = organizationAccessLevel
        self.isEnabled = isEnabled
    }

    enum CodingKeys: String, CodingKey {
        case connectionID = "connection_id"
        case organizationConnectionName = "organization_connection_name"
        case assignMembershipOnLogin = "assign_membership_on_login"
        case isSignupEnabled = "is_signup_enabled"
        case showAsButton = "show_as_button"
        case organizationAccessLevel = "organization_access_level"
        case isEnabled = "is_enabled"
    }

    public static let fixedMembers: Set<String> = ["connection_id"]

    public static var constraints: Constraints {
        [
            "connection_id": .string(1...50).described("Connection identifier"),
            "organization_connection_name": name.described("What the organization calls the connection"),
        ]
    }

    public static var patchConstraints: Constraints {
        [
            "organization_connection_name": name.nullable.described("What the organization calls the connection"),
            "organization_access_level": OrganizationAccessLevel.schema.nullable, "is_enabled": .boolean.nullable,
        ]
    }

    private static let name: Schema = .string(1...50)
}

/// Filters for a list of an organization's connections.
public struct AssociatedConnectionFilter: Codable, Sendable, OffsetPaged, Constrained {
    public var page: Int?
    public var perPage: Int?
    public var includeTotals: Bool?
    public var isEnabled: Bool?

    public init(page: Int? = nil, perPage: Int? = nil, includeTotals: Bool? = nil, isEnabled: Bool? = nil) {
        self.page = page
        self.perPage = perPage
        self.includeTotals = includeTotals
        self.isEnabled = isEnabled
    }

    enum CodingKeys: String, CodingKey {
        case page
        case perPage = "per_page"
        case includeTotals = "include_totals"
        case isEnabled = "is_enabled"
    }

    public static var constraints: Constraints { .offsetPaging }
}
