import Contract

/// A named bundle of permissions that users can hold.
public struct Role: Pageable, Hashable {
    public static let listName = "roles"

    public var id: ID<Role>
    public var name: String
    public var description: String?
    /// Whose role it is: the tenant's.
    public var type: RoleType?

    public init(id: ID<Role>, name: String, description: String? = nil, type: RoleType? = .tenant) {
        self.id = id
        self.name = name
        self.description = description
        self.type = type
    }
}

/// Whose role it is.
public struct RoleType: OpenEnum {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let tenant: Self = "tenant"
    /// An organization's own; there are none of these yet.
    public static let organization: Self = "organization"
    public static let known: [Self] = [.tenant, .organization]
}

/// A role to create, or what can change of one.
public struct RoleDraft: Patchable, Constrained {
    /// What the role is called; no two roles of a tenant are called the same.
    public var name: String
    /// What the role is for.
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

/// Which roles to list.
public struct RoleFilter: Codable, Sendable, OffsetPaged, Constrained {
    public var page: Int?
    public var perPage: Int?
    public var includeTotals: Bool?
    /// A part of the name, in upper or lower case.
    public var nameFilter: String?
    /// Whose roles.
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
