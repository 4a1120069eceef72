import Contract
import ManagementClientCore

/// Groups of users, as directories have them.
public struct Groups: Resource {
    public let list = Endpoint(
        .get, "/groups", "List groups", scopes: "read:groups", query: GroupFilter.self, returns: Page<Group>.self)

    public let get = Endpoint(
        .get, "/groups/{id}", "Get a group", scopes: "read:groups", at: ID<Group>.self, returns: Group.self)

    /// Deletes a group; whoever was in it stays.
    public let delete = Endpoint(
        .delete, "/groups/{id}", "Delete a group", scopes: "delete:groups", status: 204, at: ID<Group>.self)

    public let members = Endpoint(
        .get, "/groups/{id}/members", "List a group's members", scopes: "read:group_members", at: ID<Group>.self,
        query: GroupMemberFilter.self, returns: Page<GroupMember>.self)

    /// The groups that a user is in.
    public let listOfUser = Endpoint(
        .get, "/users/{id}/groups", "List a user's groups", scopes: "read:groups", at: UserID.self,
        query: UserGroupFilter.self, returns: Page<Group>.self)

    public init() {}
}

extension ManagementClient {
    public var groups: ResourceClient<Groups> { ResourceClient(self) }
}
