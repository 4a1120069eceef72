import Contract
import ManagementClientCore

/// What applications may do on APIs.
public struct ClientGrants: Resource {
    public let list = Endpoint(
        .get, "/client-grants", "List client grants", scopes: "read:client_grants", query: ClientGrantFilter.self,
        returns: Page<ClientGrant>.self)

    public let create = Endpoint(
        .post, "/client-grants", "Create a client grant", scopes: "create:client_grants", status: 201,
        body: ClientGrantDraft.self, returns: ClientGrant.self)

    public let get = Endpoint(
        .get, "/client-grants/{id}", "Get a client grant", scopes: "read:client_grants", at: ID<ClientGrant>.self,
        returns: ClientGrant.self)

    public let update = Endpoint(
        .patch, "/client-grants/{id}", "Update a client grant", scopes: "update:client_grants",
        at: ID<ClientGrant>.self, body: Changes<ClientGrantDraft>.self, returns: ClientGrant.self)

    public let delete = Endpoint(
        .delete, "/client-grants/{id}", "Delete a client grant", scopes: "delete:client_grants", status: 204,
        at: ID<ClientGrant>.self)

    /// The organizations that a grant is given to.
    public let organizations = Endpoint(
        .get, "/client-grants/{id}/organizations", "List a client grant's organizations",
        scopes: "read:organization_client_grants", at: ID<ClientGrant>.self, query: CheckpointQuery.self,
        returns: Page<Organization>.self)

    public init() {}
}

extension ManagementClient {
    public var clientGrants: ResourceClient<ClientGrants> { ResourceClient(self) }
}
