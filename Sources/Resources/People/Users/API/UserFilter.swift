import Contract
import OrderedCollections

/// Filters and order of a list of users.
public struct UserFilter: Codable, Sendable, OffsetPaged, CheckpointPaged, FieldSelecting, Constrained {
    public var page: Int?
    public var perPage: Int?
    public var includeTotals: Bool?
    /// The cursor of the page, which costs the same at any depth, unlike page numbers. It cannot be combined with a
    /// sort order.
    public var from: String?
    public var take: Int?
    /// A field and a direction, such as `created_at:-1`.
    public var sort: String?
    /// The name of a connection.
    public var connection: String?
    public var fields: String?
    public var includeFields: Bool?
    /// A query in Lucene syntax.
    public var q: String?
    /// The version of the search engine: `v1`, `v2` or `v3`.
    public var searchEngine: String?
    public var primaryOrder: Bool?

    public init(
        page: Int? = nil, perPage: Int? = nil, includeTotals: Bool? = nil, sort: String? = nil,
        connection: String? = nil, q: String? = nil, from: String? = nil, take: Int? = nil
    ) {
        self.page = page
        self.perPage = perPage
        self.includeTotals = includeTotals
        self.sort = sort
        self.connection = connection
        self.q = q
        self.from = from
        self.take = take
    }

    enum CodingKeys: String, CodingKey {
        case page
        case perPage = "per_page"
        case includeTotals = "include_totals"
        case from
        case take
        case sort
        case connection
        case fields
        case includeFields = "include_fields"
        case q
        case searchEngine = "search_engine"
        case primaryOrder = "primary_order"
    }

    public static var constraints: Constraints {
        let own: Constraints = [
            "sort": .string(pattern: "^(([a-zA-Z0-9_\\\\.]+))\\:(1|-1)$").described("Field to sort by, and 1 or -1"),
            "search_engine": .one(of: "v1", "v2", "v3"),
        ]
        return own.merging(Constraints.offsetPaging) { $1 }.merging(Constraints.checkpointPaging) { $1 }
    }
}

/// A selection of roles.
public struct RoleSelection: Codable, Sendable, Constrained {
    public var roles: [String]
    public init(roles: [String]) { self.roles = roles }

    public static var constraints: Constraints { ["roles": .array(of: .string(1...), 1...)] }
}

/// A permission of a user, with its sources.
public struct UserPermission: Pageable, Hashable {
    public static let listName = "permissions"

    /// The source of a permission.
    public struct Source: Codable, Hashable, Sendable {
        /// The identifier of the role; empty for a permission that is assigned directly.
        public var id: String
        public var name: String
        /// The type of source: `DIRECT` or `ROLE`.
        public var type: String

        public init(id: String, name: String, type: String) {
            self.id = id
            self.name = name
            self.type = type
        }

        enum CodingKeys: String, CodingKey {
            case id = "source_id"
            case name = "source_name"
            case type = "source_type"
        }
    }

    public var permissionName: String
    public var description: String?
    public var resourceServerName: String
    public var resourceServerIdentifier: String
    public var sources: [Source]

    public init(
        permissionName: String, description: String?, resourceServerName: String, resourceServerIdentifier: String,
        sources: [Source]
    ) {
        self.permissionName = permissionName
        self.description = description
        self.resourceServerName = resourceServerName
        self.resourceServerIdentifier = resourceServerIdentifier
        self.sources = sources
    }

    enum CodingKeys: String, CodingKey {
        case permissionName = "permission_name"
        case description
        case resourceServerName = "resource_server_name"
        case resourceServerIdentifier = "resource_server_identifier"
        case sources
    }
}
