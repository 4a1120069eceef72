import Contract

// Overloads without a result, for endpoints whose response has no body.

extension CallableOperation where Answer == NoContent {
    /// Calls an endpoint without path arguments.
    public func callAsFunction() async throws where Path == NoContent, Body == NoContent {
        _ = try await call(at: NoContent(), query: nil, body: NoContent())
    }

    /// Calls an endpoint without path arguments, with a query.
    public func callAsFunction(_ query: Query) async throws where Path == NoContent, Body == NoContent {
        _ = try await call(at: NoContent(), query: query, body: NoContent())
    }

    /// Calls an endpoint without path arguments, with a body.
    @_disfavoredOverload
    public func callAsFunction(_ body: Body) async throws where Path == NoContent {
        _ = try await call(at: NoContent(), query: nil, body: body)
    }

    /// Calls an endpoint without path arguments, with a body and a query.
    public func callAsFunction(_ body: Body, query: Query) async throws where Path == NoContent {
        _ = try await call(at: NoContent(), query: query, body: body)
    }

    /// Calls an endpoint at a resource's identifier.
    public func callAsFunction<Of>(_ id: ID<Of>) async throws where Path == ID<Of>, Body == NoContent {
        _ = try await call(at: id, query: nil, body: NoContent())
    }

    /// Calls an endpoint at a resource's identifier, with a query.
    public func callAsFunction<Of>(_ id: ID<Of>, _ query: Query) async throws where Path == ID<Of>, Body == NoContent {
        _ = try await call(at: id, query: query, body: NoContent())
    }

    /// Calls an endpoint at a resource's identifier, with a body.
    @_disfavoredOverload
    public func callAsFunction<Of>(_ id: ID<Of>, _ body: Body) async throws where Path == ID<Of> {
        _ = try await call(at: id, query: nil, body: body)
    }

    /// Calls an endpoint at a resource's identifier, with a body and a query.
    public func callAsFunction<Of>(_ id: ID<Of>, _ body: Body, query: Query) async throws where Path == ID<Of> {
        _ = try await call(at: id, query: query, body: body)
    }

    /// Calls an endpoint at a resource within another.
    public func callAsFunction<Outer, Inner>(_ outer: ID<Outer>, _ inner: ID<Inner>) async throws
    where Path == Nested<Outer, Inner>, Body == NoContent {
        _ = try await call(at: Nested(outer, inner), query: nil, body: NoContent())
    }

    /// Calls an endpoint at a resource within another, with a query.
    public func callAsFunction<Outer, Inner>(_ outer: ID<Outer>, _ inner: ID<Inner>, _ query: Query) async throws
    where Path == Nested<Outer, Inner>, Body == NoContent {
        _ = try await call(at: Nested(outer, inner), query: query, body: NoContent())
    }

    /// Calls an endpoint at a resource within another, with a body.
    @_disfavoredOverload
    public func callAsFunction<Outer, Inner>(_ outer: ID<Outer>, _ inner: ID<Inner>, _ body: Body) async throws
    where Path == Nested<Outer, Inner> {
        _ = try await call(at: Nested(outer, inner), query: nil, body: body)
    }

    /// Calls an endpoint at a resource within another, with a body and a query.
    public func callAsFunction<Outer, Inner>(
        _ outer: ID<Outer>, _ inner: ID<Inner>, _ body: Body, query: Query
    ) async throws
    where Path == Nested<Outer, Inner> {
        _ = try await call(at: Nested(outer, inner), query: query, body: body)
    }

    /// Calls an endpoint with path arguments of any kind.
    public func callAsFunction(at path: Path) async throws where Body == NoContent {
        _ = try await call(at: path, query: nil, body: NoContent())
    }

    /// Calls an endpoint with path arguments of any kind, with a query.
    public func callAsFunction(at path: Path, _ query: Query) async throws where Body == NoContent {
        _ = try await call(at: path, query: query, body: NoContent())
    }

    /// Calls an endpoint with path arguments of any kind, with a body.
    @_disfavoredOverload
    public func callAsFunction(at path: Path, _ body: Body) async throws {
        _ = try await call(at: path, query: nil, body: body)
    }

    /// Calls an endpoint with path arguments of any kind, with a body and a query.
    public func callAsFunction(at path: Path, _ body: Body, query: Query) async throws {
        _ = try await call(at: path, query: query, body: body)
    }
}
