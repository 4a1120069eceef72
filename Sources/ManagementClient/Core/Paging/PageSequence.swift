import Contract

/// The pages of a list, each asked for when it is needed.
///
/// ```swift
/// for try await page in client.roles.list.pages() { print(page.items.count) }
/// ```
/// Iterating again starts again. Iterating throws what a call throws, and is over then.
public struct PageSequence<Item: Pageable>: AsyncSequence, Sendable {
    /// What is iterated over.
    public typealias Element = Page<Item>

    /// One page to be asked for, and with it what comes after.
    struct Step: Sendable {
        let run: @Sendable () async throws -> (page: Page<Item>, next: Step?)
    }

    let first: Step

    /// Asks for one page after the other.
    public struct AsyncIterator: AsyncIteratorProtocol {
        var upcoming: Step?

        /// The next page; `nil` after the last one.
        public mutating func next() async throws -> Page<Item>? {
            guard let step = upcoming else { return nil }
            upcoming = nil
            try Task.checkCancellation()
            let (page, next) = try await step.run()
            upcoming = next
            return page
        }
    }

    /// Begins at the first page.
    public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(upcoming: first) }
}

/// The items of a list over all its pages, each page asked for when its first item is needed.
///
/// ```swift
/// for try await role in client.roles.list.all() { print(role.name) }
/// ```
/// Iterating again starts again. Iterating throws what a call throws, and is over then.
public struct ItemSequence<Item: Pageable>: AsyncSequence, Sendable {
    /// What is iterated over.
    public typealias Element = Item

    /// The pages that the items are on.
    public let pages: PageSequence<Item>

    /// Walks through one page after the other.
    public struct AsyncIterator: AsyncIteratorProtocol {
        var pages: PageSequence<Item>.AsyncIterator
        var items: IndexingIterator<[Item]>

        /// The next item; `nil` after the last one.
        public mutating func next() async throws -> Item? {
            while true {
                if let item = items.next() { return item }
                guard let page = try await pages.next() else { return nil }
                items = page.items.makeIterator()
            }
        }
    }

    /// Begins at the first page.
    public func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(pages: pages.makeAsyncIterator(), items: [].makeIterator())
    }
}
