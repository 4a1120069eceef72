import Contract

/// An API (resource server) for which tokens can be issued.
@dynamicMemberLookup
public struct ResourceServer: Pageable, Constrained {
    public static let listName = "resource_servers"
    public static let refusesOtherMembers = false

    /// The identifier of the resource server.
    public var id: ID<ResourceServer>?
    /// Whether the API is built in and can be neither changed nor deleted.
    public var isSystem: Bool?
    /// The application that is linked to the API.
    public var clientID: ClientID?
    /// The settable members, which are accessible as members of the API too.
    public var settings: ResourceServerDraft

    public subscript<Value>(dynamicMember member: WritableKeyPath<ResourceServerDraft, Value>) -> Value {
        get { settings[keyPath: member] }
        set { settings[keyPath: member] = newValue }
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        id = try container.decodeIfPresent(ID<ResourceServer>.self, forKey: .id)
        isSystem = try container.decodeIfPresent(Bool.self, forKey: .isSystem)
        clientID = try container.decodeIfPresent(ClientID.self, forKey: .clientID)
        settings = try ResourceServerDraft(from: decoder)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encodeIfPresent(id, forKey: .id)
        try container.encodeIfPresent(isSystem, forKey: .isSystem)
        try container.encodeIfPresent(clientID, forKey: .clientID)
        try settings.encode(to: encoder)
    }

    enum CodingKeys: String, CodingKey {
        case id
        case isSystem = "is_system"
        case clientID = "client_id"
    }
}

/// A scope (permission) of an API.
public struct ResourceServerScope: Codable, Hashable, Sendable, Constrained {
    public var value: String
    public var description: String?

    public init(value: String, description: String? = nil) {
        self.value = value
        self.description = description
    }

    public static var constraints: Constraints {
        [
            "value": .string(1...280).described("Value of this scope"),
            "description": .string(...500).described("What the scope allows"),
        ]
    }
}

/// A signing algorithm for tokens.
public struct SigningAlgorithm: OpenEnum {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let hs256: SigningAlgorithm = "HS256"
    public static let rs256: SigningAlgorithm = "RS256"
    public static let rs512: SigningAlgorithm = "RS512"
    public static let ps256: SigningAlgorithm = "PS256"
    public static let known = [hs256, rs256, rs512, ps256]
}

/// The format of an API's access tokens.
public struct TokenDialect: OpenEnum {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let accessToken: TokenDialect = "access_token"
    /// The format `access_token` with the user's permissions.
    public static let accessTokenAuthz: TokenDialect = "access_token_authz"
    public static let rfc9068Profile: TokenDialect = "rfc9068_profile"
    /// The format `rfc9068_profile` with the user's permissions.
    public static let rfc9068ProfileAuthz: TokenDialect = "rfc9068_profile_authz"
    public static let known = [accessToken, accessTokenAuthz, rfc9068Profile, rfc9068ProfileAuthz]
}

/// The sender constraint of access tokens.
public struct ProofOfPossession: Codable, Hashable, Sendable, Constrained {
    /// The mechanism: `mtls` or `dpop`.
    public var mechanism: String
    public var required: Bool
    /// The applications that need it: `public_clients` or `all_clients`.
    public var requiredFor: String?

    public init(mechanism: String, required: Bool, requiredFor: String? = nil) {
        self.mechanism = mechanism
        self.required = required
        self.requiredFor = requiredFor
    }

    enum CodingKeys: String, CodingKey {
        case mechanism
        case required
        case requiredFor = "required_for"
    }

    public static var constraints: Constraints {
        ["mechanism": .one(of: "mtls", "dpop"), "required_for": .one(of: "public_clients", "all_clients")]
    }
}

/// The requirements for access to an API by users and by applications.
public struct SubjectTypeAuthorization: Codable, Hashable, Sendable, Constrained {
    /// A policy: `allow_all`, `deny_all` or `require_client_grant`.
    public struct Policy: Codable, Hashable, Sendable, Constrained {
        public var policy: String?
        public init(policy: String?) { self.policy = policy }
        public static let refusesOtherMembers = false
    }

    public var user: Policy?
    public var client: Policy?

    public init(user: Policy? = nil, client: Policy? = nil) {
        self.user = user
        self.client = client
    }

    public static var constraints: Constraints {
        [
            "user": .object(
                ["policy": .one(of: "allow_all", "deny_all", "require_client_grant")], others: .allowed(.any)),
            "client": .object(["policy": .one(of: "deny_all", "require_client_grant")], others: .allowed(.any)),
        ]
    }
}
