import Contract

/// A connection that an organization's members log in with.
public struct OrganizationConnection: Pageable, Hashable {
    public static let listName = "enabled_connections"

    public var connectionID: ID<Connection>
    /// Whether whoever logs in with it becomes a member.
    public var assignMembershipOnLogin: Bool
    /// Whether people may sign up with it. Databases only.
    public var isSignupEnabled: Bool?
    /// Whether the organization's login page has a button for it.
    public var showAsButton: Bool?
    public var connection: Summary

    /// What is told of the connection itself.
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

/// A connection to enable for an organization, or what can change of how it is.
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

/// A connection of an organization, enabled or not, with what the organization itself may do with it.
public struct AssociatedConnection: Pageable, Hashable {
    public static let listName = "connections"

    public var connectionID: ID<Connection>
    /// What the organization calls the connection.
    public var organizationConnectionName: String?
    public var assignMembershipOnLogin: Bool
    public var isSignupEnabled: Bool?
    public var showAsButton: Bool?
    /// What the organization's own administrators may do with it.
    public var organizationAccessLevel: OrganizationAccessLevel?
    /// Whether members can log in with it.
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

/// What an organization's own administrators may do with a connection.
public struct OrganizationAccessLevel: OpenEnum {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let none: Self = "none"
    public static let readonly: Self = "readonly"
    public static let limited: Self = "limited"
    public static let full: Self = "full"

    public static let known: [Self] = [.none, .readonly, .limited, .full]
}

/// A connection to give an organization, or what can change of that.
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

/// Which of an organization's connections to list.
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
