import ManagementClientCore
import PeopleAPI

/// The ways in which users prove who they are, all at once: `client.users.authenticators`.
public struct UserAuthenticators: Resource {
    /// Deletes all authenticators of a user.
    public let deleteAll = AuthenticationMethods().deleteAuthenticators

    /// The group.
    public init() {}
}

/// The second factors of users, in Guardian's words: `client.users.enrollments`.
public struct UserEnrollments: OperationGroup {
    /// Lists the first second factor that a user has shown to work, if any.
    public let list = AuthenticationMethods().enrollments

    /// The group.
    public init() {}
}

/// The identities of users: `client.users.identities`.
public struct UserIdentities: Resource {
    /// Links another user to a user: what the other one says of themselves becomes an entry of `identities`, and the
    /// other one is gone.
    public let link = Users().link
    /// Makes a user of their own of one that was linked, without metadata.
    public let unlink = Users().unlink

    /// The group.
    public init() {}
}

/// The browsers that are not asked for a second factor: `client.users.invalidateRememberBrowsers`.
public struct UserRememberedBrowsers: Resource {
    /// Has all browsers be asked for a second factor again.
    public let create = Users().invalidateRememberedBrowsers

    /// The group.
    public init() {}
}

/// The second factors of users, by provider: `client.users.multifactor`.
public struct UserMultifactor: Resource {
    /// Deletes the second factors of a provider.
    public let delete = AuthenticationMethods().deleteProvider

    /// The group.
    public init() {}
}

/// The permissions of users: `client.users.permissions`.
public struct UserPermissions: OperationGroup {
    /// Lists the permissions that a user has, directly and through roles.
    public let list = Users().permissions
    /// Gives a user permissions.
    public let assign = Users().assignPermissions
    /// Takes permissions from a user.
    public let remove = Users().removePermissions

    /// The group.
    public init() {}
}

/// The recovery codes of users: `client.users.recoveryCodeRegenerations`.
public struct UserRecoveryCodes: Resource {
    /// Puts a new recovery code in place of the one that the user has.
    public let create = AuthenticationMethods().regenerateRecoveryCode

    /// The group.
    public init() {}
}

/// The roles of users: `client.users.roles`.
public struct UserRoles: OperationGroup {
    /// Lists the roles that a user holds.
    public let list = Users().roles
    /// Gives a user roles.
    public let assign = Users().assignRoles
    /// Takes roles from a user.
    public let remove = Users().removeRoles

    /// The group.
    public init() {}
}

/// The log events of users: `client.users.userLogs`.
public struct UserLogs: OperationGroup {
    /// Lists what happened to a user, the newest first.
    public let list = Users().logs

    /// The group.
    public init() {}
}

/// The sessions of users: `client.users.sessions`.
public struct UserSessions: OperationGroup {
    /// Lists a user's sessions.
    public let list = Sessions().list
    /// Ends all sessions of a user.
    public let deleteAll = Sessions().deleteAll

    /// The group.
    public init() {}
}

/// The refresh tokens of users: `client.users.refreshTokens`.
public struct UserRefreshTokens: OperationGroup {
    /// Lists a user's refresh tokens.
    public let list = RefreshTokens().listOfUser
    /// Revokes all refresh tokens of a user.
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
