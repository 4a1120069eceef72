import AccessAPI
import ApplicationsAPI
import Contract
import ManagementClientCore
import OperationsAPI

/// The people who log in.
public struct Users: Resource {
    public let list = Endpoint(
        .get, "/users", "List users", scopes: "read:users", "read:user_idp_tokens", query: UserFilter.self,
        returns: Page<User>.self)

    /// Creates a user of a database or passwordless connection.
    public let create = Endpoint(
        .post, "/users", "Create a user", scopes: "create:users", status: 201, body: UserDraft.self,
        returns: User.self)

    public let get = Endpoint(
        .get, "/users/{id}", "Get a user", scopes: "read:users", "read:current_user", "read:user_idp_tokens",
        at: UserID.self, query: FieldsQuery.self, returns: User.self)

    /// Changes a user. Metadata is merged by its first level; `null` takes a value away.
    public let update = Endpoint(
        .patch, "/users/{id}", "Update a user", scopes: "update:users", "update:users_app_metadata",
        "update:current_user_metadata", at: UserID.self, body: Changes<UserFields>.self, returns: User.self)

    public let delete = Endpoint(
        .delete, "/users/{id}", "Delete a user", scopes: "delete:users", "delete:current_user", status: 204,
        at: UserID.self)

    /// The roles that a user holds.
    public let roles = Endpoint(
        .get, "/users/{id}/roles", "List a user's roles", scopes: "read:users", "read:roles", "read:role_members",
        at: UserID.self, query: PageQuery.self, returns: Page<Role>.self)

    public let assignRoles = Endpoint(
        .post, "/users/{id}/roles", "Assign roles to a user", scopes: "update:users", "create:role_members",
        status: 204, at: UserID.self, body: RoleSelection.self)

    public let removeRoles = Endpoint(
        .delete, "/users/{id}/roles", "Remove roles from a user", scopes: "update:users", "delete:role_members",
        status: 204, at: UserID.self, body: RoleSelection.self)

    /// The permissions that a user has, directly and through roles.
    public let permissions = Endpoint(
        .get, "/users/{id}/permissions", "List a user's permissions", scopes: "read:users", at: UserID.self,
        query: PageQuery.self, returns: Page<UserPermission>.self)

    public let assignPermissions = Endpoint(
        .post, "/users/{id}/permissions", "Assign permissions to a user", scopes: "update:users", status: 201,
        at: UserID.self, body: PermissionSelection.self)

    public let removePermissions = Endpoint(
        .delete, "/users/{id}/permissions", "Remove permissions from a user", scopes: "update:users", status: 204,
        at: UserID.self, body: PermissionSelection.self)

    /// The organizations that a user is a member of.
    public let organizations = Endpoint(
        .get, "/users/{id}/organizations", "List a user's organizations", scopes: "read:organizations",
        at: UserID.self, query: PageQuery.self, returns: Page<Organization>.self)

    /// Links another user to a user: what the other one says of themselves becomes an entry of `identities`, and the
    /// other one is gone.
    /// - Returns: all identities.
    public let link = Endpoint(
        .post, "/users/{id}/identities", "Link a user to another", scopes: "update:users",
        "update:current_user_identities", status: 201, at: UserID.self, body: IdentityLink.self,
        returns: [Identity].self)

    /// Makes a user of their own of one that was linked, without metadata.
    /// - Returns: the identities that are left.
    public let unlink = Endpoint(
        .delete, "/users/{id}/identities/{provider}/{user_id}", "Unlink an identity", scopes: "update:users",
        "update:current_user_identities", at: IdentityPath.self, returns: [Identity].self)

    /// Has all browsers be asked for a second factor again.
    public let invalidateRememberedBrowsers = Endpoint(
        .post, "/users/{id}/multifactor/actions/invalidate-remember-browser", "Forget browsers remembered for MFA",
        scopes: "update:users", status: 204, at: UserID.self)

    /// Has assessments of a user's risk begin anew.
    public let clearRiskAssessments = Endpoint(
        .post, "/users/{id}/risk-assessments/clear", "Clear a user's risk assessments", scopes: "update:users",
        status: 204, at: UserID.self, body: RiskAssessmentReset.self)

    /// Ends sessions of a user, and revokes refresh tokens.
    public let revokeAccess = Endpoint(
        .post, "/users/{id}/revoke-access", "Revoke a user's access", scopes: "delete:sessions",
        "delete:refresh_tokens", status: 202, at: UserID.self, body: AccessRevocation.self)

    /// Deletes all users. Auth0 has retired it.
    public let deleteAll = Endpoint(
        .delete, "/users", "Delete all users", scopes: "delete:users", status: 204)

    /// Gives a link with which somebody can log in as a user, once and soon. Auth0 has retired it.
    public let impersonate = Endpoint(
        .post, "/users/{id}/impersonate", "Impersonate a user", scopes: "create:user_tickets", at: UserID.self,
        body: Impersonation.self, returns: String.self)

    /// What happened to a user, the newest first.
    public let logs = Endpoint(
        .get, "/users/{id}/logs", "List a user's log events", scopes: "read:logs", "read:logs_users", at: UserID.self,
        query: UserLogFilter.self, returns: Page<Log>.self)

    public init() {}
}

extension ManagementClient {
    public var users: ResourceClient<Users> { ResourceClient(self) }
}
