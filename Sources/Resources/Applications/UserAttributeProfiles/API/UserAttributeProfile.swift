import Contract
import OrderedCollections

/// A user attribute profile: the mapping of users' attributes from identity providers.
public struct UserAttributeProfile: Pageable, Hashable {
    public static let listName = "user_attribute_profiles"

    public var id: ID<UserAttributeProfile>?
    public var name: String?
    public var userID: UserIdentifierMapping?
    /// The mappings by attribute name.
    public var userAttributes: [String: UserAttributeMapping]?

    enum CodingKeys: String, CodingKey {
        case id
        case name
        case userID = "user_id"
        case userAttributes = "user_attributes"
    }
}

/// A user attribute profile to create, or the members of an update.
public struct UserAttributeProfileDraft: Patchable, Constrained {
    public var name: String
    public var userID: UserIdentifierMapping?
    /// The mappings by attribute name, from 1 to 64.
    public var userAttributes: [String: UserAttributeMapping]

    public init(
        name: String, userID: UserIdentifierMapping? = nil, userAttributes: [String: UserAttributeMapping]
    ) {
        self.name = name
        self.userID = userID
        self.userAttributes = userAttributes
    }

    enum CodingKeys: String, CodingKey {
        case name
        case userID = "user_id"
        case userAttributes = "user_attributes"
    }

    public static var constraints: Constraints {
        [
            "name": .string(1...128), "user_id": UserIdentifierMapping.schema,
            "user_attributes": .object([:], others: .allowed(UserAttributeMapping.schema), 1...64),
        ]
    }
    public static var patchConstraints: Constraints { constraints }
}

/// The source of a user's identifier.
public struct UserIdentifierMapping: Codable, Hashable, Sendable {
    public var oidcMapping: String?
    /// The SAML attributes, of which the first present is used.
    public var samlMapping: [String]?
    public var scimMapping: String?
    /// Overrides per strategy, by its name.
    public var strategyOverrides: [String: UserIdentifierOverride]?

    public init(oidcMapping: String? = nil, samlMapping: [String]? = nil, scimMapping: String? = nil) {
        self.oidcMapping = oidcMapping
        self.samlMapping = samlMapping
        self.scimMapping = scimMapping
    }

    enum CodingKeys: String, CodingKey {
        case oidcMapping = "oidc_mapping"
        case samlMapping = "saml_mapping"
        case scimMapping = "scim_mapping"
        case strategyOverrides = "strategy_overrides"
    }

    static let schema: Schema = {
        let texts: Schema = .array(of: .string(1...128), 1...)
        let override: Schema = .object([
            "oidc_mapping": .one(of: "sub", "oid", "email"), "saml_mapping": texts, "scim_mapping": .string(1...128),
        ])
        return .object([
            "oidc_mapping": .one(of: "sub"), "saml_mapping": texts, "scim_mapping": .string(1...128),
            "strategy_overrides": .byEnterpriseStrategy(override),
        ])
    }()
}

/// The mapping of an attribute from identity providers to a user's attribute.
public struct UserAttributeMapping: Codable, Hashable, Sendable {
    public var label: String?
    public var description: String?
    /// Whether the attribute is required.
    public var profileRequired: Bool?
    /// The user's attribute, such as `email` or `app_metadata.external_id`.
    public var auth0Mapping: String?
    public var oidcMapping: ClaimMapping?
    /// The SAML attributes, of which the first present is used.
    public var samlMapping: [String]?
    public var scimMapping: String?
    /// Overrides per strategy, by its name.
    public var strategyOverrides: [String: UserAttributeOverride]?

    /// An OpenID Connect claim.
    public struct ClaimMapping: Codable, Hashable, Sendable {
        public var mapping: String
        public var displayName: String?

        public init(mapping: String, displayName: String? = nil) {
            self.mapping = mapping
            self.displayName = displayName
        }

