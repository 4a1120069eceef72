import Contract

/// A log event of the tenant.
public struct Log: Pageable, Hashable, Constrained {
    public static let listName = "logs"
    public static let tellsLength = true
    public static let refusesOtherMembers = false

    /// The identifier of the event; later events have greater identifiers.
    public var id: String?
    /// The same as `id`, for older clients.
    public var documentID: String?
    public var date: Timestamp?
    /// The type of the event, such as `s` for a successful login: see Auth0's list of log event type codes.
    public var type: String?
    public var description: String?
    public var connection: String?
    public var connectionID: String?
    public var organizationID: String?
    public var organizationName: String?
    public var clientID: String?
    public var clientName: String?
    /// The IP address of the request.
    public var ip: String?
    public var hostname: String?
    /// Details, which depend on the type.
    public var details: JSON?
    public var userID: String?
    public var userName: String?
    public var userAgent: String?
    public var audience: String?
    public var scope: String?
    public var strategy: String?
    public var strategyType: String?
    public var isMobile: Bool?

    enum CodingKeys: String, CodingKey {
        case id = "log_id"
        case documentID = "_id"
        case date
        case type
        case description
        case connection
        case connectionID = "connection_id"
        case organizationID = "organization_id"
        case organizationName = "organization_name"
        case clientID = "client_id"
        case clientName = "client_name"
        case ip
        case hostname
        case details
        case userID = "user_id"
        case userName = "user_name"
        case userAgent = "user_agent"
        case audience
        case scope
        case strategy
        case strategyType = "strategy_type"
        case isMobile
    }

    public static var constraints: Constraints {
        let names = [
            "description", "connection", "connection_id", "organization_id", "organization_name", "client_id",
            "client_name", "ip", "hostname", "user_id", "user_name", "audience", "scope", "strategy", "strategy_type",
        ]
        var constraints: Constraints = ["details": .any]
        for name in names { constraints[name] = .string.nullable }
        return constraints
    }
}

/// Filters and order of a list of log events.
public struct LogFilter: Codable, Sendable, OffsetPaged, CheckpointPaged, FieldSelecting, Constrained {
    public var page: Int?
    public var perPage: Int?
    public var includeTotals: Bool?
    /// `date:1` lists the oldest first.
    public var sort: String?
    public var fields: String?
    public var includeFields: Bool?
    /// The event after which the page begins; the events are then listed in chronological order.
    public var from: String?
    public var take: Int?
    /// A query in Lucene syntax.
    public var q: String?
    /// The former name of `q`.
    public var search: String?

    public init(
        q: String? = nil, page: Int? = nil, perPage: Int? = nil, includeTotals: Bool? = nil, sort: String? = nil,
        from: String? = nil, take: Int? = nil
    ) {
        self.q = q
        self.page = page
        self.perPage = perPage
        self.includeTotals = includeTotals
        self.sort = sort
        self.from = from
        self.take = take
    }

    enum CodingKeys: String, CodingKey {
        case page
        case perPage = "per_page"
        case includeTotals = "include_totals"
        case sort
        case fields
        case includeFields = "include_fields"
        case from
        case take
        case q
        case search
    }

    public static var constraints: Constraints {
        let own: Constraints = ["sort": .string(pattern: "^date:(1|-1)$").described("date:1 or date:-1")]
        return own.merging(Constraints.offsetPaging) { $1 }.merging(Constraints.checkpointPaging) { $1 }
    }
}
