import Contract

/// Which part of a list is asked for.
public enum PageRequest: Hashable, Sendable {
    /// A page by its number.
    case offset(start: Int, limit: Int, withTotal: Bool)
    /// The page that follows a key.
    case checkpoint(after: String?, limit: Int)
}

/// A list that is read in pages.
public struct Listing: Sendable {
    /// What is selected.
    let columns: SQL
    /// Where from, and under which conditions: `FROM ... WHERE ...`.
    let source: SQL
    /// The order of pages asked for by number.
    let order: SQL
    /// A unique column, by which pages follow one another; its name in the result is `key`.
    let key: SQL

    public init(_ columns: SQL, from source: SQL, order: SQL, key: SQL) {
        self.columns = columns
        self.source = source
        self.order = order
        self.key = key
    }
}

extension Transaction {
    /// A page of a list.
    /// - Parameter item: makes an item of a row.
    public func page<Item: Pageable>(
        _ listing: Listing, _ request: PageRequest, item: (Row) throws -> Item
    ) throws -> Page<Item> {
        let (rows, page) = try rows(of: listing, request, Item.self)
        var filled = page
        filled.items = try rows.map(item)
        return filled
    }

    /// A page whose items are sent as they are stored, and its frame.
    public func page<Item: Pageable>(
        _ listing: Listing, _ request: PageRequest, of _: Item.Type, json: (Row) throws -> JSON
    ) throws -> JSON {
        try page(listing, request, of: Item.self, items: { try $0.map(json) })
    }

    /// A page whose items are made of all its rows at once.
    public func page<Item: Pageable>(
        _ listing: Listing, _ request: PageRequest, of _: Item.Type, items: ([Row]) throws -> [JSON]
    ) throws -> JSON {
        let (rows, page) = try rows(of: listing, request, Item.self)
        return page.json(items: .array(try items(rows)))
    }

    /// A part of a list.
    /// - Parameter start: how many rows come before it.
    public func rows(of listing: Listing, start: Int, limit: Int) throws -> [Row] {
        try rows(
            "SELECT \(listing.columns) \(listing.source) ORDER BY \(listing.order) LIMIT \(limit) OFFSET \(start)")
    }

    /// How many rows a list has in all.
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
