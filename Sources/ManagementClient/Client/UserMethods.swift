import ManagementClientCore
import PeopleAPI

/// The methods for users that Auth0's JavaScript library documents of its `ManagementClient` itself, each under its
/// documented name. All can be called through a resource too.
extension ManagementClient {

    // MARK: Users

    /// Creates a user.
    ///
    /// `POST /users`, with the scope `create:users`. Refused with 400, 401, 403, 409 or 429. The same as
    /// `users.create`.
    public func createUser(_ draft: UserDraft) async throws -> User { try await users.create(draft) }

    /// Gets a user.
    ///
    /// `GET /users/{id}`, with the scope `read:users`, `read:current_user` or `read:user_idp_tokens`. Refused with
    /// 400, 401, 403, 404 or 429. The same as `users.get`.
    public func getUser(_ id: UserID) async throws -> User { try await users.get(id) }

    /// Lists users.
    ///
    /// `GET /users`, with the scope `read:users` or `read:user_idp_tokens`. Refused with 400, 401, 403 or 429. The
    /// same as `users.list`.
    public func getUsers(_ filter: UserFilter = .init()) async throws -> Page<User> { try await users.list(filter) }

    /// Lists users by e-mail address.
    ///
    /// `GET /users-by-email`, with the scope `read:users`. Refused with 400, 401, 403 or 429. The same as
    /// `usersByEmail.list`.
    public func getUsersByEmail(
        _ email: String, fields: String? = nil, includeFields: Bool? = nil
    ) async throws -> [User] {
        try await users.getByEmail(email, fields: fields, includeFields: includeFields)
    }

    /// Changes a user.
    ///
    /// `PATCH /users/{id}`, with the scope `update:users`, `update:users_app_metadata` or
    /// `update:current_user_metadata`. Refused with 400, 401, 403, 404 or 429. The same as `users.update`.
    public func updateUser(_ id: UserID, _ changes: Patch<UserFields>) async throws -> User {
        try await users.update(id, changes)
    }

    /// Merges the first level of some metadata into what the user may change.
    ///
    /// `PATCH /users/{id}`, with the scope `update:users`, `update:users_app_metadata` or
    /// `update:current_user_metadata`. Refused with 400, 401, 403, 404 or 429. The same as `users.update`.
    public func updateUserMetadata(_ id: UserID, _ metadata: JSONObject) async throws -> User {
        try await users.updateUserMetadata(id, metadata)
    }

    /// Merges the first level of some metadata into what the user cannot change.
    ///
    /// `PATCH /users/{id}`, with the scope `update:users`, `update:users_app_metadata` or
    /// `update:current_user_metadata`. Refused with 400, 401, 403, 404 or 429. The same as `users.update`.
    public func updateAppMetadata(_ id: UserID, _ metadata: JSONObject) async throws -> User {
        try await users.updateAppMetadata(id, metadata)
    }

    /// Deletes a user.
    ///
    /// `DELETE /users/{id}`, with the scope `delete:users` or `delete:current_user`. Refused with 400, 401, 403 or
    /// 429. The same as `users.delete`.
    public func deleteUser(_ id: UserID) async throws { try await users.delete(id) }

    /// Deletes all users.
    ///
    /// `DELETE /users`, with the scope `delete:users`. Refused with 400, 401, 403 or 429. The same as
    /// `users.deleteAll`.
    @available(*, deprecated, message: "Auth0 has retired it; delete users one by one", renamed: "deleteUser")
    public func deleteAllUsers() async throws { try await users.deleteAll() }

    /// Links a user to another.
    ///
    /// `POST /users/{id}/identities`, with the scope `update:users` or `update:current_user_identities`. Refused
    /// with 400, 401, 403, 409 or 429. The same as `users.link`.
    public func linkUsers(_ id: UserID, _ other: IdentityLink) async throws -> [Identity] {
        try await users.link(id, other)
    }

