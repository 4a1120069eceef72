import Contract
import ManagementClientCore

/// Refresh tokens, with which applications get new access tokens for users.
public struct RefreshTokens: Resource {
    /// Lists the valid refresh tokens of a user, optionally only those of one application.
    ///
    /// `GET /refresh-tokens`, with the scope `read:refresh_tokens`. Refused with 400, 401, 403, 404 or 429.
    public let list = Endpoint(
        .get, "/refresh-tokens", "List refresh tokens", scopes: "read:refresh_tokens", query: RefreshTokenFilter.self,
        returns: RefreshTokenPage.self)

    /// Gets a refresh token.
    ///
    /// `GET /refresh-tokens/{id}`, with the scope `read:refresh_tokens`. Refused with 400, 401, 403, 404 or 429.
    public let get = Endpoint(
        .get, "/refresh-tokens/{id}", "Get a refresh token", scopes: "read:refresh_tokens", at: RefreshTokenID.self,
        returns: RefreshToken.self)

    /// Updates a refresh token.
    ///
    /// `PATCH /refresh-tokens/{id}`, with the scope `update:refresh_tokens`. Refused with 400, 401, 403, 404 or
    /// 429.
    public let update = Endpoint(
        .patch, "/refresh-tokens/{id}", "Update a refresh token", scopes: "update:refresh_tokens",
        at: RefreshTokenID.self, body: Patch<RefreshTokenFields>.self, returns: RefreshToken.self)

    /// Deletes a refresh token.
    ///
    /// `DELETE /refresh-tokens/{id}`, with the scope `delete:refresh_tokens`. Refused with 400, 401, 403 or 429.
    public let delete = Endpoint(
        .delete, "/refresh-tokens/{id}", "Delete a refresh token", scopes: "delete:refresh_tokens", status: 202,
        at: RefreshTokenID.self)

    /// Revokes several refresh tokens at once.
    ///
    /// `POST /refresh-tokens/revoke`, with the scope `delete:refresh_tokens`. Refused with 400, 401, 403 or 429.
    public let revoke = Endpoint(
        .post, "/refresh-tokens/revoke", "Revoke refresh tokens", scopes: "delete:refresh_tokens", status: 202,
        body: RefreshTokenRevocation.self)

    /// Lists the valid refresh tokens of a user.
    ///
    /// `GET /users/{user_id}/refresh-tokens`, with the scope `read:refresh_tokens`. Refused with 401, 403, 404 or
    /// 429.
    public let listOfUser = Endpoint(
        .get, "/users/{user_id}/refresh-tokens", "List a user's refresh tokens", scopes: "read:refresh_tokens",
        at: UserID.self, query: AccessQuery.self, returns: Page<RefreshToken>.self)

    /// Deletes a user's refresh tokens.
    ///
    /// `DELETE /users/{user_id}/refresh-tokens`, with the scope `delete:refresh_tokens`. Refused with 400, 401,
    /// 403, 404 or 429.
    public let deleteAllOfUser = Endpoint(
        .delete, "/users/{user_id}/refresh-tokens", "Delete a user's refresh tokens",
        scopes: "delete:refresh_tokens", status: 202, at: UserID.self)

    public init() {}
}

extension ManagementClient {
    /// Refresh tokens, with which applications get new access tokens for users.
    public var refreshTokens: ResourceClient<RefreshTokens> { ResourceClient(self) }
}
