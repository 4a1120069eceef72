import Contract
import ManagementClientCore

/// The APIs that tokens can be issued for.
public struct ResourceServers: Resource {
    public let list = Endpoint(
        .get, "/resource-servers", "List resource servers", scopes: "read:resource_servers",
        query: ResourceServerFilter.self, returns: Page<ResourceServer>.self)

    public let create = Endpoint(
        .post, "/resource-servers", "Create a resource server", scopes: "create:resource_servers", status: 201,
        body: ResourceServerDraft.self, returns: ResourceServer.self)

    /// An API, by its `id` or its `identifier`.
    public let get = Endpoint(
        .get, "/resource-servers/{id}", "Get a resource server", scopes: "read:resource_servers",
        at: ID<ResourceServer>.self, query: ResourceServerQuery.self, returns: ResourceServer.self)

    public let update = Endpoint(
        .patch, "/resource-servers/{id}", "Update a resource server", scopes: "update:resource_servers",
        at: ID<ResourceServer>.self, body: Changes<ResourceServerDraft>.self, returns: ResourceServer.self)

    /// Deletes an API, with its permissions wherever they were given, and its client grants.
    public let delete = Endpoint(
        .delete, "/resource-servers/{id}", "Delete a resource server", scopes: "delete:resource_servers", status: 204,
        at: ID<ResourceServer>.self)

    public init() {}
}

extension ManagementClient {
    public var resourceServers: ResourceClient<ResourceServers> { ResourceClient(self) }
}
