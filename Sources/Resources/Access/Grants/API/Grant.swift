import Contract

/// A user's consent for an application to access an API on the user's behalf.
public struct Grant: Pageable, Hashable {
    public static let listName = "grants"

    public var id: ID<Grant>
    public var clientID: ClientID
    public var userID: UserID
    /// The identifier of the API.
    public var audience: String
    public var scope: [String]

    public init(id: ID<Grant>, clientID: ClientID, userID: UserID, audience: String, scope: [String]) {
        self.id = id
        self.clientID = clientID
        self.userID = userID
        self.audience = audience
        self.scope = scope
    }

    enum CodingKeys: String, CodingKey {
        case id
        case clientID
        case userID = "user_id"
        case audience
        case scope
    }
}

/// Filters for a list of grants.
public struct GrantFilter: Codable, Sendable, OffsetPaged, Constrained {
    public var page: Int?
    public var perPage: Int?
    public var includeTotals: Bool?
    public var userID: UserID?
    public var clientID: ClientID?
    /// The identifier of an API.
    public var audience: String?

    public init(
        page: Int? = nil, perPage: Int? = nil, includeTotals: Bool? = nil, userID: UserID? = nil,
        clientID: ClientID? = nil, audience: String? = nil
    ) {
        self.page = page
        self.perPage = perPage
        self.includeTotals = includeTotals
        self.userID = userID
        self.clientID = clientID
        self.audience = audience
    }

    enum CodingKeys: String, CodingKey {
        case page
        case perPage = "per_page"
        case includeTotals = "include_totals"
        case userID = "user_id"
        case clientID = "client_id"
        case audience
    }

    public static var constraints: Constraints { .offsetPaging }
}

/// The user whose grants to delete.
public struct GrantHolder: Codable, Sendable, Constrained {
    public var userID: UserID

    public init(userID: UserID) { self.userID = userID }

    enum CodingKeys: String, CodingKey { case userID = "user_id" }

    public static var constraints: Constraints {
        ["user_id": UserID.schema.described("The user whose grants are deleted")]
    }
}
