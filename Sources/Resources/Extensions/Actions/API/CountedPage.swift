import Contract
import OrderedCollections

/// A page of a list that always includes the total number of items.
public struct CountedPage<Item: Pageable>: Sendable {
    public var items: [Item]
    /// The total number of items.
    public var total: Int
    /// The page index, starting at 0.
    public var page: Int
    /// The maximum number of items per page.
    public var perPage: Int

    public init(_ items: [Item], total: Int, page: Int, perPage: Int) {
        self.items = items
        self.total = total
        self.page = page
        self.perPage = perPage
    }
}

extension CountedPage: Codable, SchemaProviding {
    public static var schema: Schema {
        .object([
            Item.listName: Schema.array(of: .of(Item.self)).required, "total": .integer(0...).required,
            "page": .integer(0...), "per_page": .integer(0...),
        ])
    }

    public init(from decoder: any Decoder) throws {
        let json = try JSON(from: decoder)
        let items: [Item] = try (json[Item.listName] ?? []).decoded()
        self.init(
            items, total: json["total"]?.integer ?? items.count, page: json["page"]?.integer ?? 0,
            perPage: json["per_page"]?.integer ?? items.count)
    }

    public func encode(to encoder: any Encoder) throws {
        var members: JSONObject = [
            Item.listName: .array(try items.map { try JSON(encoding: $0) }), "total": .integer(Int64(total)),
        ]
        // The first page has no page index, as at Auth0.
        if page > 0 { members["page"] = .integer(Int64(page)) }
        members["per_page"] = .integer(Int64(perPage))
        try JSON.object(members).encode(to: encoder)
    }
}

/// A query for a page of a list that always includes its total number of items.
public struct CountedPageQuery: Codable, Sendable, Constrained {
    /// The page index, starting at 0.
    public var page: Int?
    /// The number of items per page; 50 by default.
    public var perPage: Int?

    public init(page: Int? = nil, perPage: Int? = nil) {
        self.page = page
        self.perPage = perPage
    }

    enum CodingKeys: String, CodingKey {
        case page
        case perPage = "per_page"
    }

    public static var constraints: Constraints { .offsetPaging }
}
