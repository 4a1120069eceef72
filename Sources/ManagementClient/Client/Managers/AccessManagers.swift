import AccessAPI
import ManagementClientCore

/// The permissions of roles: `client.roles.permissions`.
public struct RolePermissions: OperationGroup {
    /// Lists the permissions of a role.
    ///
    /// `GET /roles/{id}/permissions`, with the scope `read:roles`. Refused with 400, 401, 403, 404 or 429.
    public let list = Roles().permissions
    /// Adds permissions to a role; existing ones are kept.
    ///
    /// `POST /roles/{id}/permissions`, with the scope `update:roles`. Refused with 400, 401, 403 or 429.
    public let add = Roles().addPermissions
    /// Removes permissions from a role.
    ///
    /// `DELETE /roles/{id}/permissions`, with the scope `update:roles`. Refused with 400, 401, 403 or 429.
    public let remove = Roles().removePermissions

    /// Creates the group.
    public init() {}
}

/// The users to whom roles are assigned: `client.roles.users`.
public struct RoleUsers: OperationGroup {
    /// Lists the users to whom a role is assigned.
    ///
    /// `GET /roles/{id}/users`, with the scope `read:users`, `read:roles` or `read:role_members`. Refused with 400,
    /// 401, 403, 404 or 429.
    public let list = Roles().users
    /// Assigns a role to users.
    ///
    /// `POST /roles/{id}/users`, with the scope `update:roles` or `create:role_members`. Refused with 400, 401,
    /// 403, 404 or 429.
    public let assign = Roles().addUsers

    /// Creates the group.
    public init() {}
}

extension ResourceClient where Of == Roles {
    /// The permissions of roles.
    public var permissions: ResourceClient<RolePermissions> { ResourceClient<RolePermissions>(client) }
    /// The users to whom roles are assigned.
    public var users: ResourceClient<RoleUsers> { ResourceClient<RoleUsers>(client) }
}
