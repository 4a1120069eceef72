import AccessAPI
import ManagementClientCore

/// The permissions that come with roles: `client.roles.permissions`.
public struct RolePermissions: OperationGroup {
    /// Lists the permissions that come with a role.
    ///
    /// `GET /roles/{id}/permissions`, with the scope `read:roles`. Refused with 400, 401, 403, 404 or 429.
    public let list = Roles().permissions
    /// Adds permissions to a role; those it has already stay.
    ///
    /// `POST /roles/{id}/permissions`, with the scope `update:roles`. Refused with 400, 401, 403 or 429.
    public let add = Roles().addPermissions
    /// Takes permissions from a role.
    ///
    /// `DELETE /roles/{id}/permissions`, with the scope `update:roles`. Refused with 400, 401, 403 or 429.
    public let remove = Roles().removePermissions

    /// The group.
    public init() {}
}

/// The users who hold roles: `client.roles.users`.
public struct RoleUsers: OperationGroup {
    /// Lists the users who hold a role.
    ///
    /// `GET /roles/{id}/users`, with the scope `read:users`, `read:roles` or `read:role_members`. Refused with 400,
    /// 401, 403, 404 or 429.
    public let list = Roles().users
    /// Gives a role to users.
    ///
    /// `POST /roles/{id}/users`, with the scope `update:roles` or `create:role_members`. Refused with 400, 401,
    /// 403, 404 or 429.
    public let assign = Roles().addUsers

    /// The group.
    public init() {}
}

extension ResourceClient where Of == Roles {
    /// The permissions that come with roles.
    public var permissions: ResourceClient<RolePermissions> { ResourceClient<RolePermissions>(client) }
    /// The users who hold roles.
    public var users: ResourceClient<RoleUsers> { ResourceClient<RoleUsers>(client) }
}
