import ManagementClientCore
import PeopleAPI

/// The authenticators of users as a whole: `client.users.authenticators`.
public struct UserAuthenticators: Resource {
    /// Deletes all authenticators of a user.
    ///
    /// `DELETE /users/{id}/authenticators`, with the scope `delete:guardian_enrollments`. Refused with 400, 401,
    /// 403 or 429.
    public let deleteAll = AuthenticationMethods().deleteAuthenticators

    /// Creates the group.
    public init() {}
}

/// The MFA enrollments of users: `client.users.enrollments`.
public struct UserEnrollments: OperationGroup {
    /// Lists the first confirmed second factor of a user, if any.
    ///
    /// `GET /users/{id}/enrollments`, with the scope `read:users` or `read:current_user`. Refused with 400, 401,
    /// 403, 404 or 429.
    public let list = AuthenticationMethods().enrollments

    /// Creates the group.
    public init() {}
}

/// The identities of users: `client.users.identities`.
public struct UserIdentities: Resource {
    /// Links another account to a user: its profile becomes an entry of `identities`, and the other user is deleted.
    ///
    /// `POST /users/{id}/identities`, with the scope `update:users` or `update:current_user_identities`. Refused
    /// with 400, 401, 403, 409 or 429.
    public let link = Users().link
    /// Unlinks an identity, which becomes a separate user without metadata.
    ///
    /// `DELETE /users/{id}/identities/{provider}/{user_id}`, with the scope `update:users` or
    /// `update:current_user_identities`. Refused with 400, 401, 403 or 429.
    public let unlink = Users().unlink

    /// Creates the group.
    public init() {}
}

/// The remembered browsers of users: `client.users.invalidateRememberBrowsers`.
public struct UserRememberedBrowsers: Resource {
    /// Invalidates all remembered browsers, so that the second factor is required again.
    ///
    /// `POST /users/{id}/multifactor/actions/invalidate-remember-browser`, with the scope `update:users`. Refused
    /// with 400, 401, 403 or 429.
    public let create = Users().invalidateRememberedBrowsers

    /// Creates the group.
    public init() {}
}

/// The second factors of users, by provider: `client.users.multifactor`.
public struct UserMultifactor: Resource {
    /// Deletes the second factors of a provider.
    ///
    /// `DELETE /users/{id}/multifactor/{provider}`, with the scope `update:users`. Refused with 400, 401, 403, 404
    /// or 429.
    public let delete = AuthenticationMethods().deleteProvider

    /// Creates the group.
    public init() {}
}

/// The permissions of users: `client.users.permissions`.
public struct UserPermissions: OperationGroup {
    /// Lists the permissions of a user, assigned directly and through roles.
    ///
    /// `GET /users/{id}/permissions`, with the scope `read:users`. Refused with 400, 401, 403, 404 or 429.
    public let list = Users().permissions
    /// Assigns permissions to a user.
    ///
    /// `POST /users/{id}/permissions`, with the scope `update:users`. Refused with 400, 401, 403 or 429.
    public let assign = Users().assignPermissions
    /// Removes permissions from a user.
    ///
    /// `DELETE /users/{id}/permissions`, with the scope `update:users`. Refused with 400, 401, 403 or 429.
    public let remove = Users().removePermissions

    /// Creates the group.
    public init() {}
}

/// The recovery codes of users: `client.users.recoveryCodeRegenerations`.
public struct UserRecoveryCodes: Resource {
    /// Replaces the recovery code of a user with a new one.
    ///
    /// `POST /users/{id}/recovery-code-regeneration`, with the scope `update:users`. Refused with 400, 401, 403,
    /// 404 or 429.
    public let create = AuthenticationMethods().regenerateRecoveryCode

    /// Creates the group.
    public init() {}
}

/// The roles of users: `client.users.roles`.
public struct UserRoles: OperationGroup {
    /// Lists the roles of a user.
    ///
    /// `GET /users/{id}/roles`, with the scope `read:users`, `read:roles` or `read:role_members`. Refused with 401,
    /// 403 or 429.
    public let list = Users().roles
    /// Assigns roles to a user.
    ///
    /// `POST /users/{id}/roles`, with the scope `update:users` or `create:role_members`. Refused with 400, 401, 403
    /// or 429.
    public let assign = Users().assignRoles
    /// Removes roles from a user.
    ///
    /// `DELETE /users/{id}/roles`, with the scope `update:users` or `delete:role_members`. Refused with 401, 403 or
    /// 429.
    public let remove = Users().removeRoles

