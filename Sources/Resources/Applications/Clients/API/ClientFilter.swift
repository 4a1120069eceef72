import Contract
import OrderedCollections

/// Filters for a list of applications.
public struct ClientFilter: Codable, Sendable, OffsetPaged, CheckpointPaged, FieldSelecting, Constrained {
    public var fields: String?
    public var includeFields: Bool?
    public var page: Int?
    public var perPage: Int?
    public var includeTotals: Bool?
    public var from: String?
    public var take: Int?
    public var isGlobal: Bool?
    public var isFirstParty: Bool?
    /// One or more application types, separated by commas.
    public var appType: String?
    public var externalClientID: String?
    /// A search condition, such as `client_grant.organization_id:org_...`.
    public var q: String?

    public init(page: Int? = nil, perPage: Int? = nil, includeTotals: Bool? = nil, appType: String? = nil) {
        self.page = page
        self.perPage = perPage
        self.includeTotals = includeTotals
        self.appType = appType
    }

    enum CodingKeys: String, CodingKey {
        case fields
        case includeFields = "include_fields"
        case page
        case perPage = "per_page"
        case includeTotals = "include_totals"
        case from
        case take
        case isGlobal = "is_global"
        case isFirstParty = "is_first_party"
        case appType = "app_type"
        case externalClientID = "external_client_id"
        case q
    }

    public static var constraints: Constraints {
        let own: Constraints = [
            "app_type": .string(pattern: "^[a-z0-9_]+(,[a-z0-9_]+)*$"), "external_client_id": .string(1...120),
            "q": .string(1...),
        ]
        return own.merging(Constraints.offsetPaging) { $1 }.merging(Constraints.checkpointPaging) { $1 }
    }
}

/// Filters for a list of an application's connections.
public struct ClientConnectionFilter: Codable, Sendable, CheckpointPaged, FieldSelecting, Constrained {
    /// Only connections with these strategies.
    public var strategy: [ConnectionStrategy]?
    public var from: String?
    public var take: Int?
    public var fields: String?
    public var includeFields: Bool?

    public init(strategy: [ConnectionStrategy]? = nil, from: String? = nil, take: Int? = nil) {
        self.strategy = strategy
        self.from = from
        self.take = take
    }

    enum CodingKeys: String, CodingKey {
        case strategy
        case from
        case take
        case fields
        case includeFields = "include_fields"
    }

    public static var constraints: Constraints {
        Constraints.checkpointPaging.merging(["fields": ConnectionQuery.fieldsSchema]) { $1 }
    }
}
