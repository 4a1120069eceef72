import Contract
import PeopleAPI
import Storage

extension Transaction {
    /// Returns a page of rows in order of creation, always as an object with the page's members.
    /// - Parameter source: `FROM ... WHERE ...` on a table with the columns `created_at` and `id`.
    func accessPage<Item: Pageable>(
        _ source: SQL, from: String?, take: Int?, withTotal: Bool = false, of _: Item.Type, columns: SQL = "*",
        json: (Row) throws -> JSON
    ) throws -> JSON {
        let listing = Listing(columns, from: source, order: "created_at, id", key: "created_at || ',' || id")
        var page = try page(listing, .checkpoint(after: from, limit: take ?? 50), of: Item.self, json: json)
        if withTotal {
            let total: Int64 = try row("SELECT COUNT(*) AS total \(source)")?["total"] ?? 0
            page["total"] = .integer(total)
        }
        return page
    }

    func accessPage<Item: Pageable>(
        _ source: SQL, _ query: AccessQuery, of item: Item.Type, json: (Row) throws -> JSON
    ) throws -> JSON {
        try accessPage(
            source, from: query.from, take: query.take ?? query.perPage, withTotal: query.includeTotals ?? false,
            of: item, json: json)
    }
}
