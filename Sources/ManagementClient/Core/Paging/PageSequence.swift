import Contract

/// The pages of a list, requested on demand.
///
/// ```swift
/// for try await page in client.roles.list.pages() { print(page.items.count) }
/// ```
/// Each iteration starts at the first page. The iterator throws the errors of calls and then ends.
public struct PageSequence<Item: Pageable>: AsyncSequence, Sendable {
    /// The element: a page.
    public typealias Element = Page<Item>

    /// A request for one page, which returns the page and the next step.
    struct Step: Sendable {
        let run: @Sendable () async throws -> (page: Page<Item>, next: Step?)
    }

    let first: Step

    /// An iterator that requests one page after the other.
    public struct AsyncIterator: AsyncIteratorProtocol {
        var upcoming: Step?

        /// Returns the next page; `nil` after the last one.
        public mutating func next() async throws -> Page<Item>? {
            guard let step = upcoming else { return nil }
            upcoming = nil
            try Task.checkCancellation()
            let (page, next) = try await step.run()
            upcoming = next
            return page
        }
    }

    /// Creates an iterator that starts at the first page.
    public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(upcoming: first) }
}

/// The items of a list over all its pages, each page requested when its first item is needed.
///
/// ```swift
/// for try await role in client.roles.list.all() { print(role.name) }
/// ```
/// Each iteration starts at the first item. The iterator throws the errors of calls and then ends.
public struct ItemSequence<Item: Pageable>: AsyncSequence, Sendable {
    /// The element: an item of the list.
    public typealias Element = Item

    /// The pages of the items.
    public let pages: PageSequence<Item>

    /// An iterator over the items of one page after the other.
    public struct AsyncIterator: AsyncIteratorProtocol {
        var pages: PageSequence<Item>.AsyncIterator
        var items: IndexingIterator<[Item]>

        /// Returns the next item; `nil` after the last one.
        public mutating func next() async throws -> Item? {
            while true {
                if let item = items.next() { return item }
                guard let page = try await pages.next() else { return nil }
                items = page.items.makeIterator()
            }
        }
    }

    /// Creates an iterator that starts at the first item.
    public func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(pages: pages.makeAsyncIterator(), items: [].makeIterator())
    }
}
