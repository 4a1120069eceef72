import Contract
import ManagementClientCore

/// Roles: named sets of permissions that can be assigned to users.
public struct Roles: Resource {
    /// Lists the tenant's roles by name.
    ///
    /// `GET /roles`, with the scope `read:roles`. Refused with 400, 401, 403 or 429.
    public let list = Endpoint(
        .get, "/roles", "List roles", scopes: "read:roles", query: RoleFilter.self, returns: Page<Role>.self)

    /// Creates a role.
    ///
    /// `POST /roles`, with the scope `create:roles`. Refused with 400, 401, 403, 409 or 429.
    public let create = Endpoint(
        .post, "/roles", "Create a role", scopes: "create:roles", body: RoleDraft.self, returns: Role.self)

    /// Gets a role.
    ///
    /// `GET /roles/{id}`, with the scope `read:roles`. Refused with 400, 401, 403, 404 or 429.
    public let get = Endpoint(
        .get, "/roles/{id}", "Get a role", scopes: "read:roles", at: ID<Role>.self, returns: Role.self)

    /// Updates a role.
    ///
    /// `PATCH /roles/{id}`, with the scope `update:roles`. Refused with 400, 401, 403 or 429.
    public let update = Endpoint(
        .patch, "/roles/{id}", "Update a role", scopes: "update:roles", at: ID<Role>.self,
        body: Patch<RoleDraft>.self, returns: Role.self)

    /// Deletes a role and its assignments to users.
    ///
    /// `DELETE /roles/{id}`, with the scope `delete:roles`. Refused with 400, 401, 403, 404 or 429.
    public let delete = Endpoint(
        .delete, "/roles/{id}", "Delete a role", scopes: "delete:roles", at: ID<Role>.self)

    /// Lists the permissions of a role.
    ///
    /// `GET /roles/{id}/permissions`, with the scope `read:roles`. Refused with 400, 401, 403, 404 or 429.
    public let permissions = Endpoint(
        .get, "/roles/{id}/permissions", "List a role's permissions", scopes: "read:roles", at: ID<Role>.self,
        query: PageQuery.self, returns: Page<Permission>.self)

    /// Adds permissions to a role; existing ones are kept.
    ///
    /// `POST /roles/{id}/permissions`, with the scope `update:roles`. Refused with 400, 401, 403 or 429.
    public let addPermissions = Endpoint(
        .post, "/roles/{id}/permissions", "Add permissions to a role", scopes: "update:roles", status: 201,
        at: ID<Role>.self, body: PermissionSelection.self)

    /// Removes permissions from a role.
    ///
    /// `DELETE /roles/{id}/permissions`, with the scope `update:roles`. Refused with 400, 401, 403 or 429.
    public let removePermissions = Endpoint(
        .delete, "/roles/{id}/permissions", "Remove permissions from a role", scopes: "update:roles", status: 204,
        at: ID<Role>.self, body: PermissionSelection.self)

    /// Lists the users to whom a role is assigned.
    ///
    /// `GET /roles/{id}/users`, with the scope `read:users`, `read:roles` or `read:role_members`. Refused with 400,
    /// 401, 403, 404 or 429.
    public let users = Endpoint(
        .get, "/roles/{id}/users", "List a role's users", scopes: "read:users", "read:roles", "read:role_members",
        at: ID<Role>.self, query: CheckpointQuery.self, returns: Page<RoleHolder>.self)

    /// Assigns a role to users.
    ///
    /// `POST /roles/{id}/users`, with the scope `update:roles` or `create:role_members`. Refused with 400, 401,
    /// 403, 404 or 429.
    public let addUsers = Endpoint(
        .post, "/roles/{id}/users", "Assign users to a role", scopes: "update:roles", "create:role_members",
        at: ID<Role>.self, body: UserSelection.self)

    public init() {}
}

extension ManagementClient {
    /// Roles: named sets of permissions that can be assigned to users.
    public var roles: ResourceClient<Roles> { ResourceClient(self) }
}
