import Contract
import ManagementClientCore

/// Which action judges tokens of which type, where applications exchange them for the tenant's own.
public struct TokenExchangeProfiles: Resource {
    public let list = Endpoint(
        .get, "/token-exchange-profiles", "List token exchange profiles", scopes: "read:token_exchange_profiles",
        query: NextPageQuery.self, returns: Page<TokenExchangeProfile>.self)

    public let create = Endpoint(
        .post, "/token-exchange-profiles", "Create a token exchange profile",
        scopes: "create:token_exchange_profiles", status: 201, body: TokenExchangeProfileDraft.self,
        returns: TokenExchangeProfile.self)

    public let get = Endpoint(
        .get, "/token-exchange-profiles/{id}", "Get a token exchange profile", scopes: "read:token_exchange_profiles",
        at: ID<TokenExchangeProfile>.self, returns: TokenExchangeProfile.self)

    public let update = Endpoint(
        .patch, "/token-exchange-profiles/{id}", "Update a token exchange profile",
        scopes: "update:token_exchange_profiles", at: ID<TokenExchangeProfile>.self,
        body: Changes<TokenExchangeProfileDraft>.self)

    public let delete = Endpoint(
        .delete, "/token-exchange-profiles/{id}", "Delete a token exchange profile",
        scopes: "delete:token_exchange_profiles", status: 204, at: ID<TokenExchangeProfile>.self)

    public init() {}
}

extension ManagementClient {
    public var tokenExchangeProfiles: ResourceClient<TokenExchangeProfiles> { ResourceClient(self) }
}
