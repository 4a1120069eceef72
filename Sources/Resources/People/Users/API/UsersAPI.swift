import AccessAPI
import ApplicationsAPI
import Contract
import ManagementClientCore
import OperationsAPI

/// The users of the tenant.
public struct Users: Resource {
    /// Lists users.
    ///
    /// `GET /users`, with the scope `read:users` or `read:user_idp_tokens`. Refused with 400, 401, 403 or 429.
    public let list = Endpoint(
        .get, "/users", "List users", scopes: "read:users", "read:user_idp_tokens", query: UserFilter.self,
        returns: Page<User>.self)

    /// Creates a user of a database or passwordless connection.
    ///
    /// `POST /users`, with the scope `create:users`. Refused with 400, 401, 403, 409 or 429.
    public let create = Endpoint(
        .post, "/users", "Create a user", scopes: "create:users", status: 201, body: UserDraft.self,
        returns: User.self)

    /// Gets a user.
    ///
    /// `GET /users/{id}`, with the scope `read:users`, `read:current_user` or `read:user_idp_tokens`. Refused with
    /// 400, 401, 403, 404 or 429.
    public let get = Endpoint(
        .get, "/users/{id}", "Get a user", scopes: "read:users", "read:current_user", "read:user_idp_tokens",
        at: UserID.self, query: FieldsQuery.self, returns: User.self)

    /// Updates a user. The first level of metadata is merged; `null` removes a value.
    ///
    /// `PATCH /users/{id}`, with the scope `update:users`, `update:users_app_metadata` or
    /// `update:current_user_metadata`. Refused with 400, 401, 403, 404 or 429.
    public let update = Endpoint(
        .patch, "/users/{id}", "Update a user", scopes: "update:users", "update:users_app_metadata",
        "update:current_user_metadata", at: UserID.self, body: Patch<UserFields>.self, returns: User.self)

    /// Deletes a user.
    ///
    /// `DELETE /users/{id}`, with the scope `delete:users` or `delete:current_user`. Refused with 400, 401, 403 or
    /// 429.
    public let delete = Endpoint(
        .delete, "/users/{id}", "Delete a user", scopes: "delete:users", "delete:current_user", status: 204,
        at: UserID.self)

    /// Lists the roles of a user.
    ///
    /// `GET /users/{id}/roles`, with the scope `read:users`, `read:roles` or `read:role_members`. Refused with 401,
    /// 403 or 429.
    public let roles = Endpoint(
        .get, "/users/{id}/roles", "List a user's roles", scopes: "read:users", "read:roles", "read:role_members",
        at: UserID.self, query: PageQuery.self, returns: Page<Role>.self)

    /// Assigns roles to a user.
    ///
    /// `POST /users/{id}/roles`, with the scope `update:users` or `create:role_members`. Refused with 400, 401, 403
    /// or 429.
    public let assignRoles = Endpoint(
        .post, "/users/{id}/roles", "Assign roles to a user", scopes: "update:users", "create:role_members",
        status: 204, at: UserID.self, body: RoleSelection.self)

    /// Removes roles from a user.
    ///
    /// `DELETE /users/{id}/roles`, with the scope `update:users` or `delete:role_members`. Refused with 401, 403 or
    /// 429.
    public let removeRoles = Endpoint(
        .delete, "/users/{id}/roles", "Remove roles from a user", scopes: "update:users", "delete:role_members",
        status: 204, at: UserID.self, body: RoleSelection.self)

    /// Lists the permissions of a user, assigned directly and through roles.
    ///
    /// `GET /users/{id}/permissions`, with the scope `read:users`. Refused with 400, 401, 403, 404 or 429.
    public let permissions = Endpoint(
        .get, "/users/{id}/permissions", "List a user's permissions", scopes: "read:users", at: UserID.self,
        query: PageQuery.self, returns: Page<UserPermission>.self)

    /// Assigns permissions to a user.
    ///
    /// `POST /users/{id}/permissions`, with the scope `update:users`. Refused with 400, 401, 403 or 429.
    public let assignPermissions = Endpoint(
        .post, "/users/{id}/permissions", "Assign permissions to a user", scopes: "update:users", status: 201,
        at: UserID.self, body: PermissionSelection.self)

