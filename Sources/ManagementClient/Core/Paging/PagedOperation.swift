import Contract

/// An operation that lists all pages of an endpoint: `client.roles.list.all(.init(nameFilter: "a"))`.
///
/// The call itself sends no request; iteration does.
public struct PagedOperation<Path: PathArguments, Query: Codable & Sendable, Sequence: Sendable>: Sendable {
    /// Creates the sequence; the query is `nil` if the caller has none.
    let sequence: @Sendable (Path, Query?) -> Sequence
}

extension PagedOperation {
    /// Lists everything.
    public func callAsFunction() -> Sequence where Path == NoContent { sequence(NoContent(), nil) }

    /// Lists the results of a query.
    public func callAsFunction(_ query: Query) -> Sequence where Path == NoContent { sequence(NoContent(), query) }

    /// Lists all items of a resource.
    public func callAsFunction<Of>(_ id: ID<Of>) -> Sequence where Path == ID<Of> { sequence(id, nil) }

    /// Lists the results of a query on a resource.
    public func callAsFunction<Of>(_ id: ID<Of>, _ query: Query) -> Sequence where Path == ID<Of> {
        sequence(id, query)
    }

    /// Lists all items of a nested resource.
    public func callAsFunction<Outer, Inner>(_ outer: ID<Outer>, _ inner: ID<Inner>) -> Sequence
    where Path == Nested<Outer, Inner> { sequence(Nested(outer, inner), nil) }

    /// Lists the results of a query on a nested resource.
    public func callAsFunction<Outer, Inner>(_ outer: ID<Outer>, _ inner: ID<Inner>, _ query: Query) -> Sequence
    where Path == Nested<Outer, Inner> { sequence(Nested(outer, inner), query) }

    /// Lists all items at a path of any kind.
    public func callAsFunction(at path: Path) -> Sequence { sequence(path, nil) }

    /// Lists the results of a query at a path of any kind.
    public func callAsFunction(at path: Path, _ query: Query) -> Sequence { sequence(path, query) }
}

/// A response that is a page of items.
public protocol PageOfItems: Codable, Sendable {
    /// The type of the items.
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

    /// Returns the query, or an empty query if the caller has none.
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
