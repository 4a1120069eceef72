import Contract
import ManagementClientCore

/// External accounts that users connect for use by applications.
public struct ConnectedAccounts: Resource {
    /// Lists the connected accounts of a user; 10 per page by default.
    ///
    /// `GET /users/{id}/connected-accounts`, with the scope `read:users`. Refused with 400, 401, 403 or 429.
    public let list = Endpoint(
        .get, "/users/{id}/connected-accounts", "List a user's connected accounts", scopes: "read:users",
        at: UserID.self, query: ConnectedAccountQuery.self, returns: Page<ConnectedAccount>.self)

    /// Lists the unexpired federated token sets of a user, without the tokens themselves.
    ///
    /// `GET /users/{id}/federated-connections-tokensets`, with the scope `read:federated_connections_tokens`.
    /// Refused with 401, 403, 404 or 429.
    public let tokenSets = Endpoint(
        .get, "/users/{id}/federated-connections-tokensets", "List a user's federated token sets",
        scopes: "read:federated_connections_tokens", at: UserID.self, returns: [FederatedTokenSet].self)

    /// Deletes a federated token set.
    ///
    /// `DELETE /users/{id}/federated-connections-tokensets/{tokenset_id}`, with the scope
    /// `delete:federated_connections_tokens`. Refused with 400, 401, 403 or 429.
    public let deleteTokenSet = Endpoint(
        .delete, "/users/{id}/federated-connections-tokensets/{tokenset_id}", "Delete a federated token set",
        scopes: "delete:federated_connections_tokens", status: 204, at: Nested<UserIdentity, FederatedTokenSet>.self)

    public init() {}
}

/// An external account that a user has connected for use by applications.
public struct ConnectedAccount: Pageable, Hashable {
    public static let listName = "connected_accounts"

    public var id: String
    /// The name of the connection.
    public var connection: String
    public var connectionID: String
    /// The type of the connection, such as `google-oauth2`.
    public var strategy: String
    /// The access type; `offline` allows access while the user is absent.
    public var accessType: String
    public var scopes: [String]?
    public var organizationID: String?
    public var createdAt: Timestamp
    public var expiresAt: Timestamp?

    public init(
        id: String, connection: String, connectionID: String, strategy: String, scopes: [String]? = nil,
        organizationID: String? = nil, createdAt: Timestamp, expiresAt: Timestamp? = nil
    ) {
        self.id = id
        self.connection = connection
        self.connectionID = connectionID
        self.strategy = strategy
        accessType = "offline"
        self.scopes = scopes
        self.organizationID = organizationID
        self.createdAt = createdAt
        self.expiresAt = expiresAt
    }

    enum CodingKeys: String, CodingKey {
        case id
        case connection
        case connectionID = "connection_id"
        case strategy
        case accessType = "access_type"
        case scopes
        case organizationID = "organization_id"
        case createdAt = "created_at"
        case expiresAt = "expires_at"
    }
}

/// The metadata of tokens that an identity provider issued.
public struct FederatedTokenSet: Codable, Hashable, Sendable, Constrained, Identified {
    public static let refusesOtherMembers = false
    public static var identifierSchema: Schema { .string(1...36) }

    public var id: ID<FederatedTokenSet>
    /// The name of the connection.
    public var connection: String
    public var scope: String?
    public var issuedAt: Timestamp?
    public var expiresAt: Timestamp?
    public var lastUsedAt: Timestamp?

    public init(
        id: ID<FederatedTokenSet>, connection: String, scope: String? = nil, issuedAt: Timestamp? = nil,
        expiresAt: Timestamp? = nil, lastUsedAt: Timestamp? = nil
    ) {
        self.id = id
        self.connection = connection
        self.scope = scope
        self.issuedAt = issuedAt
        self.expiresAt = expiresAt
        self.lastUsedAt = lastUsedAt
    }

    enum CodingKeys: String, CodingKey {
        case id
        case connection
        case scope
        case issuedAt = "issued_at"
        case expiresAt = "expires_at"
        case lastUsedAt = "last_used_at"
    }

    public static var constraints: Constraints {
        ["expires_at": Timestamp.schema.nullable, "last_used_at": Timestamp.schema.nullable]
    }
}

/// The page of connected accounts to list.
public struct ConnectedAccountQuery: Codable, Sendable, CheckpointPaged, Constrained {
    public var from: String?
    public var take: Int?

    public init(from: String? = nil, take: Int? = nil) {
        self.from = from
        self.take = take
    }

    public static var constraints: Constraints { .checkpointPaging }
}

extension ManagementClient {
    /// External accounts that users connect for use by applications.
    public var connectedAccounts: ResourceClient<ConnectedAccounts> { ResourceClient(self) }
}
