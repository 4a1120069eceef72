import Contract
import ManagementClientCore

/// A refresh token, with which an application gets new access tokens for a user. Its secret is not included.
public struct RefreshToken: Pageable, Constrained {
    public static let listName = "tokens"
    public static let refusesOtherMembers = false

    /// An API to which the token gives access.
    public struct ResourceServer: Codable, Hashable, Sendable, Constrained {
        public static let refusesOtherMembers = false

        /// The identifier of the API.
        public var audience: String?
        /// The granted scopes, separated by spaces.
        public var scopes: String?
    }

    public var id: RefreshTokenID?
    public var userID: UserID?
    public var createdAt: Timestamp?
    /// The time at which the token expires if it is not exchanged.
    public var idleExpiresAt: Timestamp?
    /// The time at which the token expires at the latest.
    public var expiresAt: Timestamp?
    public var device: SessionDevice?
    public var clientID: ClientID?
    /// The session in which the token was issued, which may have ended.
    public var sessionID: SessionID?
    /// Whether each exchange returns a new secret (rotation).
    public var rotating: Bool?
    public var resourceServers: [ResourceServer]?
    public var lastExchangedAt: Timestamp?
    /// Custom metadata of the token.
    public var refreshTokenMetadata: JSONObject?

    enum CodingKeys: String, CodingKey {
        case id
        case userID = "user_id"
        case createdAt = "created_at"
        case idleExpiresAt = "idle_expires_at"
        case expiresAt = "expires_at"
        case device
        case clientID = "client_id"
        case sessionID = "session_id"
        case rotating
        case resourceServers = "resource_servers"
        case lastExchangedAt = "last_exchanged_at"
        case refreshTokenMetadata = "refresh_token_metadata"
    }

    public static var constraints: Constraints {
        [
            "idle_expires_at": Timestamp.schema.nullable, "expires_at": Timestamp.schema.nullable,
            "session_id": SessionID.schema.nullable, "last_exchanged_at": Timestamp.schema.nullable,
            "refresh_token_metadata": .freeObject.nullable,
        ]
    }
}

/// A page of refresh tokens: the member is `refresh_tokens` here, but `tokens` in lists of a user's tokens.
public struct RefreshTokenPage: PageOfItems, PageOfList, SchemaProviding {
    public static let listName = "refresh_tokens"

    public var page: Page<RefreshToken>

    public init(_ page: Page<RefreshToken>) { self.page = page }

    public static var schema: Schema {
        .object([listName: .array(of: .of(RefreshToken.self)).required, "next": .string])
    }

    public init(from decoder: any Decoder) throws {
        page = try Self.renamed(JSON(from: decoder), Self.listName, RefreshToken.listName).decoded()
    }

    public func encode(to encoder: any Encoder) throws {
        try Self.renamed(JSON(encoding: page), RefreshToken.listName, Self.listName).encode(to: encoder)
    }

    /// Returns the page with the member of its items renamed.
    public static func renamed(_ page: JSON, _ before: String, _ after: String) -> JSON {
        var page = page
        page[after] = page[before]
        page[before] = nil
        return page
    }
}

/// The members of an update of a refresh token.
public struct RefreshTokenFields: Patchable, Constrained {
    /// Custom metadata of the token; replaced as a whole.
    public var refreshTokenMetadata: JSONObject?

    public init(refreshTokenMetadata: JSONObject? = nil) { self.refreshTokenMetadata = refreshTokenMetadata }

    enum CodingKeys: String, CodingKey {
        case refreshTokenMetadata = "refresh_token_metadata"
    }

    public static let minPatchMembers = 1
    public static var constraints: Constraints {
        [
            "refresh_token_metadata": .object([:], others: .allowed(.any), 0...25).nullable
                .described("What to keep of it")
        ]
    }
}

/// Filters for a list of refresh tokens.
public struct RefreshTokenFilter: Codable, Sendable, CheckpointPaged, FieldSelecting, Constrained {
    public var userID: UserID
    public var clientID: ClientID?
    public var from: String?
    public var take: Int?
    public var fields: String?
    public var includeFields: Bool?

    public init(userID: UserID, clientID: ClientID? = nil, from: String? = nil, take: Int? = nil) {
        self.userID = userID
        self.clientID = clientID
        self.from = from
        self.take = take
    }

    enum CodingKeys: String, CodingKey {
        case userID = "user_id"
        case clientID = "client_id"
        case from
        case take
        case fields
        case includeFields = "include_fields"
    }

    public static var constraints: Constraints { .checkpointPaging }
}

/// The refresh tokens to revoke: by their identifiers, or all of a user, of an application, or of both.
public struct RefreshTokenRevocation: Codable, Sendable, Constrained {
    public var ids: [RefreshTokenID]?
    public var userID: UserID?
    public var clientID: ClientID?
    /// Only those of a user's tokens for an application that give access to this API.
    public var audience: String?

    public init(ids: [RefreshTokenID]) { self.ids = ids }

    public init(userID: UserID? = nil, clientID: ClientID? = nil, audience: String? = nil) {
        self.userID = userID
        self.clientID = clientID
        self.audience = audience
    }

    enum CodingKeys: String, CodingKey {
        case ids
        case userID = "user_id"
        case clientID = "client_id"
        case audience
    }

    public static var constraints: Constraints {
        [
            "ids": .array(of: RefreshTokenID.schema, 1...), "user_id": .string(1...300),
            "audience": .string(1...600).described("Identifier of the API"),
        ]
    }
}
