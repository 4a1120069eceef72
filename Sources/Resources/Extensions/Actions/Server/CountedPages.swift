import Contract
import ExtensionsAPI
import Storage

extension Transaction {
    /// Returns a page of a list with the total number of items.
    func counted<Item: Pageable>(
        _ listing: Listing, page: Int?, perPage: Int?, item: (Row) throws -> Item
    ) throws -> CountedPage<Item> {
        try counted(listing, page: page, perPage: perPage, row: item) { $0 }
    }

    /// Returns a page whose items are created from all of its rows at once.
    func counted<Kept, Item: Pageable>(
        _ listing: Listing, page: Int?, perPage: Int?, row: (Row) throws -> Kept, items: ([Kept]) throws -> [Item]
    ) throws -> CountedPage<Item> {
        let number = page ?? 0
        let limit = perPage ?? 50
        let kept = try rows(of: listing, start: number * limit, limit: limit).map(row)
        return CountedPage(try items(kept), total: try count(of: listing), page: number, perPage: limit)
    }
}
