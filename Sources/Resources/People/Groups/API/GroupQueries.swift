import Contract

/// Filters for a list of groups.
public struct GroupFilter: Codable, Sendable, OffsetPaged, CheckpointPaged, FieldSelecting, Constrained {
    public var connectionID: String?
    /// The exact name.
    public var name: String?
    public var externalID: String?
    /// A part of the name or the external identifier, case-insensitive.
    public var search: String?
    public var fields: String?
    public var includeFields: Bool?
    public var page: Int?
    public var perPage: Int?
    public var includeTotals: Bool?
    public var from: String?
    public var take: Int?

    public init(name: String? = nil, search: String? = nil, from: String? = nil, take: Int? = nil) {
        self.name = name
        self.search = search
        self.from = from
        self.take = take
    }

    enum CodingKeys: String, CodingKey {
        case connectionID = "connection_id"
        case name
        case externalID = "external_id"
        case search
        case fields
        case includeFields = "include_fields"
        case page
        case perPage = "per_page"
        case includeTotals = "include_totals"
        case from
        case take
    }

    public static var constraints: Constraints {
        let own: Constraints = [
            "name": .string(1...128, pattern: "^[\\x20-\\x7E]+$"), "external_id": .string(...256),
            "search": .string(1...256), "fields": .fields(Group.fields),
        ]
        return own.merging(CheckpointQuery.constraints) { mine, _ in mine }
    }
}

/// The page of a user's groups to list.
public struct UserGroupFilter: Codable, Sendable, OffsetPaged, CheckpointPaged, FieldSelecting, Constrained {
    public var fields: String?
    public var includeFields: Bool?
    public var page: Int?
    public var perPage: Int?
    public var includeTotals: Bool?
    public var from: String?
    public var take: Int?

    public init(from: String? = nil, take: Int? = nil) {
        self.from = from
        self.take = take
    }

    enum CodingKeys: String, CodingKey {
        case fields
        case includeFields = "include_fields"
        case page
        case perPage = "per_page"
        case includeTotals = "include_totals"
        case from
        case take
    }

    public static var constraints: Constraints {
        let own: Constraints = ["fields": .fields(Group.fields + ["membership_created_at"])]
        return own.merging(CheckpointQuery.constraints) { mine, _ in mine }
    }
}

/// The page of a group's members to list.
public struct GroupMemberFilter: Codable, Sendable, CheckpointPaged, FieldSelecting, Constrained {
    public var fields: String?
    public var includeFields: Bool?
    public var from: String?
    public var take: Int?

    public init(from: String? = nil, take: Int? = nil) {
        self.from = from
        self.take = take
    }

    enum CodingKeys: String, CodingKey {
        case fields
        case includeFields = "include_fields"
        case from
        case take
    }

    public static var constraints: Constraints {
        let own: Constraints = ["fields": .fields(GroupMember.fields)]
        return own.merging(Constraints.checkpointPaging) { mine, _ in mine }
    }
}
