import Contract

/// A group of users from a directory.
public struct Group: Pageable, Hashable, Constrained, Identified {
    public static let listName = "groups"
    public static let refusesOtherMembers = false
    public static var identifierSchema: Schema { .string(18...26, pattern: "^grp_[1-9a-km-zA-HJ-NP-Z]{14,22}$") }

    public var id: ID<Group>?
    public var name: String?
    /// The identifier of the group in the directory.
    public var externalID: String?
    /// The connection from which the group comes.
    public var connectionID: String?
    public var organizationID: String?
    public var tenantName: String?
    public var description: String?
    public var createdAt: Timestamp?
    public var updatedAt: Timestamp?
    /// The time at which the user was added; included in lists of a user's groups.
    public var membershipCreatedAt: Timestamp?

    public init(
        id: ID<Group>, name: String, externalID: String? = nil, connectionID: String? = nil,
        organizationID: String? = nil, tenantName: String, description: String? = nil, createdAt: Timestamp,
        updatedAt: Timestamp
    ) {
        self.id = id
        self.name = name
        self.externalID = externalID
        self.connectionID = connectionID
        self.organizationID = organizationID
        self.tenantName = tenantName
        self.description = description
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }

    enum CodingKeys: String, CodingKey {
        case id
        case name
        case externalID = "external_id"
        case connectionID = "connection_id"
        case organizationID = "organization_id"
        case tenantName = "tenant_name"
        case description
        case createdAt = "created_at"
        case updatedAt = "updated_at"
        case membershipCreatedAt = "membership_created_at"
    }

    public static var constraints: Constraints {
        ["name": .string(1...128, pattern: "^[\\x20-\\x7E]+$"), "external_id": .string(...256)]
    }

    /// The names that `fields` can select.
    static let fields = [
        "id", "name", "external_id", "organization_id", "connection_id", "tenant_name", "description", "created_at",
        "updated_at",
    ]
}

/// A member of a group.
public struct GroupMember: Pageable, Hashable, Constrained {
    public static let listName = "members"
    public static let refusesOtherMembers = false

    /// The identifier of the user or group.
    public var id: String?
    /// The type of member: `user` or `group`.
    public var memberType: String?
    /// The owner of the group: a `connection`, an `organization` or the `tenant`.
    public var type: String?
    public var connectionID: String?
    public var createdAt: Timestamp?

    public init(id: String, memberType: String?, type: String?, connectionID: String?, createdAt: Timestamp?) {
        self.id = id
        self.memberType = memberType
        self.type = type
        self.connectionID = connectionID
        self.createdAt = createdAt
    }

    enum CodingKeys: String, CodingKey {
        case id
        case memberType = "member_type"
        case type
        case connectionID = "connection_id"
        case createdAt = "created_at"
    }

    static let fields = ["id", "member_type", "type", "connection_id", "created_at"]
}

extension Schema {
    /// Returns the schema of names of members, separated by commas.
    static func fields(_ names: [String]) -> Schema {
        let name = "(" + names.map { "(\($0))" }.joined(separator: "|") + ")"
        return .string(...256, pattern: Pattern(stringLiteral: "^\(name)(,\(name))*$"))
    }
}
