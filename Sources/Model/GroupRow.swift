import Contract
import Storage

/// A group of users, as a directory has it.
public struct GroupRow: Sendable {
    /// As `grp_` and 14 to 22 characters of base58.
    public let id: String
    public var name: String
    /// The identifier that the directory has for it.
    public var externalID: String?
    /// The connection that it comes from; `nil` where it is the tenant's or an organization's.
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

    /// Adds a user to a group; one who is in it already stays.
    public func add(_ user: UserID, toGroup group: String, at now: Timestamp) throws {
        try insertIfAbsent(
            into: "group_members",
            ["group_id": group, "member_id": user.value, "user_id": user, "member_type": "user", "created_at": now])
    }

    /// Adds a group to another.
    public func add(group member: String, toGroup group: String, at now: Timestamp) throws {
        try insertIfAbsent(
            into: "group_members",
            [
                "group_id": group, "member_id": member, "user_id": String?.none, "member_type": "group",
                "created_at": now,
            ])
    }

    /// Takes a user or a group out of a group.
    public func removeMember(_ member: String, fromGroup group: String) throws {
        try execute(
            "DELETE FROM group_members WHERE tenant = \(tenant) AND group_id = \(group) AND member_id = \(member)")
    }
}
