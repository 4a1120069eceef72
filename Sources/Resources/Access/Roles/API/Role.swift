import Contract

/// A role: a named set of permissions that can be assigned to users.
public struct Role: Pageable, Hashable {
    public static let listName = "roles"

    public var id: ID<Role>
    public var name: String
    public var description: String?
    /// The owner of the role: the tenant.
    public var type: RoleType?

    public init(id: ID<Role>, name: String, description: String? = nil, type: RoleType? = .tenant) {
        self.id = id
        self.name = name
        self.description = description
        self.type = type
    }
}

/// The owner of a role.
public struct RoleType: OpenEnum {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let tenant: Self = "tenant"
    /// A role of an organization; none exist yet.
    public static let organization: Self = "organization"
    public static let known: [Self] = [.tenant, .organization]
}

/// A role to create, or the members of an update.
public struct RoleDraft: Patchable, Constrained {
    /// The name of the role, unique in the tenant.
    public var name: String
    /// A description of the role's purpose.
    public var description: String?

    public init(name: String, description: String? = nil) {
        self.name = name
        self.description = description
    }

    public static var constraints: Constraints {
        [
            "name": .string(1...50).described("Name of the role"),
            "description": .string(...255).nullable.described("What the role is for"),
        ]
    }
}

/// Filters for a list of roles.
public struct RoleFilter: Codable, Sendable, OffsetPaged, Constrained {
    public var page: Int?
    public var perPage: Int?
    public var includeTotals: Bool?
    /// A part of the name, case-insensitive.
    public var nameFilter: String?
    /// The owner of the roles.
    public var type: RoleType?

    public init(
        page: Int? = nil, perPage: Int? = nil, includeTotals: Bool? = nil, nameFilter: String? = nil,
        type: RoleType? = nil
    ) {
        self.type = type
        self.page = page
        self.perPage = perPage
        self.includeTotals = includeTotals
        self.nameFilter = nameFilter
    }

    enum CodingKeys: String, CodingKey {
        case page
        case perPage = "per_page"
        case includeTotals = "include_totals"
        case nameFilter = "name_filter"
        case type
    }

    public static var constraints: Constraints { .offsetPaging }
}
