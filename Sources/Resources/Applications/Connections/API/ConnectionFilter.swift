import Contract

/// Filters for a list of connections.
public struct ConnectionFilter: Codable, Sendable, OffsetPaged, CheckpointPaged, FieldSelecting, Constrained {
    public var page: Int?
    public var perPage: Int?
    public var includeTotals: Bool?
    public var from: String?
    public var take: Int?
    /// Only connections with these strategies.
    public var strategy: [ConnectionStrategy]?
    /// Only the connection with this name.
    public var name: String?
    public var fields: String?
    public var includeFields: Bool?

    public init(
        page: Int? = nil, perPage: Int? = nil, includeTotals: Bool? = nil, strategy: [ConnectionStrategy]? = nil,
        name: String? = nil
    ) {
        self.page = page
        self.perPage = perPage
        self.includeTotals = includeTotals
        self.strategy = strategy
        self.name = name
    }

    enum CodingKeys: String, CodingKey {
        case page
        case perPage = "per_page"
        case includeTotals = "include_totals"
        case from
        case take
        case strategy
        case name
        case fields
        case includeFields = "include_fields"
    }

    public static var constraints: Constraints {
        var constraints = Constraints.offsetPaging.merging(Constraints.checkpointPaging) { $1 }
        constraints["fields"] = ConnectionQuery.fieldsSchema
        return constraints
    }
}

/// The members of the connection to return.
public struct ConnectionQuery: Codable, Sendable, FieldSelecting, Constrained {
    public var fields: String?
    public var includeFields: Bool?

    public init(fields: String? = nil, includeFields: Bool? = nil) {
        self.fields = fields
        self.includeFields = includeFields
    }

    enum CodingKeys: String, CodingKey {
        case fields
        case includeFields = "include_fields"
    }

    public static var constraints: Constraints { ["fields": fieldsSchema] }

    static let fieldsSchema: Schema = .fields([
        "name", "display_name", "strategy", "options", "id", "provisioning_ticket_url", "metadata", "show_as_button",
        "clients", "authentication", "connected_accounts", "cross_app_access_requesting_app",
        "cross_app_access_resource_app", "enabled_clients",
    ])
}

/// The user to delete from a connection.
public struct ConnectionUserQuery: Codable, Sendable, Constrained {
    public var email: String

    public init(email: String) { self.email = email }

    public static var constraints: Constraints {
        ["email": .string(format: .email).described("The user's e-mail address")]
    }
}
