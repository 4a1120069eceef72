import ManagementClientCore
import PeopleAPI

/// The methods for users that Auth0's JavaScript library documents of its `ManagementClient` itself, each under its
/// documented name. All can be called through a resource too.
extension ManagementClient {

    // MARK: Users

    public func createUser(_ draft: UserDraft) async throws -> User { try await users.create(draft) }

    public func getUser(_ id: UserID) async throws -> User { try await users.get(id) }

    public func getUsers(_ filter: UserFilter = .init()) async throws -> Page<User> { try await users.list(filter) }

    public func getUsersByEmail(
        _ email: String, fields: String? = nil, includeFields: Bool? = nil
    ) async throws -> [User] {
        try await users.getByEmail(email, fields: fields, includeFields: includeFields)
    }

    public func updateUser(_ id: UserID, _ changes: Changes<UserFields>) async throws -> User {
        try await users.update(id, changes)
    }

    /// Merges the first level of some metadata into what the user may change.
    public func updateUserMetadata(_ id: UserID, _ metadata: JSONObject) async throws -> User {
        try await users.updateUserMetadata(id, metadata)
    }

    /// Merges the first level of some metadata into what the user cannot change.
    public func updateAppMetadata(_ id: UserID, _ metadata: JSONObject) async throws -> User {
        try await users.updateAppMetadata(id, metadata)
    }

    public func deleteUser(_ id: UserID) async throws { try await users.delete(id) }

    /// Deletes all users.
    @available(*, deprecated, message: "Auth0 has retired it; delete users one by one", renamed: "deleteUser")
    public func deleteAllUsers() async throws { try await users.deleteAll() }

    public func linkUsers(_ id: UserID, _ other: IdentityLink) async throws -> [Identity] {
        try await users.link(id, other)
    }

    public func unlinkUsers(_ identity: IdentityPath) async throws -> [Identity] {
        try await users.unlink(at: identity)
    }

    public func getUserLogs(_ id: UserID, _ filter: UserLogFilter = .init()) async throws -> Page<Log> {
        try await users.logs(id, filter)
    }

    // MARK: Roles and permissions

    public func getUserRoles(_ id: UserID, _ page: PageQuery = .init()) async throws -> Page<Role> {
        try await users.roles(id, page)
    }

    public func assignRolesToUser(_ id: UserID, _ roles: RoleSelection) async throws {
        try await users.assignRoles(id, roles)
    }

    @available(*, deprecated, renamed: "assignRolesToUser")
    public func assignRolestoUser(_ id: UserID, _ roles: RoleSelection) async throws {
        try await assignRolesToUser(id, roles)
    }

    public func removeRolesFromUser(_ id: UserID, _ roles: RoleSelection) async throws {
        try await users.removeRoles(id, roles)
    }

    public func getUserPermissions(_ id: UserID, _ page: PageQuery = .init()) async throws -> Page<UserPermission> {
        try await users.permissions(id, page)
    }

    public func assignPermissionsToUser(_ id: UserID, _ permissions: PermissionSelection) async throws {
        try await users.assignPermissions(id, permissions)
    }

    public func removePermissionsFromUser(_ id: UserID, _ permissions: PermissionSelection) async throws {
        try await users.removePermissions(id, permissions)
    }

    // MARK: Second factors and blocks

    /// Deletes the second factors of a provider.
    public func deleteUserMultifactor(_ id: UserID, _ provider: MultifactorProvider) async throws {
        try await users.deleteMultifactorProvider(id, provider)
    }

    @available(*, deprecated, renamed: "deleteUserMultifactor")
    public func deleteUserMultifcator(_ id: UserID, _ provider: MultifactorProvider) async throws {
        try await deleteUserMultifactor(id, provider)
    }

    /// The first second factor that a user has shown to work, if any.
    public func getGuardianEnrollments(_ id: UserID) async throws -> [Enrollment] {
        try await users.getGuardianEnrollments(id)
    }

    /// Puts a new recovery code in place of the one that the user has.
    public func regenerateRecoveryCode(_ id: UserID) async throws -> RecoveryCode {
        try await users.regenerateRecoveryCode(id)
    }

    /// Has all browsers be asked for a second factor again.
    public func invalidateRememberBrowser(_ id: UserID) async throws { try await users.invalidateRememberBrowser(id) }

    public func getUserBlocks(_ id: UserID) async throws -> BlockedFor { try await userBlocks.get(id) }

    public func getUserBlocksByIdentifier(_ identifier: String) async throws -> BlockedFor {
        try await userBlocks.find(.init(identifier: identifier))
    }

    public func unblockUser(_ id: UserID) async throws { try await userBlocks.delete(id) }

    public func unblockUserByIdentifier(_ identifier: String) async throws {
        try await userBlocks.unblock(.init(identifier: identifier))
    }

    // MARK: Many users at a time

    public func importUsers(_ users: UsersImport) async throws -> Job { try await jobs.importUsers(users) }

    /// The same as `importUsers`.
    public func importUsersJob(_ users: UsersImport) async throws -> Job { try await jobs.importUsers(users) }

    public func exportUsers(_ export: UsersExport) async throws -> Job { try await jobs.exportUsers(export) }
}
