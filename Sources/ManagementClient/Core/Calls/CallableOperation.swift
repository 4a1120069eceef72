import Contract

/// Something that is called with what an endpoint takes, as if it were a method.
///
/// There is one overload for each combination of what endpoints have; Swift picks it by the endpoint's types, so that
/// nothing needs to be written for a path, query or body that an endpoint lacks.
public protocol CallableOperation<Path, Query, Body, Answer>: Sendable {
    /// What stands for the `{...}` in the endpoint's path.
    associatedtype Path: PathArguments
    /// What can be asked for.
    associatedtype Query: Codable & Sendable
    /// What is sent.
    associatedtype Body: Codable & Sendable
    /// What a call comes to.
    associatedtype Answer: Sendable

    /// Calls the endpoint with everything spelt out.
    /// - Parameters:
    ///   - path: What stands for the `{...}` in the endpoint's path.
    ///   - query: What is asked for; `nil` asks for what the server gives unasked.
    ///   - body: What is sent.
    /// - Throws: `ManagementError`; `CancellationError` when the task is cancelled; whatever the token provider throws.
    func call(at path: Path, query: Query?, body: Body) async throws -> Answer
}

// A body's overloads are disfavoured: an endpoint without body has the empty body, and `.init()` is to mean its query.

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
