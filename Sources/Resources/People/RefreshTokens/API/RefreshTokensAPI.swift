import Contract
import ManagementClientCore

/// With what applications get new access tokens for users.
public struct RefreshTokens: Resource {
    /// The refresh tokens of a user that have not ended, whatever application they are for or for one.
    public let list = Endpoint(
        .get, "/refresh-tokens", "List refresh tokens", scopes: "read:refresh_tokens", query: RefreshTokenFilter.self,
        returns: RefreshTokenPage.self)

    public let get = Endpoint(
        .get, "/refresh-tokens/{id}", "Get a refresh token", scopes: "read:refresh_tokens", at: RefreshTokenID.self,
        returns: RefreshToken.self)

    public let update = Endpoint(
        .patch, "/refresh-tokens/{id}", "Update a refresh token", scopes: "update:refresh_tokens",
        at: RefreshTokenID.self, body: Changes<RefreshTokenFields>.self, returns: RefreshToken.self)

    public let delete = Endpoint(
        .delete, "/refresh-tokens/{id}", "Delete a refresh token", scopes: "delete:refresh_tokens", status: 202,
        at: RefreshTokenID.self)

    /// Revokes many at once.
    public let revoke = Endpoint(
        .post, "/refresh-tokens/revoke", "Revoke refresh tokens", scopes: "delete:refresh_tokens", status: 202,
        body: RefreshTokenRevocation.self)

    /// A user's refresh tokens that have not ended.
    public let listOfUser = Endpoint(
        .get, "/users/{user_id}/refresh-tokens", "List a user's refresh tokens", scopes: "read:refresh_tokens",
        at: UserID.self, query: AccessQuery.self, returns: Page<RefreshToken>.self)

    public let deleteAllOfUser = Endpoint(
        .delete, "/users/{user_id}/refresh-tokens", "Delete a user's refresh tokens",
        scopes: "delete:refresh_tokens", status: 202, at: UserID.self)

    public init() {}
}

extension ManagementClient {
    public var refreshTokens: ResourceClient<RefreshTokens> { ResourceClient(self) }
}
