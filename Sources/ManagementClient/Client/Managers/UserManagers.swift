import ManagementClientCore
import PeopleAPI

/// The ways in which users prove who they are, all at once: `client.users.authenticators`.
public struct UserAuthenticators: Resource {
    /// Deletes all authenticators of a user.
    ///
    /// `DELETE /users/{id}/authenticators`, with the scope `delete:guardian_enrollments`. Refused with 400, 401,
    /// 403 or 429.
    public let deleteAll = AuthenticationMethods().deleteAuthenticators

    /// The group.
    public init() {}
}

/// The second factors of users, in Guardian's words: `client.users.enrollments`.
public struct UserEnrollments: OperationGroup {
    /// Lists the first second factor that a user has shown to work, if any.
    ///
    /// `GET /users/{id}/enrollments`, with the scope `read:users` or `read:current_user`. Refused with 400, 401,
    /// 403, 404 or 429.
    public let list = AuthenticationMethods().enrollments

    /// The group.
    public init() {}
}

/// The identities of users: `client.users.identities`.
public struct UserIdentities: Resource {
    /// Links another user to a user: what the other one says of themselves becomes an entry of `identities`, and the
    /// other one is gone.
    ///
    /// `POST /users/{id}/identities`, with the scope `update:users` or `update:current_user_identities`. Refused
    /// with 400, 401, 403, 409 or 429.
    public let link = Users().link
    /// Makes a user of their own of one that was linked, without metadata.
    ///
    /// `DELETE /users/{id}/identities/{provider}/{user_id}`, with the scope `update:users` or
    /// `update:current_user_identities`. Refused with 400, 401, 403 or 429.
    public let unlink = Users().unlink

    /// The group.
    public init() {}
}

/// The browsers that are not asked for a second factor: `client.users.invalidateRememberBrowsers`.
public struct UserRememberedBrowsers: Resource {
    /// Has all browsers be asked for a second factor again.
    ///
    /// `POST /users/{id}/multifactor/actions/invalidate-remember-browser`, with the scope `update:users`. Refused
    /// with 400, 401, 403 or 429.
    public let create = Users().invalidateRememberedBrowsers

    /// The group.
    public init() {}
}

/// The second factors of users, by provider: `client.users.multifactor`.
public struct UserMultifactor: Resource {
    /// Deletes the second factors of a provider.
    ///
    /// `DELETE /users/{id}/multifactor/{provider}`, with the scope `update:users`. Refused with 400, 401, 403, 404
    /// or 429.
    public let delete = AuthenticationMethods().deleteProvider

    /// The group.
    public init() {}
}

/// The permissions of users: `client.users.permissions`.
public struct UserPermissions: OperationGroup {
    /// Lists the permissions that a user has, directly and through roles.
    ///
    /// `GET /users/{id}/permissions`, with the scope `read:users`. Refused with 400, 401, 403, 404 or 429.
    public let list = Users().permissions
    /// Gives a user permissions.
    ///
    /// `POST /users/{id}/permissions`, with the scope `update:users`. Refused with 400, 401, 403 or 429.
    public let assign = Users().assignPermissions
    /// Takes permissions from a user.
    ///
    /// `DELETE /users/{id}/permissions`, with the scope `update:users`. Refused with 400, 401, 403 or 429.
    public let remove = Users().removePermissions

    /// The group.
    public init() {}
}

/// The recovery codes of users: `client.users.recoveryCodeRegenerations`.
public struct UserRecoveryCodes: Resource {
    /// Puts a new recovery code in place of the one that the user has.
    ///
    /// `POST /users/{id}/recovery-code-regeneration`, with the scope `update:users`. Refused with 400, 401, 403,
    /// 404 or 429.
    public let create = AuthenticationMethods().regenerateRecoveryCode

    /// The group.
    public init() {}
}

/// The roles of users: `client.users.roles`.
public struct UserRoles: OperationGroup {
    /// Lists the roles that a user holds.
    ///
    /// `GET /users/{id}/roles`, with the scope `read:users`, `read:roles` or `read:role_members`. Refused with 401,
    /// 403 or 429.
    public let list = Users().roles
    /// Gives a user roles.
    ///
    /// `POST /users/{id}/roles`, with the scope `update:users` or `create:role_members`. Refused with 400, 401, 403
    /// or 429.
    public let assign = Users().assignRoles
    /// Takes roles from a user.
    ///
    /// `DELETE /users/{id}/roles`, with the scope `update:users` or `delete:role_members`. Refused with 401, 403 or
    /// 429.
    public let remove = Users().removeRoles

    /// The group.
    public init() {}
}

/// The log events of users: `client.users.userLogs`.
public struct UserLogs: OperationGroup {
    /// Lists what happened to a user, the newest first.
    ///
    /// `GET /users/{id}/logs`, with the scope `read:logs` or `read:logs_users`. Refused with 400, 401, 403 or 429.
    public let list = Users().logs

    /// The group.
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

    /// The group.
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

    /// The group.
    public init() {}
}

extension ResourceClient where Of == Users {
    /// The ways in which users prove who they are, all at once.
    public var authenticators: ResourceClient<UserAuthenticators> { ResourceClient<UserAuthenticators>(client) }
    /// The second factors of users, in Guardian's words.
    public var enrollments: ResourceClient<UserEnrollments> { ResourceClient<UserEnrollments>(client) }
    /// The identities of users.
    public var identities: ResourceClient<UserIdentities> { ResourceClient<UserIdentities>(client) }
    /// The browsers that are not asked for a second factor.
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
    /// The users with an e-mail address.
    public var usersByEmail: ResourceClient<UsersByEmail> { ResourceClient<UsersByEmail>(client) }
    /// The ways in which users prove who they are.
    public var authenticationMethods: ResourceClient<AuthenticationMethods> {
        ResourceClient<AuthenticationMethods>(client)
    }
    /// The sessions of users.
    public var sessions: ResourceClient<UserSessions> { ResourceClient<UserSessions>(client) }
    /// The refresh tokens of users.
    public var refreshTokens: ResourceClient<UserRefreshTokens> { ResourceClient<UserRefreshTokens>(client) }
    /// The accounts elsewhere that users have connected.
    public var connectedAccounts: ResourceClient<PeopleAPI.ConnectedAccounts> {
        ResourceClient<PeopleAPI.ConnectedAccounts>(client)
    }
}
