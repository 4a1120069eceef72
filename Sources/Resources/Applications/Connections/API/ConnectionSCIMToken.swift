import Contract

/// A token with which a SCIM client provisions users.
public struct SCIMToken: Codable, Hashable, Sendable {
    public var tokenID: ID<SCIMToken>?
    /// The token itself; included only when it is created.
    public var token: String?
    public var scopes: [String]?
    public var createdAt: Timestamp?
    public var validUntil: Timestamp?
    public var lastUsedAt: Timestamp?

    public init(tokenID: ID<SCIMToken>, token: String? = nil, scopes: [String]? = nil, createdAt: Timestamp) {
        self.tokenID = tokenID
        self.token = token
        self.scopes = scopes
        self.createdAt = createdAt
    }

    enum CodingKeys: String, CodingKey {
        case tokenID = "token_id"
        case token
        case scopes
        case createdAt = "created_at"
        case validUntil = "valid_until"
        case lastUsedAt = "last_used_at"
    }
}

/// A SCIM token to create.
public struct SCIMTokenDraft: Codable, Hashable, Sendable, Constrained {
    /// The scopes of the token, such as `get:users`.
    public var scopes: [String]?
    /// The lifetime of the token, in seconds; `nil` means that it does not expire.
    public var tokenLifetime: Int?

    public init(scopes: [String]? = nil, tokenLifetime: Int? = nil) {
        self.scopes = scopes
        self.tokenLifetime = tokenLifetime
    }

    enum CodingKeys: String, CodingKey {
        case scopes
        case tokenLifetime = "token_lifetime"
    }

    public static var constraints: Constraints {
        [
            "scopes": .array(of: .string(1...), 1...).described("What the token allows"),
            "token_lifetime": .integer(900...).nullable.described("Seconds that the token is good for"),
        ]
    }
}
