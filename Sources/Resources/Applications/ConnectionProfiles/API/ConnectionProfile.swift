import Contract

/// What connections are set up with.
public struct ConnectionProfile: Pageable, Hashable {
    public static let listName = "connection_profiles"

    public var id: ID<ConnectionProfile>?
    public var name: String?
    public var organization: ConnectionProfileOrganization?
    /// What connections' names begin with; `{org_id}` and `{org_name}` stand for the organization's.
    public var connectionNamePrefixTemplate: String?
    public var enabledFeatures: [ConnectionFeature]?
    public var connectionConfig: JSON?
    /// What differs with a strategy, by its name.
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

/// A profile to make, or what can change of one.
public struct ConnectionProfileDraft: Patchable, Constrained {
    public var name: String
    public var organization: ConnectionProfileOrganization?
    /// What connections' names begin with; `{org_id}` and `{org_name}` stand for the organization's.
    public var connectionNamePrefixTemplate: String?
    public var enabledFeatures: [ConnectionFeature]?
    public var connectionConfig: JSON?
    /// What differs with a strategy, by its name.
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

/// What an organization's connections are to it.
public struct ConnectionProfileOrganization: Codable, Hashable, Sendable {
    /// `none`, `optional` or `required`.
    public var showAsButton: String?
    /// `none`, `optional` or `required`.
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

/// What a connection can do besides logging in.
public struct ConnectionFeature: OpenEnum {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let scim: Self = "scim"
    public static let universalLogout: Self = "universal_logout"
    public static let known: [Self] = [.scim, .universalLogout]
}

/// What differs with a strategy.
public struct ConnectionProfileOverride: Codable, Hashable, Sendable {
    public var enabledFeatures: [ConnectionFeature]?
    public var connectionConfig: JSON?

    public init(enabledFeatures: [ConnectionFeature]? = nil) { self.enabledFeatures = enabledFeatures }

    enum CodingKeys: String, CodingKey {
        case enabledFeatures = "enabled_features"
        case connectionConfig = "connection_config"
    }
}

/// Profiles to begin with.
public struct ConnectionProfileTemplateList: Codable, Hashable, Sendable {
    public var templates: [ConnectionProfileTemplate]

    enum CodingKeys: String, CodingKey { case templates = "connection_profile_templates" }
}

/// A profile to begin with.
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
