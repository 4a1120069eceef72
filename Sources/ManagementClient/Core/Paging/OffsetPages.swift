import Contract

extension Operation where Answer: PageOfItems, Body == NoContent, Query: OffsetPaged {
    /// Every item of the list, over all its pages, which are asked for by number.
    public var all: PagedOperation<Path, Query, ItemSequence<Answer.Item>> { itemized { offsetPage($0, $1) } }

    /// Every page of the list, asked for by number.
    public var pages: PagedOperation<Path, Query, PageSequence<Answer.Item>> { paged { offsetPage($0, $1) } }

    func offsetPage(_ path: Path, _ query: Query?) -> Step {
        Step {
            var query = try counted(query)
            // With the total, the last page is known as such without asking for one more.
            query.includeTotals = query.includeTotals ?? true
            let page = try await call(at: path, query: query, body: NoContent()).page
            guard page.hasFollowing(afterAskingFor: query.perPage) else { return (page, nil) }
            query.page = (query.page ?? 0) + 1
            return (page, offsetPage(path, query))
        }
    }
}

extension Page {
    /// Whether there are items behind this page, as far as can be told.
    fileprivate func hasFollowing(afterAskingFor perPage: Int?) -> Bool {
        if items.isEmpty { return false }
        let size: Int = limit ?? perPage ?? 50
        guard let total, let start else { return items.count >= size }
        // Counted in whole pages: one may be short because items were deleted or hidden, with more pages behind it.
        return start + max(size, items.count) < total
    }
}
