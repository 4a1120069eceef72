import Contract

extension Operation where Answer: PageOfItems, Body == NoContent, Query: OffsetPaged {
    /// All items of the list over all its pages, by page number.
    public var all: PagedOperation<Path, Query, ItemSequence<Answer.Item>> { itemized { offsetPage($0, $1) } }

    /// All pages of the list, by page number.
    public var pages: PagedOperation<Path, Query, PageSequence<Answer.Item>> { paged { offsetPage($0, $1) } }

    func offsetPage(_ path: Path, _ query: Query?) -> Step {
        Step {
            var query = try counted(query)
            // The total identifies the last page without a request for one more.
            query.includeTotals = query.includeTotals ?? true
            let page = try await call(at: path, query: query, body: NoContent()).page
            guard page.hasFollowing(afterAskingFor: query.perPage) else { return (page, nil) }
            query.page = (query.page ?? 0) + 1
            return (page, offsetPage(path, query))
        }
    }
}

extension Page {
    /// Whether more items follow this page, as far as the page shows.
    fileprivate func hasFollowing(afterAskingFor perPage: Int?) -> Bool {
        if items.isEmpty { return false }
        let size: Int = limit ?? perPage ?? 50
        guard let total, let start else { return items.count >= size }
        // Compares with the size of a full page: a page may be short because items were deleted or hidden, although
        // more pages follow.
        return start + max(size, items.count) < total
    }
}
