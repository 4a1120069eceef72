import OrderedCollections

/// A resource that is listed in pages, under a name of its own: `{"roles": [...], "start": 0, ...}`.
public protocol Pageable: Codable, Sendable {
    /// The member of a page that has the items, as `roles`.
    static var listName: String { get }
    /// Whether a page with totals tells of its own length too.
    static var tellsLength: Bool { get }
}

extension Pageable {
    public static var tellsLength: Bool { false }
}

/// A part of a list.
public struct Page<Item: Pageable>: Sendable {
    /// What is on the page.
    public var items: [Item]
    /// How many items come before this page. Only with `includeTotals`.
    public var start: Int?
    /// How many items a page has at most. Only with `includeTotals`.
    public var limit: Int?
    /// How many items there are in all. Only with `includeTotals`.
    public var total: Int?
    /// Where the next page begins, when pages are asked for with `from` and `take`; `nil` on the last one.
    public var next: String?
    /// Whether the page was asked for with `from` and `take`.
    public var isCheckpoint = false

    /// A page that says nothing but what is on it.
    public init(_ items: [Item]) { self.items = items }
}

extension Page: Codable, SchemaProviding {
    public static var schema: Schema {
        let items: Schema = .array(of: .of(Item.self))
        var totals: OrderedDictionary<String, Schema> = [
            Item.listName: items.required, "start": .integer(0...), "limit": .integer(0...), "total": .integer(0...),
            "next": .string,
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

    /// The page around items that are JSON already.
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

/// An answer that is a list as a whole.
public protocol ListAnswer {}

extension Array: ListAnswer {}

/// A page, whatever it lists.
public protocol PageOfList {
    /// The member that has the items.
    static var listName: String { get }
}

extension Page: PageOfList {
    public static var listName: String { Item.listName }
}

/// A query that asks for a page by number.
public protocol OffsetPaged {
    /// Which page, counted from 0.
    var page: Int? { get set }
    /// How many items a page has, 50 unless told.
    var perPage: Int? { get set }
    /// Whether the answer tells how many items there are in all.
    var includeTotals: Bool? { get set }
}

/// A query that asks for the page which follows another.
public protocol CheckpointPaged {
    /// The `next` of the page before.
    var from: String? { get set }
    /// How many items a page has.
    var take: Int? { get set }
}

/// A query that chooses the members an answer has.
public protocol FieldSelecting {
    /// The members, separated by commas.
    var fields: String? { get set }
    /// Whether `fields` are those to have, as they are unless told, or those to leave out.
    var includeFields: Bool? { get set }
}
