import Contract

/// An endpoint bound to a client, which is called like a method.
///
/// The arguments are the path's identifiers, the query and the body, as far as the endpoint has them:
/// ```swift
/// try await client.roles.list(.init(perPage: 5))
/// try await client.roles.update("rol_x", Patch { $0.description = nil })
/// try await client.roles.delete("rol_x")
/// ```
public struct Operation<
    Path: PathArguments, Query: Codable & Sendable, Body: Codable & Sendable, Answer: Codable & Sendable
>: CallableOperation {
    let client: ManagementClient
    let endpoint: Endpoint<Path, Query, Body, Answer>

    /// Binds an endpoint to a client.
    public init(client: ManagementClient, endpoint: Endpoint<Path, Query, Body, Answer>) {
        self.client = client
        self.endpoint = endpoint
    }

    /// Calls the endpoint.
    public func call(at path: Path, query: Query?, body: Body) async throws -> Answer {
        try await client.call(endpoint, at: path, query: query, body: body).answer
    }

    /// The same operation with status, header fields and rate limit in its result:
    /// `client.roles.get.withResponse("rol_x")`.
    public var withResponse: OperationWithResponse<Path, Query, Body, Answer> {
        OperationWithResponse(client: client, endpoint: endpoint)
    }
}

/// An endpoint bound to a client that returns the whole response.
public struct OperationWithResponse<
    Path: PathArguments, Query: Codable & Sendable, Body: Codable & Sendable, Answer: Codable & Sendable
>: CallableOperation {
    let client: ManagementClient
    let endpoint: Endpoint<Path, Query, Body, Answer>

    /// Calls the endpoint.
    public func call(at path: Path, query: Query?, body: Body) async throws -> Response<Answer> {
        try await client.call(endpoint, at: path, query: query, body: body)
    }
}
