import Contract

/// An endpoint that lists in pages, called for all of them: `client.roles.list.all(.init(nameFilter: "a"))`.
///
/// A call asks for nothing yet: iterating does.
public struct PagedOperation<Path: PathArguments, Query: Codable & Sendable, Sequence: Sendable>: Sendable {
    /// Makes the sequence; the query is `nil` where the caller has none.
    let sequence: @Sendable (Path, Query?) -> Sequence
}

extension PagedOperation {
    /// Lists everything.
    public func callAsFunction() -> Sequence where Path == NoContent { sequence(NoContent(), nil) }

    /// Lists what a query asks for.
    public func callAsFunction(_ query: Query) -> Sequence where Path == NoContent { sequence(NoContent(), query) }

    /// Lists everything that belongs to a resource.
    public func callAsFunction<Of>(_ id: ID<Of>) -> Sequence where Path == ID<Of> { sequence(id, nil) }

    /// Lists what a query asks for of what belongs to a resource.
    public func callAsFunction<Of>(_ id: ID<Of>, _ query: Query) -> Sequence where Path == ID<Of> {
        sequence(id, query)
    }

    /// Lists everything that belongs to a resource within another.
    public func callAsFunction<Outer, Inner>(_ outer: ID<Outer>, _ inner: ID<Inner>) -> Sequence
    where Path == Nested<Outer, Inner> { sequence(Nested(outer, inner), nil) }

    /// Lists what a query asks for of what belongs to a resource within another.
    public func callAsFunction<Outer, Inner>(_ outer: ID<Outer>, _ inner: ID<Inner>, _ query: Query) -> Sequence
    where Path == Nested<Outer, Inner> { sequence(Nested(outer, inner), query) }

    /// Lists everything below a path of any kind.
    public func callAsFunction(at path: Path) -> Sequence { sequence(path, nil) }

    /// Lists what a query asks for below a path of any kind.
    public func callAsFunction(at path: Path, _ query: Query) -> Sequence { sequence(path, query) }
}

/// An answer that is a page of items.
public protocol PageOfItems: Codable, Sendable {
    /// What is listed.
    associatedtype Item: Pageable

    /// The page itself.
    var page: Page<Item> { get }
}

extension Page: PageOfItems {
    /// The page itself.
    public var page: Page<Item> { self }
}

extension Operation where Answer: PageOfItems, Body == NoContent {
    typealias Item = Answer.Item
    typealias Step = PageSequence<Item>.Step

    func paged(
        _ first: @escaping @Sendable (Path, Query?) -> Step
    ) -> PagedOperation<Path, Query, PageSequence<Item>> {
        PagedOperation { PageSequence(first: first($0, $1)) }
    }

    func itemized(
        _ first: @escaping @Sendable (Path, Query?) -> Step
    ) -> PagedOperation<Path, Query, ItemSequence<Item>> {
        PagedOperation { ItemSequence(pages: PageSequence(first: first($0, $1))) }
    }

    /// The query that pages are counted in, where the caller has none: one in which nothing is asked for.
    func counted(_ query: Query?) throws(ManagementError) -> Query {
        if let query { return query }
        do {
            return try JSON.object([:]).decoded()
        } catch {
            let operation = "\(endpoint.method.rawValue) \(endpoint.path)"
            throw ManagementError(.request, "A query is required", operation: operation)
        }
    }
}
