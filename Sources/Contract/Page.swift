import OrderedCollections

/// A resource that is listed in pages, under its own member name: `{"roles": [...], "start": 0, ...}`.
public protocol Pageable: Codable, Sendable {
    /// The name of the page's member that holds the items, such as `roles`.
    static var listName: String { get }
    /// Whether a page with totals includes the `length` of the page too.
    static var tellsLength: Bool { get }
}

extension Pageable {
    public static var tellsLength: Bool { false }
}

/// One page of a list.
public struct Page<Item: Pageable>: Sendable {
    /// The items of the page.
    public var items: [Item]
    /// The number of items before this page. Only with `includeTotals`.
    public var start: Int?
    /// The maximum number of items per page. Only with `includeTotals`.
    public var limit: Int?
    /// The total number of items. Only with `includeTotals`.
    public var total: Int?
    /// The cursor of the next page, for requests with `from` and `take`; `nil` on the last page.
    public var next: String?
    /// Whether the page was requested with `from` and `take`.
    public var isCheckpoint = false

    /// Creates a page of items only, without totals or cursor.
    public init(_ items: [Item]) { self.items = items }
}

extension Page: Codable, SchemaProviding {
    public static var schema: Schema {
        let items: Schema = .array(of: .of(Item.self))
        var totals: OrderedDictionary<String, Schema> = [
            // The product of two parameters can exceed 32 bits.
            Item.listName: items.required, "start": .integer(0...9_007_199_254_740_992), "limit": .integer(0...),
            "total": .integer(0...), "next": .string,
        ]
        if Item.tellsLength { totals["length"] = .integer(0...) }
        return .anyOf(items, .object(totals))
    }

    public init(from decoder: any Decoder) throws {
        let json = try JSON(from: decoder)
        if case .array = json {
            self.init(try json.decoded(as: [Item].self, at: decoder.codingPath))
            return
        }
        let path: [any CodingKey] = decoder.codingPath + [MemberName(Item.listName)]
        self.init(try (json[Item.listName] ?? []).decoded(as: [Item].self, at: path))
        start = json["start"]?.integer
        limit = json["limit"]?.integer
        total = json["total"]?.integer
        next = json["next"]?.string
        isCheckpoint = total == nil
    }

    public func encode(to encoder: any Encoder) throws {
        try json(items: .array(items.map { try JSON(encoding: $0) })).encode(to: encoder)
    }

    /// Returns the JSON form of the page with items that are already encoded.
    public func json(items: JSON) -> JSON {
        if total == nil && !isCheckpoint { return items }
        var page: JSONObject = [Item.listName: items]
        if let start { page["start"] = .integer(Int64(start)) }
        if let limit { page["limit"] = .integer(Int64(limit)) }
        if Item.tellsLength, start != nil { page["length"] = .integer(Int64(items.array?.count ?? 0)) }
        if let total { page["total"] = .integer(Int64(total)) }
        if let next { page["next"] = .string(next) }
        return .object(page)
    }
}

/// A response that is a complete list.
public protocol ListAnswer {}

extension Array: ListAnswer {}

/// A page of any kind of item.
public protocol PageOfList {
    /// The name of the member that holds the items.
    static var listName: String { get }
}

extension Page: PageOfList {
    public static var listName: String { Item.listName }
}

/// A query for a page by number.
public protocol OffsetPaged {
    /// The page index, starting at 0.
    var page: Int? { get set }
    /// The number of items per page; 50 by default.
    var perPage: Int? { get set }
    /// Whether the response includes the total number of items.
    var includeTotals: Bool? { get set }
}

/// A query for the page that follows another (checkpoint pagination).
public protocol CheckpointPaged {
    /// The `next` value of the preceding page.
    var from: String? { get set }
    /// The number of items per page.
    var take: Int? { get set }
}

/// A query that selects the members of the response.
public protocol FieldSelecting {
    /// The members, separated by commas.
    var fields: String? { get set }
    /// Whether `fields` are included in the response (the default) or excluded from it.
    var includeFields: Bool? { get set }
}
