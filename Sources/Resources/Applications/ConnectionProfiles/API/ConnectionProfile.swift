import Contract

/// A connection profile: the settings with which connections are created.
public struct ConnectionProfile: Pageable, Hashable {
    public static let listName = "connection_profiles"

    public var id: ID<ConnectionProfile>?
    public var name: String?
    public var organization: ConnectionProfileOrganization?
    /// The prefix of the connections' names; `{org_id}` and `{org_name}` are replaced by those of the organization.
    public var connectionNamePrefixTemplate: String?
    public var enabledFeatures: [ConnectionFeature]?
    public var connectionConfig: JSON?
    /// Overrides per strategy, by its name.
    public var strategyOverrides: [String: ConnectionProfileOverride]?

    enum CodingKeys: String, CodingKey {
        case id
        case name
        case organization
        case connectionNamePrefixTemplate = "connection_name_prefix_template"
        case enabledFeatures = "enabled_features"
        case connectionConfig = "connection_config"
        case strategyOverrides = "strategy_overrides"
    }
}

/// A connection profile to create, or the members of an update.
public struct ConnectionProfileDraft: Patchable, Constrained {
    public var name: String
    public var organization: ConnectionProfileOrganization?
    /// The prefix of the connections' names; `{org_id}` and `{org_name}` are replaced by those of the organization.
    public var connectionNamePrefixTemplate: String?
    public var enabledFeatures: [ConnectionFeature]?
    public var connectionConfig: JSON?
    /// Overrides per strategy, by its name.
    public var strategyOverrides: [String: ConnectionProfileOverride]?

    public init(name: String) { self.name = name }

    enum CodingKeys: String, CodingKey {
        case name
        case organization
        case connectionNamePrefixTemplate = "connection_name_prefix_template"
        case enabledFeatures = "enabled_features"
        case connectionConfig = "connection_config"
        case strategyOverrides = "strategy_overrides"
    }

    public static var constraints: Constraints {
        let usage: Schema = .one(of: "none", "optional", "required")
        let override: Schema = .object([
            "enabled_features": .array(of: ConnectionFeature.schema), "connection_config": .object([:]),
        ])
        return [
            "name": .string(1...50),
            "organization": .object(["show_as_button": usage, "assign_membership_on_login": usage]),
            "connection_name_prefix_template": .string(
                0...15, pattern: "^(?!-)(?!.*--)(?:[a-zA-Z0-9-]|\\{org_id\\}|\\{org_name\\})*$"),
            "enabled_features": .array(of: ConnectionFeature.schema), "connection_config": .object([:]),
            "strategy_overrides": .byEnterpriseStrategy(override),
        ]
    }
    public static var patchConstraints: Constraints { constraints }
}

/// The organization settings of a connection.
public struct ConnectionProfileOrganization: Codable, Hashable, Sendable {
    /// Whether login pages show a button for the connection: `none`, `optional` or `required`.
    public var showAsButton: String?
    /// Whether users who log in become members: `none`, `optional` or `required`.
    public var assignMembershipOnLogin: String?

    public init(showAsButton: String? = nil, assignMembershipOnLogin: String? = nil) {
        self.showAsButton = showAsButton
        self.assignMembershipOnLogin = assignMembershipOnLogin
    }

    enum CodingKeys: String, CodingKey {
        case showAsButton = "show_as_button"
        case assignMembershipOnLogin = "assign_membership_on_login"
    }
}

/// A feature of a connection besides login.
public struct ConnectionFeature: OpenEnum {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let scim: Self = "scim"
    public static let universalLogout: Self = "universal_logout"
    public static let known: [Self] = [.scim, .universalLogout]
}

/// The overrides for one strategy.
public struct ConnectionProfileOverride: Codable, Hashable, Sendable {
    public var enabledFeatures: [ConnectionFeature]?
    public var connectionConfig: JSON?

    public init(enabledFeatures: [ConnectionFeature]? = nil) { self.enabledFeatures = enabledFeatures }

    enum CodingKeys: String, CodingKey {
        case enabledFeatures = "enabled_features"
        case connectionConfig = "connection_config"
    }
}

/// The list of profile templates.
public struct ConnectionProfileTemplateList: Codable, Hashable, Sendable {
    public var templates: [ConnectionProfileTemplate]

    enum CodingKeys: String, CodingKey { case templates = "connection_profile_templates" }
}

/// A template for a new profile.
public struct ConnectionProfileTemplate: Codable, Hashable, Sendable {
    public var id: ID<ConnectionProfileTemplate>?
    public var displayName: String?
    public var template: ConnectionProfile?

    enum CodingKeys: String, CodingKey {
        case id
        case displayName = "display_name"
        case template
    }
}
