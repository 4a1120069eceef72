import Contract
import ExtensionsAPI
import Storage

extension Transaction {
    /// A page of a list, and how many items it has in all.
    func counted<Item: Listed>(
        _ listing: Listing, page: Int?, perPage: Int?, item: (Row) throws -> Item
    ) throws -> CountedPage<Item> {
        let number = page ?? 0
        let limit = perPage ?? 50
        let request: PageRequest = .offset(start: number * limit, limit: limit, withTotal: true)
        let found = try self.page(listing, request, item: item)
        return CountedPage(found.items, total: found.total ?? 0, page: number, perPage: limit)
    }
}
