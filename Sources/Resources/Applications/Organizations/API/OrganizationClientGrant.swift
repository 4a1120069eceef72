import Contract

/// Filters for a list of an organization's client grants.
public struct OrganizationClientGrantFilter: Codable, Sendable, OffsetPaged, Constrained {
    public var page: Int?
    public var perPage: Int?
    public var includeTotals: Bool?
    /// The identifier of an API.
    public var audience: String?
    public var clientID: ClientID?
    /// Only these client grants.
    public var grantIDs: [ID<ClientGrant>]?

    public init(
        page: Int? = nil, perPage: Int? = nil, includeTotals: Bool? = nil, audience: String? = nil,
        clientID: ClientID? = nil, grantIDs: [ID<ClientGrant>]? = nil
    ) {
        self.page = page
        self.perPage = perPage
        self.includeTotals = includeTotals
        self.audience = audience
        self.clientID = clientID
        self.grantIDs = grantIDs
    }

    enum CodingKeys: String, CodingKey {
        case page
        case perPage = "per_page"
        case includeTotals = "include_totals"
        case audience
        case clientID = "client_id"
        case grantIDs = "grant_ids"
    }

    public static var constraints: Constraints {
        Constraints.offsetPaging.merging(["audience": .string(...600).described("Identifier of an API")]) { $1 }
    }
}

/// A client grant to associate with an organization.
public struct OrganizationClientGrantDraft: Codable, Hashable, Sendable, Constrained {
    public var grantID: ID<ClientGrant>

    public init(grantID: ID<ClientGrant>) { self.grantID = grantID }

    enum CodingKeys: String, CodingKey { case grantID = "grant_id" }

    public static var constraints: Constraints { ["grant_id": .string(1...50).described("Client grant identifier")] }
}
