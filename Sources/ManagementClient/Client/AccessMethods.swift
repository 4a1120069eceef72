import Contract
import AccessAPI
import ManagementClientCore

/// The methods for roles, APIs and grants that Auth0's JavaScript library documents of its
/// `ManagementClient` itself, each under its documented name. All can be called through a resource too.
extension ManagementClient {

    // MARK: Roles

    public func createRole(_ draft: RoleDraft) async throws -> Role { try await roles.create(draft) }

    public func getRole(_ id: ID<Role>) async throws -> Role { try await roles.get(id) }

    public func getRoles(_ filter: RoleFilter = .init()) async throws -> Page<Role> { try await roles.list(filter) }

    public func updateRole(_ id: ID<Role>, _ changes: Changes<RoleDraft>) async throws -> Role {
        try await roles.update(id, changes)
    }

    public func deleteRole(_ id: ID<Role>) async throws { try await roles.delete(id) }

    public func getPermissionsInRole(_ id: ID<Role>, _ query: PageQuery = .init()) async throws -> Page<Permission> {
        try await roles.permissions(id, query)
    }

    public func addPermissionsInRole(_ id: ID<Role>, _ value: PermissionSelection) async throws {
        try await roles.addPermissions(id, value)
    }

    public func removePermissionsFromRole(_ id: ID<Role>, _ value: PermissionSelection) async throws {
        try await roles.removePermissions(id, value)
    }

    public func getUsersInRole(_ id: ID<Role>, _ query: CheckpointQuery = .init()) async throws -> Page<RoleHolder> {
        try await roles.users(id, query)
    }

    public func assignUsersToRole(_ id: ID<Role>, _ value: UserSelection) async throws {
        try await roles.addUsers(id, value)
    }

    // MARK: APIs

    public func createResourceServer(_ draft: ResourceServerDraft) async throws -> ResourceServer {
        try await resourceServers.create(draft)
    }

    public func getResourceServer(_ id: ID<ResourceServer>, _ query: ResourceServerQuery = .init()) async throws
        -> ResourceServer
    { try await resourceServers.get(id, query) }

    public func getResourceServers(_ query: ResourceServerFilter = .init()) async throws -> Page<ResourceServer> {
        try await resourceServers.list(query)
    }

    public func updateResourceServer(_ id: ID<ResourceServer>, _ changes: Changes<ResourceServerDraft>) async throws
        -> ResourceServer
    { try await resourceServers.update(id, changes) }

    public func deleteResourceServer(_ id: ID<ResourceServer>) async throws { try await resourceServers.delete(id) }

    // MARK: Grants

    public func getGrants(_ query: GrantFilter = .init()) async throws -> Page<Grant> { try await grants.list(query) }

    public func deleteGrant(_ id: ID<Grant>) async throws { try await grants.delete(id) }
}
