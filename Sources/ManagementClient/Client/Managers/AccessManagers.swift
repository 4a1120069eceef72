import AccessAPI
import ManagementClientCore

/// The permissions that come with roles: `client.roles.permissions`.
public struct RolePermissions: OperationGroup {
    /// Lists the permissions that come with a role.
    public let list = Roles().permissions
    /// Adds permissions to a role; those it has already stay.
    public let add = Roles().addPermissions
    /// Takes permissions from a role.
    public let remove = Roles().removePermissions

    /// The group.
    public init() {}
}

/// The users who hold roles: `client.roles.users`.
public struct RoleUsers: OperationGroup {
    /// Lists the users who hold a role.
    public let list = Roles().users
    /// Gives a role to users.
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
