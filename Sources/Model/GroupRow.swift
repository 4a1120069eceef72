import Contract
import Storage

/// A group of users from a directory.
public struct GroupRow: Sendable {
    /// The identifier: `grp_` and 14 to 22 characters of Base58.
    public let id: String
    public var name: String
    /// The directory's identifier for the group.
    public var externalID: String?
    /// The connection that the group comes from; `nil` if it belongs to the tenant or an organization.
    public var connectionID: String?
    public var organizationID: String?
    public var description: String?
    public let createdAt: Timestamp
    public var updatedAt: Timestamp

    public init(
        id: String, name: String, externalID: String? = nil, connectionID: String? = nil,
        organizationID: String? = nil, description: String? = nil, at now: Timestamp
    ) {
        self.id = id
        self.name = name
        self.externalID = externalID
        self.connectionID = connectionID
        self.organizationID = organizationID
        self.description = description
        createdAt = now
        updatedAt = now
    }
}

extension Transaction {
    /// Inserts a group.
    public func insert(_ group: GroupRow) throws {
        try insert(
            into: "directory_groups",
            [
                "id": group.id, "name": group.name, "external_id": group.externalID,
                "connection_id": group.connectionID, "organization_id": group.organizationID,
                "description": group.description, "created_at": group.createdAt, "updated_at": group.updatedAt,
            ])
    }

    /// Adds a user to a group, unless the user is already a member.
    public func add(_ user: UserID, toGroup group: String, at now: Timestamp) throws {
        try insertIfAbsent(
            into: "group_members",
            ["group_id": group, "member_id": user.value, "user_id": user, "member_type": "user", "created_at": now])
    }

    /// Adds a group to another group.
    public func add(group member: String, toGroup group: String, at now: Timestamp) throws {
        try insertIfAbsent(
            into: "group_members",
            [
                "group_id": group, "member_id": member, "user_id": String?.none, "member_type": "group",
                "created_at": now,
            ])
    }

    /// Removes a user or a group from a group.
    public func removeMember(_ member: String, fromGroup group: String) throws {
        try execute(
            "DELETE FROM group_members WHERE tenant = \(tenant) AND group_id = \(group) AND member_id = \(member)")
    }
}