    /// Unlinks an identity.
    ///
    /// `DELETE /users/{id}/identities/{provider}/{user_id}`, with the scope `update:users` or
    /// `update:current_user_identities`. Refused with 400, 401, 403 or 429. The same as `users.unlink`.
    public func unlinkUsers(_ identity: IdentityPath) async throws -> [Identity] {
        try await users.unlink(at: identity)
    }

    /// Lists a user's log events.
    ///
    /// `GET /users/{id}/logs`, with the scope `read:logs` or `read:logs_users`. Refused with 400, 401, 403 or 429.
    /// The same as `users.logs`.
    public func getUserLogs(_ id: UserID, _ filter: UserLogFilter = .init()) async throws -> Page<Log> {
        try await users.logs(id, filter)
    }

    // MARK: Roles and permissions

    /// Lists a user's roles.
    ///
    /// `GET /users/{id}/roles`, with the scope `read:users`, `read:roles` or `read:role_members`. Refused with 401,
    /// 403 or 429. The same as `users.roles`.
    public func getUserRoles(_ id: UserID, _ page: PageQuery = .init()) async throws -> Page<Role> {
        try await users.roles(id, page)
    }

    /// Assigns roles to a user.
    ///
    /// `POST /users/{id}/roles`, with the scope `update:users` or `create:role_members`. Refused with 400, 401, 403
    /// or 429. The same as `users.assignRoles`.
    public func assignRolesToUser(_ id: UserID, _ roles: RoleSelection) async throws {
        try await users.assignRoles(id, roles)
    }

    /// Assigns roles to a user.
    ///
    /// `POST /users/{id}/roles`, with the scope `update:users` or `create:role_members`. Refused with 400, 401, 403
    /// or 429. The same as `users.assignRoles`.
    @available(*, deprecated, renamed: "assignRolesToUser")
    public func assignRolestoUser(_ id: UserID, _ roles: RoleSelection) async throws {
        try await assignRolesToUser(id, roles)
    }

    /// Removes roles from a user.
    ///
    /// `DELETE /users/{id}/roles`, with the scope `update:users` or `delete:role_members`. Refused with 401, 403 or
    /// 429. The same as `users.removeRoles`.
    public func removeRolesFromUser(_ id: UserID, _ roles: RoleSelection) async throws {
        try await users.removeRoles(id, roles)
    }

    /// Lists a user's permissions.
    ///
    /// `GET /users/{id}/permissions`, with the scope `read:users`. Refused with 400, 401, 403, 404 or 429. The same
    /// as `users.permissions`.
    public func getUserPermissions(_ id: UserID, _ page: PageQuery = .init()) async throws -> Page<UserPermission> {
        try await users.permissions(id, page)
    }

    /// Assigns permissions to a user.
    ///
    /// `POST /users/{id}/permissions`, with the scope `update:users`. Refused with 400, 401, 403 or 429. The same
    /// as `users.assignPermissions`.
    public func assignPermissionsToUser(_ id: UserID, _ permissions: PermissionSelection) async throws {
        try await users.assignPermissions(id, permissions)
    }

    /// Removes permissions from a user.
    ///
    /// `DELETE /users/{id}/permissions`, with the scope `update:users`. Refused with 400, 401, 403 or 429. The same
    /// as `users.removePermissions`.
    public func removePermissionsFromUser(_ id: UserID, _ permissions: PermissionSelection) async throws {
        try await users.removePermissions(id, permissions)
    }

    // MARK: Second factors and blocks

    /// Deletes the second factors of a provider.
    ///
    /// `DELETE /users/{id}/multifactor/{provider}`, with the scope `update:users`. Refused with 400, 401, 403, 404
    /// or 429. The same as `authenticationMethods.deleteProvider`.
    public func deleteUserMultifactor(_ id: UserID, _ provider: MultifactorProvider) async throws {
        try await users.deleteMultifactorProvider(id, provider)
    }