    /// Creates the group.
    public init() {}
}

/// The log events of users: `client.users.userLogs`.
public struct UserLogs: OperationGroup {
    /// Lists the log events of a user, newest first.
    ///
    /// `GET /users/{id}/logs`, with the scope `read:logs` or `read:logs_users`. Refused with 400, 401, 403 or 429.
    public let list = Users().logs

    /// Creates the group.
    public init() {}
}

/// The sessions of users: `client.users.sessions`.
public struct UserSessions: OperationGroup {
    /// Lists a user's sessions.
    ///
    /// `GET /users/{user_id}/sessions`, with the scope `read:sessions`. Refused with 401, 403, 404 or 429.
    public let list = Sessions().list
    /// Ends all sessions of a user.
    ///
    /// `DELETE /users/{user_id}/sessions`, with the scope `delete:sessions`. Refused with 400, 401, 403, 404 or
    /// 429.
    public let deleteAll = Sessions().deleteAll

    /// Creates the group.
    public init() {}
}

/// The refresh tokens of users: `client.users.refreshTokens`.
public struct UserRefreshTokens: OperationGroup {
    /// Lists a user's refresh tokens.
    ///
    /// `GET /users/{user_id}/refresh-tokens`, with the scope `read:refresh_tokens`. Refused with 401, 403, 404 or
    /// 429.
    public let list = RefreshTokens().listOfUser
    /// Revokes all refresh tokens of a user.
    ///
    /// `DELETE /users/{user_id}/refresh-tokens`, with the scope `delete:refresh_tokens`. Refused with 400, 401,
    /// 403, 404 or 429.
    public let deleteAll = RefreshTokens().deleteAllOfUser

    /// Creates the group.
    public init() {}
}

extension ResourceClient where Of == Users {
    /// The authenticators of users as a whole.
    public var authenticators: ResourceClient<UserAuthenticators> { ResourceClient<UserAuthenticators>(client) }
    /// The MFA enrollments of users.
    public var enrollments: ResourceClient<UserEnrollments> { ResourceClient<UserEnrollments>(client) }
    /// The identities of users.
    public var identities: ResourceClient<UserIdentities> { ResourceClient<UserIdentities>(client) }
    /// The remembered browsers of users.
    public var invalidateRememberBrowsers: ResourceClient<UserRememberedBrowsers> {
        ResourceClient<UserRememberedBrowsers>(client)
    }
    /// The second factors of users, by provider.
    public var multifactor: ResourceClient<UserMultifactor> { ResourceClient<UserMultifactor>(client) }
    /// The permissions of users.
    public var permissions: ResourceClient<UserPermissions> { ResourceClient<UserPermissions>(client) }
    /// The recovery codes of users.
    public var recoveryCodeRegenerations: ResourceClient<UserRecoveryCodes> {
        ResourceClient<UserRecoveryCodes>(client)
    }
    /// The roles of users.
    public var roles: ResourceClient<UserRoles> { ResourceClient<UserRoles>(client) }
    /// The log events of users.
    public var userLogs: ResourceClient<UserLogs> { ResourceClient<UserLogs>(client) }
    /// The users with an email address.
    public var usersByEmail: ResourceClient<UsersByEmail> { ResourceClient<UsersByEmail>(client) }
    /// The authentication methods of users.
    public var authenticationMethods: ResourceClient<AuthenticationMethods> {
        ResourceClient<AuthenticationMethods>(client)
    }
    /// The sessions of users.
    public var sessions: ResourceClient<UserSessions> { ResourceClient<UserSessions>(client) }
    /// The refresh tokens of users.
    public var refreshTokens: ResourceClient<UserRefreshTokens> { ResourceClient<UserRefreshTokens>(client) }
    /// The external accounts that users have connected.
    public var connectedAccounts: ResourceClient<PeopleAPI.ConnectedAccounts> {
        ResourceClient<PeopleAPI.ConnectedAccounts>(client)
    }
}
