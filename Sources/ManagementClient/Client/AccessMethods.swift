import Contract
import AccessAPI
import ManagementClientCore

/// The methods for roles, APIs and grants that Auth0's JavaScript library documents of its
/// `ManagementClient` itself, each under its documented name. All can be called through a resource too.
extension ManagementClient {

    // MARK: Roles

    /// Creates a role.
    ///
    /// `POST /roles`, with the scope `create:roles`. Refused with 400, 401, 403, 409 or 429. The same as
    /// `roles.create`.
    public func createRole(_ draft: RoleDraft) async throws -> Role { try await roles.create(draft) }

    /// Gets a role.
    ///
    /// `GET /roles/{id}`, with the scope `read:roles`. Refused with 400, 401, 403, 404 or 429. The same as
    /// `roles.get`.
    public func getRole(_ id: ID<Role>) async throws -> Role { try await roles.get(id) }

    /// Lists roles.
    ///
    /// `GET /roles`, with the scope `read:roles`. Refused with 400, 401, 403 or 429. The same as `roles.list`.
    public func getRoles(_ filter: RoleFilter = .init()) async throws -> Page<Role> { try await roles.list(filter) }

    /// Changes a role.
    ///
    /// `PATCH /roles/{id}`, with the scope `update:roles`. Refused with 400, 401, 403 or 429. The same as
    /// `roles.update`.
    public func updateRole(_ id: ID<Role>, _ changes: Patch<RoleDraft>) async throws -> Role {
        try await roles.update(id, changes)
    }

    /// Deletes a role.
    ///
    /// `DELETE /roles/{id}`, with the scope `delete:roles`. Refused with 400, 401, 403, 404 or 429. The same as
    /// `roles.delete`.
    public func deleteRole(_ id: ID<Role>) async throws { try await roles.delete(id) }

    /// Lists a role's permissions.
    ///
    /// `GET /roles/{id}/permissions`, with the scope `read:roles`. Refused with 400, 401, 403, 404 or 429. The same
    /// as `roles.permissions`.
    public func getPermissionsInRole(_ id: ID<Role>, _ query: PageQuery = .init()) async throws -> Page<Permission> {
        try await roles.permissions(id, query)
    }

    /// Adds permissions to a role.
    ///
    /// `POST /roles/{id}/permissions`, with the scope `update:roles`. Refused with 400, 401, 403 or 429. The same
    /// as `roles.addPermissions`.
    public func addPermissionsInRole(_ id: ID<Role>, _ value: PermissionSelection) async throws {
        try await roles.addPermissions(id, value)
    }

    /// Removes permissions from a role.
    ///
    /// `DELETE /roles/{id}/permissions`, with the scope `update:roles`. Refused with 400, 401, 403 or 429. The same
    /// as `roles.removePermissions`.
    public func removePermissionsFromRole(_ id: ID<Role>, _ value: PermissionSelection) async throws {
        try await roles.removePermissions(id, value)
    }

    /// Lists a role's users.
    ///
    /// `GET /roles/{id}/users`, with the scope `read:users`, `read:roles` or `read:role_members`. Refused with 400,
    /// 401, 403, 404 or 429. The same as `roles.users`.
    public func getUsersInRole(_ id: ID<Role>, _ query: CheckpointQuery = .init()) async throws -> Page<RoleHolder> {
        try await roles.users(id, query)
    }

    /// Assigns users to a role.
    ///
    /// `POST /roles/{id}/users`, with the scope `update:roles` or `create:role_members`. Refused with 400, 401,
    /// 403, 404 or 429. The same as `roles.addUsers`.
    public func assignUsersToRole(_ id: ID<Role>, _ value: UserSelection) async throws {
        try await roles.addUsers(id, value)
    }

    // MARK: APIs

    /// Creates a resource server.
    ///
    /// `POST /resource-servers`, with the scope `create:resource_servers`. Refused with 400, 401, 403, 409 or 429.
    /// The same as `resourceServers.create`.
    public func createResourceServer(_ draft: ResourceServerDraft) async throws -> ResourceServer {
        try await resourceServers.create(draft)
    }

    /// Gets a resource server.
    ///
    /// `GET /resource-servers/{id}`, with the scope `read:resource_servers`. Refused with 400, 401, 403, 404 or
    /// 429. The same as `resourceServers.get`.
    public func getResourceServer(_ id: ID<ResourceServer>, _ query: ResourceServerQuery = .init()) async throws
        -> ResourceServer
    { try await resourceServers.get(id, query) }

    /// Lists resource servers.
    ///
    /// `GET /resource-servers`, with the scope `read:resource_servers`. Refused with 400, 401, 403 or 429. The same
    /// as `resourceServers.list`.
    public func getResourceServers(_ query: ResourceServerFilter = .init()) async throws -> Page<ResourceServer> {
        try await resourceServers.list(query)
    }

    /// Changes a resource server.
    ///
    /// `PATCH /resource-servers/{id}`, with the scope `update:resource_servers`. Refused with 400, 401, 403, 409 or
    /// 429. The same as `resourceServers.update`.
    public func updateResourceServer(_ id: ID<ResourceServer>, _ changes: Patch<ResourceServerDraft>) async throws
        -> ResourceServer
    { try await resourceServers.update(id, changes) }

    /// Deletes a resource server.
    ///
    /// `DELETE /resource-servers/{id}`, with the scope `delete:resource_servers`. Refused with 400, 401, 403 or
    /// 429. The same as `resourceServers.delete`.
    public func deleteResourceServer(_ id: ID<ResourceServer>) async throws { try await resourceServers.delete(id) }

    // MARK: Grants

    /// Lists grants.
    ///
    /// `GET /grants`, with the scope `read:grants`. Refused with 401, 403 or 429. The same as `grants.list`.
    public func getGrants(_ query: GrantFilter = .init()) async throws -> Page<Grant> { try await grants.list(query) }

    /// Deletes a grant.
    ///
    /// `DELETE /grants/{id}`, with the scope `delete:grants`. Refused with 401, 403 or 429. The same as
    /// `grants.delete`.
    public func deleteGrant(_ id: ID<Grant>) async throws { try await grants.delete(id) }
}
