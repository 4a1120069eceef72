import Contract

/// A client of the Management API, for one tenant.
public struct ManagementClient: Sendable {
    let transport: any Transport

    public init(transport: any Transport) { self.transport = transport }

    /// Calls an endpoint.
    func call<Path, Query, Body, Answer>(
        _ endpoint: Endpoint<Path, Query, Body, Answer>, at path: Path, query: Query, body: Body
    ) async throws -> Answer {
        preconditionFailure()
    }
}
