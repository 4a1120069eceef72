import Contract
import Storage

/// A connected account, which applications may use on behalf of the user.
public struct ConnectedAccountRow: Sendable {
    /// The identifier: `cac_` and 16 letters and digits.
    public let id: String
    public let userID: UserID
    public let connectionID: String
    public var scopes: [String]?
    public var organizationID: String?
    public let createdAt: Timestamp
    /// The expiry of the provider's tokens; `nil` if it is unknown.
    public var expiresAt: Timestamp?

    public init(
        id: String, userID: UserID, connectionID: String, scopes: [String]? = nil, organizationID: String? = nil,
        at now: Timestamp, expiresAt: Timestamp? = nil
    ) {
        self.id = id
        self.userID = userID
        self.connectionID = connectionID
        self.scopes = scopes
        self.organizationID = organizationID
        createdAt = now
        self.expiresAt = expiresAt
    }
}

/// A set of tokens from a provider, stored for a user.
public struct FederatedTokenSetRow: Sendable {
    public let id: String
    public let userID: UserID
    /// The connection's name.
    public let connection: String
    public var scope: String?
    public let issuedAt: Timestamp
    public var expiresAt: Timestamp?
    public var lastUsedAt: Timestamp?
    /// Secret: the provider's tokens.
    public var tokens: JSON

    public init(
        id: String, userID: UserID, connection: String, scope: String? = nil, issuedAt: Timestamp,
        expiresAt: Timestamp? = nil, tokens: JSON
    ) {
        self.id = id
        self.userID = userID
        self.connection = connection
        self.scope = scope
        self.issuedAt = issuedAt
        self.expiresAt = expiresAt
        self.tokens = tokens
    }
}

extension Transaction {
    /// Inserts a connected account.
    public func insert(_ account: ConnectedAccountRow) throws {
        try insert(
            into: "connected_accounts",
            [
                "id": account.id, "user_id": account.userID, "connection_id": account.connectionID,
                "scopes": account.scopes.map { JSON.array($0.map(JSON.string)) },
                "organization_id": account.organizationID, "created_at": account.createdAt,
                "expires_at": account.expiresAt,
            ])
    }

    /// Inserts a token set.
    public func insert(_ tokenSet: FederatedTokenSetRow) throws {
        try insert(
            into: "federated_token_sets",
            [
                "id": tokenSet.id, "user_id": tokenSet.userID, "connection": tokenSet.connection,
                "scope": tokenSet.scope, "issued_at": tokenSet.issuedAt, "expires_at": tokenSet.expiresAt,
                "last_used_at": tokenSet.lastUsedAt, "tokens": tokenSet.tokens,
            ])
    }
}
