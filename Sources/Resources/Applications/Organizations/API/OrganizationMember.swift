import AccessAPI
import Contract

/// A member of an organization.
public struct OrganizationMember: Pageable, Hashable {
    public static let listName = "members"

    /// A role of a member in the organization.
    public struct HeldRole: Codable, Hashable, Sendable {
        public var id: String
        public var name: String

        public init(id: String, name: String) {
            self.id = id
            self.name = name
        }
    }

    public var userID: UserID?
    public var email: String?
    public var picture: String?
    public var name: String?
    /// The roles in the organization; included only if `fields` requests it.
    public var roles: [HeldRole]?

    enum CodingKeys: String, CodingKey {
        case userID = "user_id"
        case email
        case picture
        case name
        case roles
    }
}

/// The page of a list of members, and the members to return.
public struct OrganizationMemberFilter: Codable, Sendable, OffsetPaged, CheckpointPaged, FieldSelecting, Constrained {
    public var page: Int?
    public var perPage: Int?
    public var includeTotals: Bool?
    public var from: String?
    public var take: Int?
    /// The properties to return, separated by commas; `roles` is returned only if it is named.
    public var fields: String?
    public var includeFields: Bool?

    public init(
        page: Int? = nil, perPage: Int? = nil, includeTotals: Bool? = nil, from: String? = nil, take: Int? = nil,
        fields: String? = nil, includeFields: Bool? = nil
    ) {
        self.page = page
        self.perPage = perPage
        self.includeTotals = includeTotals
        self.from = from
        self.take = take
        self.fields = fields
        self.includeFields = includeFields
    }

    enum CodingKeys: String, CodingKey {
        case page
        case perPage = "per_page"
        case includeTotals = "include_totals"
        case from
        case take
        case fields
        case includeFields = "include_fields"
    }

    public static var constraints: Constraints { Constraints.offsetPaging.merging(Constraints.checkpointPaging) { $1 } }
}

/// The users to add to or remove from an organization.
public struct MemberSelection: Codable, Sendable, Constrained {
    public var members: [UserID]

    public init(members: [UserID]) { self.members = members }

    public static let refusesOtherMembers = false

    public static var constraints: Constraints {
        ["members": .array(of: UserID.schema, 1...).described("User identifiers")]
    }
}

/// The roles to assign to or remove from a member.
public struct MemberRoleSelection: Codable, Sendable, Constrained {
    public var roles: [String]

    public init(roles: [String]) { self.roles = roles }

    public static var constraints: Constraints {
        ["roles": .array(of: .string(1...), 1...).described("Role identifiers")]
    }
}

extension MemberSelection: ExpressibleByArrayLiteral {
    /// Creates a selection of these users.
    public init(arrayLiteral elements: UserID...) { self.init(members: elements) }
}

extension MemberRoleSelection: ExpressibleByArrayLiteral {
    /// Creates a selection of these roles.
    public init(arrayLiteral elements: ID<Role>...) { self.init(roles: elements.map(\.value)) }
}
