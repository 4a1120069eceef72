import Contract
import ManagementClientCore

/// Token exchange profiles: the actions that validate subject tokens which applications exchange for the tenant's own.
public struct TokenExchangeProfiles: Resource {
    /// Lists token exchange profiles.
    ///
    /// `GET /token-exchange-profiles`, with the scope `read:token_exchange_profiles`. Refused with 400, 401, 403 or
    /// 429.
    public let list = Endpoint(
        .get, "/token-exchange-profiles", "List token exchange profiles", scopes: "read:token_exchange_profiles",
        query: NextPageQuery.self, returns: Page<TokenExchangeProfile>.self)

    /// Creates a token exchange profile.
    ///
    /// `POST /token-exchange-profiles`, with the scope `create:token_exchange_profiles`. Refused with 400, 401,
    /// 403, 409 or 429.
    public let create = Endpoint(
        .post, "/token-exchange-profiles", "Create a token exchange profile",
        scopes: "create:token_exchange_profiles", status: 201, body: TokenExchangeProfileDraft.self,
        returns: TokenExchangeProfile.self)

    /// Gets a token exchange profile.
    ///
    /// `GET /token-exchange-profiles/{id}`, with the scope `read:token_exchange_profiles`. Refused with 400, 401,
    /// 403, 404 or 429.
    public let get = Endpoint(
        .get, "/token-exchange-profiles/{id}", "Get a token exchange profile", scopes: "read:token_exchange_profiles",
        at: ID<TokenExchangeProfile>.self, returns: TokenExchangeProfile.self)

    /// Updates a token exchange profile.
    ///
    /// `PATCH /token-exchange-profiles/{id}`, with the scope `update:token_exchange_profiles`. Refused with 400,
    /// 401, 403, 404 or 429.
    public let update = Endpoint(
        .patch, "/token-exchange-profiles/{id}", "Update a token exchange profile",
        scopes: "update:token_exchange_profiles", at: ID<TokenExchangeProfile>.self,
        body: Patch<TokenExchangeProfileDraft>.self)

    /// Deletes a token exchange profile.
    ///
    /// `DELETE /token-exchange-profiles/{id}`, with the scope `delete:token_exchange_profiles`. Refused with 401,
    /// 403 or 429.
    public let delete = Endpoint(
        .delete, "/token-exchange-profiles/{id}", "Delete a token exchange profile",
        scopes: "delete:token_exchange_profiles", status: 204, at: ID<TokenExchangeProfile>.self)

    public init() {}
}

extension ManagementClient {
    /// Token exchange profiles: the actions that validate subject tokens which applications exchange for the tenant's
    /// own.
    public var tokenExchangeProfiles: ResourceClient<TokenExchangeProfiles> { ResourceClient(self) }
}
