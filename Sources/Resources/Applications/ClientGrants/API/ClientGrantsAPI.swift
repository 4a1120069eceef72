import Contract
import ManagementClientCore

/// Client grants, which authorize applications for APIs.
public struct ClientGrants: Resource {
    /// Lists client grants.
    ///
    /// `GET /client-grants`, with the scope `read:client_grants`. Refused with 401, 403 or 429.
    public let list = Endpoint(
        .get, "/client-grants", "List client grants", scopes: "read:client_grants", query: ClientGrantFilter.self,
        returns: Page<ClientGrant>.self)

    /// Creates a client grant.
    ///
    /// `POST /client-grants`, with the scope `create:client_grants`. Refused with 400, 401, 403, 404, 409 or 429.
    public let create = Endpoint(
        .post, "/client-grants", "Create a client grant", scopes: "create:client_grants", status: 201,
        body: ClientGrantDraft.self, returns: ClientGrant.self)

    /// Gets a client grant.
    ///
    /// `GET /client-grants/{id}`, with the scope `read:client_grants`. Refused with 401, 403, 404 or 429.
    public let get = Endpoint(
        .get, "/client-grants/{id}", "Get a client grant", scopes: "read:client_grants", at: ID<ClientGrant>.self,
        returns: ClientGrant.self)

    /// Updates a client grant.
    ///
    /// `PATCH /client-grants/{id}`, with the scope `update:client_grants`. Refused with 400, 401, 403, 404 or 429.
    public let update = Endpoint(
        .patch, "/client-grants/{id}", "Update a client grant", scopes: "update:client_grants",
        at: ID<ClientGrant>.self, body: Patch<ClientGrantDraft>.self, returns: ClientGrant.self)

    /// Deletes a client grant.
    ///
    /// `DELETE /client-grants/{id}`, with the scope `delete:client_grants`. Refused with 400, 401, 403 or 429.
    public let delete = Endpoint(
        .delete, "/client-grants/{id}", "Delete a client grant", scopes: "delete:client_grants", status: 204,
        at: ID<ClientGrant>.self)

    /// Lists the organizations that are associated with a client grant.
    ///
    /// `GET /client-grants/{id}/organizations`, with the scope `read:organization_client_grants`. Refused with 400,
    /// 401, 403 or 429.
    public let organizations = Endpoint(
        .get, "/client-grants/{id}/organizations", "List a client grant's organizations",
        scopes: "read:organization_client_grants", at: ID<ClientGrant>.self, query: CheckpointQuery.self,
        returns: Page<Organization>.self)

    public init() {}
}

extension ManagementClient {
    /// Client grants, which authorize applications for APIs.
    public var clientGrants: ResourceClient<ClientGrants> { ResourceClient(self) }
}
