import Contract

/// The page and order of a list of a user's log events.
public struct UserLogFilter: Codable, Sendable, OffsetPaged, Constrained {
    public var page: Int?
    public var perPage: Int?
    public var includeTotals: Bool?
    /// `date:1` lists the oldest first.
    public var sort: String?

    public init(page: Int? = nil, perPage: Int? = nil, includeTotals: Bool? = nil, sort: String? = nil) {
        self.page = page
        self.perPage = perPage
        self.includeTotals = includeTotals
        self.sort = sort
    }

    enum CodingKeys: String, CodingKey {
        case page
        case perPage = "per_page"
        case includeTotals = "include_totals"
        case sort
    }

    public static var constraints: Constraints {
        let own: Constraints = ["sort": .string(pattern: "^date:(1|-1)$").described("date:1 or date:-1")]
        return own.merging(Constraints.offsetPaging) { $1 }
    }
}
