import Contract

/// An operation that is called like a method with the arguments of its endpoint.
///
/// There is one overload for each combination of arguments; Swift selects it by the endpoint's types, so callers omit
/// the path, query or body that an endpoint lacks.
public protocol CallableOperation<Path, Query, Body, Answer>: Sendable {
    /// The type of the path's arguments.
    associatedtype Path: PathArguments
    /// The type of the query.
    associatedtype Query: Codable & Sendable
    /// The type of the request body.
    associatedtype Body: Codable & Sendable
    /// The type of the result.
    associatedtype Answer: Sendable

    /// Calls the endpoint with all arguments.
    /// - Parameters:
    ///   - path: The arguments for the `{...}` placeholders of the endpoint's path.
    ///   - query: The query; `nil` for the server's defaults.
    ///   - body: The request body.
    /// - Throws: `ManagementError`; `CancellationError` if the task is cancelled; any error of the token provider.
    func call(at path: Path, query: Query?, body: Body) async throws -> Answer
}

// Overloads with a body are disfavored: an endpoint without a body has the empty body type, and `.init()` must refer to
// its query.

extension CallableOperation {
    /// Calls an endpoint without path arguments.
    public func callAsFunction() async throws -> Answer where Path == NoContent, Body == NoContent {
        try await call(at: NoContent(), query: nil, body: NoContent())
    }

    /// Calls an endpoint without path arguments, with a query.
    public func callAsFunction(_ query: Query) async throws -> Answer where Path == NoContent, Body == NoContent {
        try await call(at: NoContent(), query: query, body: NoContent())
    }

    /// Calls an endpoint without path arguments, with a body.
    @_disfavoredOverload
    public func callAsFunction(_ body: Body) async throws -> Answer where Path == NoContent {
        try await call(at: NoContent(), query: nil, body: body)
    }

    /// Calls an endpoint without path arguments, with a body and a query.
    public func callAsFunction(_ body: Body, query: Query) async throws -> Answer where Path == NoContent {
        try await call(at: NoContent(), query: query, body: body)
    }

    /// Calls an endpoint at a resource's identifier.
    public func callAsFunction<Of>(_ id: ID<Of>) async throws -> Answer where Path == ID<Of>, Body == NoContent {
        try await call(at: id, query: nil, body: NoContent())
    }

    /// Calls an endpoint at a resource's identifier, with a query.
    public func callAsFunction<Of>(_ id: ID<Of>, _ query: Query) async throws -> Answer
    where Path == ID<Of>, Body == NoContent {
        try await call(at: id, query: query, body: NoContent())
    }

    /// Calls an endpoint at a resource's identifier, with a body.
    @_disfavoredOverload
    public func callAsFunction<Of>(_ id: ID<Of>, _ body: Body) async throws -> Answer where Path == ID<Of> {
        try await call(at: id, query: nil, body: body)
    }

    /// Calls an endpoint at a resource's identifier, with a body and a query.
    public func callAsFunction<Of>(_ id: ID<Of>, _ body: Body, query: Query) async throws -> Answer
    where Path == ID<Of> {
        try await call(at: id, query: query, body: body)
    }

    /// Calls an endpoint at a resource within another.
    public func callAsFunction<Outer, Inner>(_ outer: ID<Outer>, _ inner: ID<Inner>) async throws -> Answer
    where Path == Nested<Outer, Inner>, Body == NoContent {
        try await call(at: Nested(outer, inner), query: nil, body: NoContent())
    }

    /// Calls an endpoint at a resource within another, with a query.
    public func callAsFunction<Outer, Inner>(
        _ outer: ID<Outer>, _ inner: ID<Inner>, _ query: Query
    ) async throws -> Answer
    where Path == Nested<Outer, Inner>, Body == NoContent {
        try await call(at: Nested(outer, inner), query: query, body: NoContent())
    }

    /// Calls an endpoint at a resource within another, with a body.
    @_disfavoredOverload
    public func callAsFunction<Outer, Inner>(
        _ outer: ID<Outer>, _ inner: ID<Inner>, _ body: Body
    ) async throws -> Answer
    where Path == Nested<Outer, Inner> {
        try await call(at: Nested(outer, inner), query: nil, body: body)
    }

    /// Calls an endpoint at a resource within another, with a body and a query.
    public func callAsFunction<Outer, Inner>(
        _ outer: ID<Outer>, _ inner: ID<Inner>, _ body: Body, query: Query
    ) async throws -> Answer
    where Path == Nested<Outer, Inner> {
        try await call(at: Nested(outer, inner), query: query, body: body)
    }

    /// Calls an endpoint with path arguments of any kind.
    public func callAsFunction(at path: Path) async throws -> Answer where Body == NoContent {
        try await call(at: path, query: nil, body: NoContent())
    }

    /// Calls an endpoint with path arguments of any kind, with a query.
    public func callAsFunction(at path: Path, _ query: Query) async throws -> Answer where Body == NoContent {
        try await call(at: path, query: query, body: NoContent())
    }

    /// Calls an endpoint with path arguments of any kind, with a body.
    @_disfavoredOverload
    public func callAsFunction(at path: Path, _ body: Body) async throws -> Answer {
        try await call(at: path, query: nil, body: body)
    }

    /// Calls an endpoint with path arguments of any kind, with a body and a query.
    public func callAsFunction(at path: Path, _ body: Body, query: Query) async throws -> Answer {
        try await call(at: path, query: query, body: body)
    }
}
