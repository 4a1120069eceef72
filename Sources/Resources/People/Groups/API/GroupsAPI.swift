import Contract
import ManagementClientCore

/// Groups of users from directories.
public struct Groups: Resource {
    /// Lists groups.
    ///
    /// `GET /groups`, with the scope `read:groups`. Refused with 400, 401, 403 or 429.
    public let list = Endpoint(
        .get, "/groups", "List groups", scopes: "read:groups", query: GroupFilter.self, returns: Page<Group>.self)

    /// Gets a group.
    ///
    /// `GET /groups/{id}`, with the scope `read:groups`. Refused with 400, 401, 403, 404 or 429.
    public let get = Endpoint(
        .get, "/groups/{id}", "Get a group", scopes: "read:groups", at: ID<Group>.self, returns: Group.self)

    /// Deletes a group; its members are kept.
    ///
    /// `DELETE /groups/{id}`, with the scope `delete:groups`. Refused with 401, 403, 404 or 429.
    public let delete = Endpoint(
        .delete, "/groups/{id}", "Delete a group", scopes: "delete:groups", status: 204, at: ID<Group>.self)

    /// Lists a group's members.
    ///
    /// `GET /groups/{id}/members`, with the scope `read:group_members`. Refused with 400, 401, 403 or 429.
    public let members = Endpoint(
        .get, "/groups/{id}/members", "List a group's members", scopes: "read:group_members", at: ID<Group>.self,
        query: GroupMemberFilter.self, returns: Page<GroupMember>.self)

    /// Lists the groups of a user.
    ///
    /// `GET /users/{id}/groups`, with the scope `read:groups`. Refused with 400, 401, 403 or 429.
    public let listOfUser = Endpoint(
        .get, "/users/{id}/groups", "List a user's groups", scopes: "read:groups", at: UserID.self,
        query: UserGroupFilter.self, returns: Page<Group>.self)

    public init() {}
}

extension ManagementClient {
    /// Groups of users from directories.
    public var groups: ResourceClient<Groups> { ResourceClient(self) }
}
