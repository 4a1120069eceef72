import Contract
import ManagementClientCore

/// Network access control lists: rules by address, user agent and host, evaluated in the order of their priority.
public struct NetworkACLs: Resource {
    /// Lists access control lists.
    ///
    /// `GET /network-acls`, with the scope `read:network_acls`. Refused with 401, 403, 404 or 429.
    public let list = Endpoint(
        .get, "/network-acls", "List access control lists", scopes: "read:network_acls", query: PageQuery.self,
        returns: Page<NetworkACL>.self)

    /// Creates an access control list.
    ///
    /// `POST /network-acls`, with the scope `create:network_acls`. Refused with 400, 401, 403, 409 or 429.
    public let create = Endpoint(
        .post, "/network-acls", "Create an access control list", scopes: "create:network_acls", status: 201,
        body: NetworkACLDraft.self, returns: NetworkACL.self)

    /// Gets an access control list.
    ///
    /// `GET /network-acls/{id}`, with the scope `read:network_acls`. Refused with 401, 403, 404 or 429.
    public let get = Endpoint(
        .get, "/network-acls/{id}", "Get an access control list", scopes: "read:network_acls", at: ID<NetworkACL>.self,
        returns: NetworkACL.self)

    /// Replaces an access control list.
    ///
    /// `PUT /network-acls/{id}`, with the scope `update:network_acls`. Refused with 400, 401, 403, 404 or 429.
    public let replace = Endpoint(
        .put, "/network-acls/{id}", "Replace an access control list", scopes: "update:network_acls",
        at: ID<NetworkACL>.self, body: NetworkACLDraft.self, returns: NetworkACL.self)

    /// Updates an access control list.
    ///
    /// `PATCH /network-acls/{id}`, with the scope `update:network_acls`. Refused with 400, 401, 403, 404 or 429.
    public let update = Endpoint(
        .patch, "/network-acls/{id}", "Update an access control list", scopes: "update:network_acls",
        at: ID<NetworkACL>.self, body: Patch<NetworkACLDraft>.self, returns: NetworkACL.self)

    /// Deletes an access control list.
    ///
    /// `DELETE /network-acls/{id}`, with the scope `delete:network_acls`. Refused with 400, 401, 403, 404 or 429.
    public let delete = Endpoint(
        .delete, "/network-acls/{id}", "Delete an access control list", scopes: "delete:network_acls", status: 204,
        or: 200, at: ID<NetworkACL>.self, returns: NetworkACLDeletion.self)

    public init() {}
}

extension ManagementClient {
    /// Network access control lists: rules by address, user agent and host, evaluated in the order of their priority.
    public var networkACLs: ResourceClient<NetworkACLs> { ResourceClient(self) }
}
