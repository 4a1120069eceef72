import Contract

/// A self-service profile: the identity providers and user attributes for connections that organizations set up
/// themselves.
public struct SelfServiceProfile: Pageable, Hashable {
    public static let listName = "self_service_profiles"

    public var id: ID<SelfServiceProfile>?
    public var name: String?
    public var description: String?
    /// The user attributes that the identity provider must supply.
    public var userAttributes: [SelfServiceAttribute]?
    public var allowedStrategies: [SelfServiceStrategy]?
    public var createdAt: Timestamp?
    public var updatedAt: Timestamp?
    public var branding: SelfServiceBranding?
    /// The user attribute profile that replaces `userAttributes`.
    public var userAttributeProfileID: ID<UserAttributeProfile>?

    enum CodingKeys: String, CodingKey {
        case id
        case name
        case description
        case userAttributes = "user_attributes"
        case allowedStrategies = "allowed_strategies"
        case createdAt = "created_at"
        case updatedAt = "updated_at"
        case branding
        case userAttributeProfileID = "user_attribute_profile_id"
    }
}

/// A self-service profile to create, or the members of an update.
public struct SelfServiceProfileDraft: Patchable, Constrained {
    public var name: String
    public var description: String?
    /// The user attributes that the identity provider must supply.
    public var userAttributes: [SelfServiceAttribute]?
    public var allowedStrategies: [SelfServiceStrategy]?
    public var branding: SelfServiceBranding?
    /// The user attribute profile to use instead of `userAttributes`; both are not allowed.
    public var userAttributeProfileID: ID<UserAttributeProfile>?

    public init(
        name: String, description: String? = nil, allowedStrategies: [SelfServiceStrategy]? = nil,
        userAttributes: [SelfServiceAttribute]? = nil
    ) {
        self.name = name
        self.description = description
        self.allowedStrategies = allowedStrategies
        self.userAttributes = userAttributes
    }

    enum CodingKeys: String, CodingKey {
        case name
        case description
        case userAttributes = "user_attributes"
        case allowedStrategies = "allowed_strategies"
        case branding
        case userAttributeProfileID = "user_attribute_profile_id"
    }

    public static var constraints: Constraints {
        let attribute: Schema = .object([
            "name": .string(...250).required, "description": .string.required, "is_optional": .boolean.required,
        ])
        return [
            "name": .string(1...100), "description": .string(1...140), "user_attributes": .array(of: attribute),
            "allowed_strategies": .array(of: SelfServiceStrategy.schema, 1...),
            "branding": SelfServiceBranding.schema,
        ]
    }
    public static var patchConstraints: Constraints {
        var constraints = constraints
        constraints["user_attribute_profile_id"] = ID<UserAttributeProfile>.schema
        for name in ["description", "user_attributes", "branding", "user_attribute_profile_id"] {
            constraints[name] = constraints[name]?.nullable
        }
        return constraints
    }
}

/// A user attribute that an identity provider supplies.
public struct SelfServiceAttribute: Codable, Hashable, Sendable {
    public var name: String
    public var description: String
    public var isOptional: Bool

    public init(name: String, description: String, isOptional: Bool) {
        self.name = name
        self.description = description
        self.isOptional = isOptional
    }

    enum CodingKeys: String, CodingKey {
        case name
        case description
        case isOptional = "is_optional"
    }
}

/// The branding of the pages.
public struct SelfServiceBranding: Codable, Hashable, Sendable {
    /// An HTTPS URL.
    public var logoURL: String?
    public var colors: Colors?

    public struct Colors: Codable, Hashable, Sendable {
        /// A color, such as `#fff` or `#0a1b2c`.
        public var primary: String
        public init(primary: String) { self.primary = primary }
    }

    public init(logoURL: String? = nil, primary: String? = nil) {
        self.logoURL = logoURL
        colors = primary.map { Colors(primary: $0) }
    }

    enum CodingKeys: String, CodingKey {
        case logoURL = "logo_url"
        case colors
    }

    static let schema: Schema = .object(
        [
            "logo_url": .string(0...1024, pattern: "^https://", format: .uri),
            "colors": .object(
                ["primary": .string(pattern: "^#([\\dA-Fa-f]{6}|[\\dA-Fa-f]{3})$").required], others: .allowed(.any)),
        ], others: .allowed(.any))
}

/// An identity provider that an organization can choose.
public struct SelfServiceStrategy: OpenEnum {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let oidc: Self = "oidc"
    public static let samlp: Self = "samlp"
    public static let waad: Self = "waad"
    public static let googleApps: Self = "google-apps"
    public static let adfs: Self = "adfs"
    public static let okta: Self = "okta"
    public static let auth0SAML: Self = "auth0-samlp"
    public static let oktaSAML: Self = "okta-samlp"
    public static let keycloakSAML: Self = "keycloak-samlp"
    public static let pingFederate: Self = "pingfederate"
    public static let known: [Self] = [
        .oidc, .samlp, .waad, .googleApps, .adfs, .okta, .auth0SAML, .oktaSAML, .keycloakSAML, .pingFederate,
    ]
}