    /// Removes permissions from a user.
    ///
    /// `DELETE /users/{id}/permissions`, with the scope `update:users`. Refused with 400, 401, 403 or 429.
    public let removePermissions = Endpoint(
        .delete, "/users/{id}/permissions", "Remove permissions from a user", scopes: "update:users", status: 204,
        at: UserID.self, body: PermissionSelection.self)

    /// Lists the organizations of a user.
    ///
    /// `GET /users/{id}/organizations`, with the scope `read:organizations`. Refused with 401, 403 or 429.
    public let organizations = Endpoint(
        .get, "/users/{id}/organizations", "List a user's organizations", scopes: "read:organizations",
        at: UserID.self, query: PageQuery.self, returns: Page<Organization>.self)

    /// Links another account to a user: its profile becomes an entry of `identities`, and the other user is deleted.
    ///
    /// `POST /users/{id}/identities`, with the scope `update:users` or `update:current_user_identities`. Refused
    /// with 400, 401, 403, 409 or 429.
    /// - Returns: all identities.
    public let link = Endpoint(
        .post, "/users/{id}/identities", "Link a user to another", scopes: "update:users",
        "update:current_user_identities", status: 201, at: UserID.self, body: IdentityLink.self,
        returns: [Identity].self)

    /// Unlinks an identity, which becomes a separate user without metadata.
    ///
    /// `DELETE /users/{id}/identities/{provider}/{user_id}`, with the scope `update:users` or
    /// `update:current_user_identities`. Refused with 400, 401, 403 or 429.
    /// - Returns: the identities that are left.
    public let unlink = Endpoint(
        .delete, "/users/{id}/identities/{provider}/{user_id}", "Unlink an identity", scopes: "update:users",
        "update:current_user_identities", at: IdentityPath.self, returns: [Identity].self)

    /// Invalidates all remembered browsers, so that the second factor is required again.
    ///
    /// `POST /users/{id}/multifactor/actions/invalidate-remember-browser`, with the scope `update:users`. Refused
    /// with 400, 401, 403 or 429.
    public let invalidateRememberedBrowsers = Endpoint(
        .post, "/users/{id}/multifactor/actions/invalidate-remember-browser", "Forget browsers remembered for MFA",
        scopes: "update:users", status: 204, at: UserID.self)

    /// Clears the risk assessments of a user.
    ///
    /// `POST /users/{id}/risk-assessments/clear`, with the scope `update:users`. Refused with 400, 401, 403 or 429.
    public let clearRiskAssessments = Endpoint(
        .post, "/users/{id}/risk-assessments/clear", "Clear a user's risk assessments", scopes: "update:users",
        status: 204, at: UserID.self, body: RiskAssessmentReset.self)

    /// Ends sessions of a user and revokes refresh tokens.
    ///
    /// `POST /users/{id}/revoke-access`, with the scope `delete:sessions` or `delete:refresh_tokens`. Refused with
    /// 400, 401, 403 or 429.
    public let revokeAccess = Endpoint(
        .post, "/users/{id}/revoke-access", "Revoke a user's access", scopes: "delete:sessions",
        "delete:refresh_tokens", status: 202, at: UserID.self, body: AccessRevocation.self)

    /// Deletes all users. Auth0 has retired this operation.
    ///
    /// `DELETE /users`, with the scope `delete:users`. Refused with 400, 401, 403 or 429.
    public let deleteAll = Endpoint(
        .delete, "/users", "Delete all users", scopes: "delete:users", status: 204)

    /// Creates a short-lived, single-use link for logging in as a user. Auth0 has retired this operation.
    ///
    /// `POST /users/{id}/impersonate`, with the scope `create:user_tickets`. Refused with 400, 401, 403 or 429.
    public let impersonate = Endpoint(
        .post, "/users/{id}/impersonate", "Impersonate a user", scopes: "create:user_tickets", at: UserID.self,
        body: Impersonation.self, returns: String.self)

    /// Lists the log events of a user, newest first.
    ///
    /// `GET /users/{id}/logs`, with the scope `read:logs` or `read:logs_users`. Refused with 400, 401, 403 or 429.
    public let logs = Endpoint(
        .get, "/users/{id}/logs", "List a user's log events", scopes: "read:logs", "read:logs_users", at: UserID.self,
        query: UserLogFilter.self, returns: Page<Log>.self)

    public init() {}
}

extension ManagementClient {
    /// The users of the tenant.
    public var users: ResourceClient<Users> { ResourceClient(self) }
}
