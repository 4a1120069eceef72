/// A query for a page by number.
public struct PageQuery: Codable, Sendable, OffsetPaged, Constrained {
    public var page: Int?
    public var perPage: Int?
    public var includeTotals: Bool?

    /// Creates a query for a page; the server chooses defaults for omitted values.
    public init(page: Int? = nil, perPage: Int? = nil, includeTotals: Bool? = nil) {
        self.page = page
        self.perPage = perPage
        self.includeTotals = includeTotals
    }

    enum CodingKeys: String, CodingKey {
        case page
        case perPage = "per_page"
        case includeTotals = "include_totals"
    }

    public static var constraints: Constraints { .offsetPaging }
}

/// A query for a page by number, or for the page that follows another.
public struct CheckpointQuery: Codable, Sendable, OffsetPaged, CheckpointPaged, Constrained {
    public var page: Int?
    public var perPage: Int?
    public var includeTotals: Bool?
    public var from: String?
    public var take: Int?

    /// Creates a query for a page; the server chooses defaults for omitted values.
    public init(
        page: Int? = nil, perPage: Int? = nil, includeTotals: Bool? = nil, from: String? = nil, take: Int? = nil
    ) {
        self.page = page
        self.perPage = perPage
        self.includeTotals = includeTotals
        self.from = from
        self.take = take
    }

    enum CodingKeys: String, CodingKey {
        case page
        case perPage = "per_page"
        case includeTotals = "include_totals"
        case from
        case take
    }

    public static var constraints: Constraints { Constraints.offsetPaging.merging(Constraints.checkpointPaging) { $1 } }
}

/// A query for the page that follows another, for lists without page numbers.
public struct NextPageQuery: Codable, Sendable, CheckpointPaged, Constrained {
    public var from: String?
    public var take: Int?

    /// Creates a query for a page; the server chooses defaults for omitted values.
    public init(from: String? = nil, take: Int? = nil) {
        self.from = from
        self.take = take
    }

    public static var constraints: Constraints { .checkpointPaging }
}

/// A query that selects the members of the response.
public struct FieldsQuery: Codable, Sendable, FieldSelecting {
    public var fields: String?
    public var includeFields: Bool?

    /// Creates a query that selects members.
    public init(fields: String? = nil, includeFields: Bool? = nil) {
        self.fields = fields
        self.includeFields = includeFields
    }

    enum CodingKeys: String, CodingKey {
        case fields
        case includeFields = "include_fields"
    }
}

extension Constraints {
    /// The constraints of `page` and `per_page`.
    public static let offsetPaging: Constraints = [
        "page": .integer(0...100_000_000).described("Page index, counted from 0"),
        "per_page": .integer(0...100).described("Results per page"),
    ]

    /// The constraints of `from` and `take`.
    public static let checkpointPaging: Constraints = [
        "from": .string(1...).described("Where to start, as the page before says"),
        "take": .integer(1...100).described("Results per page"),
    ]
}

extension Schema {
    /// Returns the schema of `fields` if only certain members can be named.
    /// - Parameter names: The members, as parts of a regular expression.
    public static func fields(_ names: [String]) -> Schema {
        let name = "(" + names.map { "(\($0))" }.joined(separator: "|") + ")"
        return .string(pattern: Pattern(stringLiteral: "^\(name)(,\(name))*$"))
            .described("Members to have or to leave out, separated by commas")
    }
}
