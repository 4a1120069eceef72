import Contract
import ManagementClientCore

/// The APIs for which tokens can be issued.
public struct ResourceServers: Resource {
    /// Lists resource servers.
    ///
    /// `GET /resource-servers`, with the scope `read:resource_servers`. Refused with 400, 401, 403 or 429.
    public let list = Endpoint(
        .get, "/resource-servers", "List resource servers", scopes: "read:resource_servers",
        query: ResourceServerFilter.self, returns: Page<ResourceServer>.self)

    /// Creates a resource server.
    ///
    /// `POST /resource-servers`, with the scope `create:resource_servers`. Refused with 400, 401, 403, 409 or 429.
    public let create = Endpoint(
        .post, "/resource-servers", "Create a resource server", scopes: "create:resource_servers", status: 201,
        body: ResourceServerDraft.self, returns: ResourceServer.self)

    /// Gets an API by its `id` or its `identifier`.
    ///
    /// `GET /resource-servers/{id}`, with the scope `read:resource_servers`. Refused with 400, 401, 403, 404 or
    /// 429.
    public let get = Endpoint(
        .get, "/resource-servers/{id}", "Get a resource server", scopes: "read:resource_servers",
        at: ID<ResourceServer>.self, query: ResourceServerQuery.self, returns: ResourceServer.self)

    /// Updates a resource server.
    ///
    /// `PATCH /resource-servers/{id}`, with the scope `update:resource_servers`. Refused with 400, 401, 403, 409 or
    /// 429.
    public let update = Endpoint(
        .patch, "/resource-servers/{id}", "Update a resource server", scopes: "update:resource_servers",
        at: ID<ResourceServer>.self, body: Patch<ResourceServerDraft>.self, returns: ResourceServer.self)

    /// Deletes an API together with its client grants and all assignments of its permissions.
    ///
    /// `DELETE /resource-servers/{id}`, with the scope `delete:resource_servers`. Refused with 400, 401, 403 or
    /// 429.
    public let delete = Endpoint(
        .delete, "/resource-servers/{id}", "Delete a resource server", scopes: "delete:resource_servers", status: 204,
        at: ID<ResourceServer>.self)

    public init() {}
}

extension ManagementClient {
    /// The APIs for which tokens can be issued.
    public var resourceServers: ResourceClient<ResourceServers> { ResourceClient(self) }
}
