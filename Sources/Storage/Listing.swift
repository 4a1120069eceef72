import Contract

/// The part of a list that a request asks for.
public enum PageRequest: Hashable, Sendable {
    /// Offset pagination.
    case offset(start: Int, limit: Int, withTotal: Bool)
    /// Checkpoint pagination: the page after a key.
    case checkpoint(after: String?, limit: Int)
}

/// A list that is read page by page.
public struct Listing: Sendable {
    /// The selected columns.
    let columns: SQL
    /// The `FROM` and `WHERE` clauses.
    let source: SQL
    /// The order for offset pagination.
    let order: SQL
    /// A unique column for checkpoint pagination; its name in the result is `key`.
    let key: SQL

    public init(_ columns: SQL, from source: SQL, order: SQL, key: SQL) {
        self.columns = columns
        self.source = source
        self.order = order
        self.key = key
    }
}

extension Transaction {
    /// Returns a page of a list.
    /// - Parameter item: converts a row to an item.
    public func page<Item: Pageable>(
        _ listing: Listing, _ request: PageRequest, item: (Row) throws -> Item
    ) throws -> Page<Item> {
        let (rows, page) = try rows(of: listing, request, Item.self)
        var filled = page
        filled.items = try rows.map(item)
        return filled
    }

    /// Returns a page as JSON, whose items are converted one by one.
    public func page<Item: Pageable>(
        _ listing: Listing, _ request: PageRequest, of _: Item.Type, json: (Row) throws -> JSON
    ) throws -> JSON {
        try page(listing, request, of: Item.self, items: { try $0.map(json) })
    }

    /// Returns a page as JSON, whose items are converted together.
    public func page<Item: Pageable>(
        _ listing: Listing, _ request: PageRequest, of _: Item.Type, items: ([Row]) throws -> [JSON]
    ) throws -> JSON {
        let (rows, page) = try rows(of: listing, request, Item.self)
        return page.json(items: .array(try items(rows)))
    }

    /// Returns a part of a list.
    /// - Parameter start: the number of rows to skip.
    public func rows(of listing: Listing, start: Int, limit: Int) throws -> [Row] {
        try rows(
            "SELECT \(listing.columns) \(listing.source) ORDER BY \(listing.order) LIMIT \(limit) OFFSET \(start)")
    }

    /// Returns the number of rows in a list.
    public func count(of listing: Listing) throws -> Int {
        try row("SELECT COUNT(*) AS total \(listing.source)")?["total"] ?? 0
    }

    private func rows<Item: Pageable>(
        of listing: Listing, _ request: PageRequest, _: Item.Type
    ) throws -> (rows: [Row], page: Page<Item>) {
        var page = Page<Item>([])
        switch request {
        case .offset(let start, let limit, let withTotal):
            let rows = try rows(of: listing, start: start, limit: limit)
            if withTotal {
                page.start = start
                page.limit = limit
                page.total = try count(of: listing)
            }
            return (rows, page)
        case .checkpoint(let after, let limit):
            let condition: SQL = after.map { "AND \(listing.key) > \($0)" } ?? ""
            var rows = try rows(
                """
                SELECT \(listing.columns), \(listing.key) AS key \(listing.source) \(condition)
                ORDER BY \(listing.key) LIMIT \(limit + 1)
                """)
            page.isCheckpoint = true
            if rows.count > limit {
                rows.removeLast()
                page.next = try rows.last?["key"]
            }
            return (rows, page)
        }
    }
}