        enum CodingKeys: String, CodingKey {
            case mapping
            case displayName = "display_name"
        }
    }

    public init(label: String, description: String, profileRequired: Bool, auth0Mapping: String) {
        self.label = label
        self.description = description
        self.profileRequired = profileRequired
        self.auth0Mapping = auth0Mapping
    }

    enum CodingKeys: String, CodingKey {
        case label
        case description
        case profileRequired = "profile_required"
        case auth0Mapping = "auth0_mapping"
        case oidcMapping = "oidc_mapping"
        case samlMapping = "saml_mapping"
        case scimMapping = "scim_mapping"
        case strategyOverrides = "strategy_overrides"
    }

    static let schema: Schema = {
        let claim: Schema = .object(["mapping": .string(1...50).required, "display_name": .string(1...50)])
        let texts: Schema = .array(of: .string(1...128), 1...)
        let override: Schema = .object([
            "oidc_mapping": claim, "saml_mapping": texts, "scim_mapping": .string(1...128),
        ])
        return .object([
            "description": .string(1...128).required, "label": .string(1...128).required,
            "profile_required": .boolean.required, "auth0_mapping": .string(1...50).required, "oidc_mapping": claim,
            "saml_mapping": texts, "scim_mapping": .string(1...128),
            "strategy_overrides": .byEnterpriseStrategy(override),
        ])
    }()
}

/// The source of a user's identifier for one strategy.
public struct UserIdentifierOverride: Codable, Hashable, Sendable {
    /// The claim: `sub`, `oid` or `email`.
    public var oidcMapping: String?
    /// The SAML attributes, of which the first present is used.
    public var samlMapping: [String]?
    public var scimMapping: String?

    public init(oidcMapping: String? = nil, samlMapping: [String]? = nil, scimMapping: String? = nil) {
        self.oidcMapping = oidcMapping
        self.samlMapping = samlMapping
        self.scimMapping = scimMapping
    }

    enum CodingKeys: String, CodingKey {
        case oidcMapping = "oidc_mapping"
        case samlMapping = "saml_mapping"
        case scimMapping = "scim_mapping"
    }
}

/// The source of an attribute for one strategy.
public struct UserAttributeOverride: Codable, Hashable, Sendable {
    public var oidcMapping: UserAttributeMapping.ClaimMapping?
    /// The SAML attributes, of which the first present is used.
    public var samlMapping: [String]?
    public var scimMapping: String?

    public init(
        oidcMapping: UserAttributeMapping.ClaimMapping? = nil, samlMapping: [String]? = nil,
        scimMapping: String? = nil
    ) {
        self.oidcMapping = oidcMapping
        self.samlMapping = samlMapping
        self.scimMapping = scimMapping
    }

    enum CodingKeys: String, CodingKey {
        case oidcMapping = "oidc_mapping"
        case samlMapping = "saml_mapping"
        case scimMapping = "scim_mapping"
    }
}

extension Schema {
    /// Returns the schema of an object with a member for each enterprise strategy.
    static func byEnterpriseStrategy(_ schema: Schema) -> Schema {
        let names = ["pingfederate", "ad", "adfs", "waad", "google-apps", "okta", "oidc", "samlp"]
        var members = OrderedDictionary<String, Schema>()
        for name in names { members[name] = schema }
        return .object(members)
    }
}

/// The list of profile templates.
public struct UserAttributeProfileTemplateList: Codable, Hashable, Sendable {
    public var templates: [UserAttributeProfileTemplate]

    enum CodingKeys: String, CodingKey { case templates = "user_attribute_profile_templates" }
}

/// A template for a new profile.
public struct UserAttributeProfileTemplate: Codable, Hashable, Sendable {
    public var id: ID<UserAttributeProfileTemplate>?
    public var displayName: String?
    public var template: UserAttributeProfile?

    enum CodingKeys: String, CodingKey {
        case id
        case displayName = "display_name"
        case template
    }
}