    /// Deletes a user's MFA provider.
    ///
    /// `DELETE /users/{id}/multifactor/{provider}`, with the scope `update:users`. Refused with 400, 401, 403, 404
    /// or 429. The same as `authenticationMethods.deleteProvider`.
    @available(*, deprecated, renamed: "deleteUserMultifactor")
    public func deleteUserMultifcator(_ id: UserID, _ provider: MultifactorProvider) async throws {
        try await deleteUserMultifactor(id, provider)
    }

    /// The first second factor that a user has shown to work, if any.
    ///
    /// `GET /users/{id}/enrollments`, with the scope `read:users` or `read:current_user`. Refused with 400, 401,
    /// 403, 404 or 429. The same as `authenticationMethods.enrollments`.
    public func getGuardianEnrollments(_ id: UserID) async throws -> [Enrollment] {
        try await users.getGuardianEnrollments(id)
    }

    /// Puts a new recovery code in place of the one that the user has.
    ///
    /// `POST /users/{id}/recovery-code-regeneration`, with the scope `update:users`. Refused with 400, 401, 403,
    /// 404 or 429. The same as `authenticationMethods.regenerateRecoveryCode`.
    public func regenerateRecoveryCode(_ id: UserID) async throws -> RecoveryCode {
        try await users.regenerateRecoveryCode(id)
    }

    /// Has all browsers be asked for a second factor again.
    ///
    /// `POST /users/{id}/multifactor/actions/invalidate-remember-browser`, with the scope `update:users`. Refused
    /// with 400, 401, 403 or 429. The same as `users.invalidateRememberedBrowsers`.
    public func invalidateRememberBrowser(_ id: UserID) async throws { try await users.invalidateRememberBrowser(id) }

    /// Gets a user's blocks.
    ///
    /// `GET /user-blocks/{id}`, with the scope `read:users`. Refused with 400, 401, 403, 404 or 429. The same as
    /// `userBlocks.get`.
    public func getUserBlocks(_ id: UserID) async throws -> BlockedFor { try await userBlocks.get(id) }

    /// Gets blocks by identifier.
    ///
    /// `GET /user-blocks`, with the scope `read:users`. Refused with 400, 401, 403 or 429. The same as
    /// `userBlocks.find`.
    public func getUserBlocksByIdentifier(_ identifier: String) async throws -> BlockedFor {
        try await userBlocks.find(.init(identifier: identifier))
    }

    /// Unblocks a user.
    ///
    /// `DELETE /user-blocks/{id}`, with the scope `update:users`. Refused with 400, 401, 403, 404 or 429. The same
    /// as `userBlocks.delete`.
    public func unblockUser(_ id: UserID) async throws { try await userBlocks.delete(id) }

    /// Unblocks by identifier.
    ///
    /// `DELETE /user-blocks`, with the scope `update:users`. Refused with 400, 401, 403 or 429. The same as
    /// `userBlocks.unblock`.
    public func unblockUserByIdentifier(_ identifier: String) async throws {
        try await userBlocks.unblock(.init(identifier: identifier))
    }

    // MARK: Many users at a time

    /// Creates an import users job.
    ///
    /// `POST /jobs/users-imports`, with the scope `create:users`. Refused with 400, 401, 403, 413 or 429. The same
    /// as `jobs.importUsers`.
    public func importUsers(_ users: UsersImport) async throws -> Job { try await jobs.importUsers(users) }

    /// The same as `importUsers`.
    ///
    /// `POST /jobs/users-imports`, with the scope `create:users`. Refused with 400, 401, 403, 413 or 429. The same
    /// as `jobs.importUsers`.
    public func importUsersJob(_ users: UsersImport) async throws -> Job { try await jobs.importUsers(users) }

    /// Creates an export users job.
    ///
    /// `POST /jobs/users-exports`, with the scope `read:users`. Refused with 400, 401, 403 or 429. The same as
    /// `jobs.exportUsers`.
    public func exportUsers(_ export: UsersExport) async throws -> Job { try await jobs.exportUsers(export) }
}
