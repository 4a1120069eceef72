import Contract

extension Operation where Answer: PageOfItems, Body == NoContent, Query: CheckpointPaged {
    /// All items of the list over all its pages, by checkpoint pagination.
    public var all: PagedOperation<Path, Query, ItemSequence<Answer.Item>> { itemized { checkpointPage($0, $1) } }

    /// All pages of the list, by checkpoint pagination.
    public var pages: PagedOperation<Path, Query, PageSequence<Answer.Item>> { paged { checkpointPage($0, $1) } }

    func checkpointPage(_ path: Path, _ query: Query?) -> Step {
        Step {
            let page = try await call(at: path, query: query, body: NoContent()).page
            guard let next = page.next, !next.isEmpty else { return (page, nil) }
            var following = try counted(query)
            following.from = next
            return (page, checkpointPage(path, following))
        }
    }
}

extension Operation where Answer: PageOfItems, Body == NoContent, Query: CheckpointPaged & OffsetPaged {
    /// All items of the list over all its pages: by checkpoint pagination if the query has `take` or `from`, otherwise
    /// by page number.
    public var all: PagedOperation<Path, Query, ItemSequence<Answer.Item>> { itemized { eitherPage($0, $1) } }

    /// All pages of the list: by checkpoint pagination if the query has `take` or `from`, otherwise by page number.
    public var pages: PagedOperation<Path, Query, PageSequence<Answer.Item>> { paged { eitherPage($0, $1) } }

    private func eitherPage(_ path: Path, _ query: Query?) -> Step {
        let isCheckpoint: Bool = query?.take != nil || query?.from != nil
        return isCheckpoint ? checkpointPage(path, query) : offsetPage(path, query)
    }
}
