import Contract

/// The type of an application. Besides the four common types there are those of the integrations.
public struct AppType: OpenEnum {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let native: AppType = "native"
    public static let spa: AppType = "spa"
    public static let regularWeb: AppType = "regular_web"
    public static let nonInteractive: AppType = "non_interactive"

    private static let integrations: [AppType] = [
        "resource_server", "express_configuration", "rms", "box", "cloudbees", "concur", "dropbox", "mscrm", "echosign",
        "egnyte", "newrelic", "office365", "salesforce", "sentry", "sharepoint", "slack", "springcm", "zendesk", "zoom",
        "sso_integration", "oag",
    ]
    public static let known = [native, spa, regularWeb, nonInteractive] + integrations
}

/// The method by which an application authenticates at the token endpoint.
public struct TokenEndpointAuthMethod: OpenEnum {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let none: TokenEndpointAuthMethod = "none"
    public static let clientSecretPost: TokenEndpointAuthMethod = "client_secret_post"
    public static let clientSecretBasic: TokenEndpointAuthMethod = "client_secret_basic"
    public static let known = [none, clientSecretPost, clientSecretBasic]
}

/// Whether users of an application log in as members of organizations.
public struct OrganizationUsage: OpenEnum {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let deny: OrganizationUsage = "deny"
    public static let allow: OrganizationUsage = "allow"
    public static let require: OrganizationUsage = "require"
    public static let known = [deny, allow, require]
}

/// The settings of an application's ID tokens.
public struct JWTConfiguration: Codable, Hashable, Sendable, Constrained {
    public static let refusesOtherMembers = false

    /// The lifetime of ID tokens, in seconds.
    public var lifetimeInSeconds: Int?
    /// Whether the secret is base64-encoded, for `HS256`.
    public var secretEncoded: Bool?
    public var scopes: JSON?
    /// The signing algorithm: `HS256`, `RS256`, `RS512` or `PS256`.
    public var algorithm: String?

    public init(lifetimeInSeconds: Int? = nil, algorithm: String? = nil) {
        self.lifetimeInSeconds = lifetimeInSeconds
        self.algorithm = algorithm
    }

    enum CodingKeys: String, CodingKey {
        case lifetimeInSeconds = "lifetime_in_seconds"
        case secretEncoded = "secret_encoded"
        case scopes
        case algorithm = "alg"
    }

    public static var constraints: Constraints {
        [
            "lifetime_in_seconds": .integer(1...2_592_000), "scopes": .freeObject,
            "alg": .one(of: "HS256", "RS256", "RS512", "PS256"),
        ]
    }
}

/// The settings of an application's refresh tokens.
public struct RefreshTokenSettings: Codable, Hashable, Sendable, Constrained {
    /// An API and scopes for which a refresh token may be exchanged in addition to its original grant.
    public struct Policy: Codable, Hashable, Sendable, Constrained {
        public var audience: String
        public var scope: [String]

        public init(audience: String, scope: [String]) {
            self.audience = audience
            self.scope = scope
        }

        public static var constraints: Constraints {
            ["audience": .string(1...600), "scope": .array(of: .string(1...280))]
        }
    }

    /// The rotation type: `rotating` or `non-rotating`.
    public var rotationType: String
    /// The expiration type: `expiring` or `non-expiring`.
    public var expirationType: String
    /// The time in seconds during which a rotated token is still accepted.
    public var leeway: Int?
    /// The absolute lifetime of a token, in seconds.
    public var tokenLifetime: Int?
    public var infiniteTokenLifetime: Bool?
    /// The idle timeout of a token, in seconds.
    public var idleTokenLifetime: Int?
    public var infiniteIdleTokenLifetime: Bool?
    public var policies: [Policy]?

    public init(rotationType: String, expirationType: String) {
        self.rotationType = rotationType
        self.expirationType = expirationType
    }

    enum CodingKeys: String, CodingKey {
        case rotationType = "rotation_type"
        case expirationType = "expiration_type"
        case leeway
        case tokenLifetime = "token_lifetime"
        case infiniteTokenLifetime = "infinite_token_lifetime"
        case idleTokenLifetime = "idle_token_lifetime"
        case infiniteIdleTokenLifetime = "infinite_idle_token_lifetime"
        case policies
    }

    public static var constraints: Constraints {
        [
            "rotation_type": .one(of: "rotating", "non-rotating"),
            "expiration_type": .one(of: "expiring", "non-expiring"), "leeway": .integer(0...),
            "token_lifetime": .integer(1...157_788_000), "idle_token_lifetime": .integer(1...),
            "policies": .array(of: .of(Policy.self), 1...).nullable,
        ]
    }
}
