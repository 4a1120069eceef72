import Contract
import HTTPTypes

/// A client of the Management API for one tenant.
///
/// ```swift
/// let client = ManagementClient(domain: "tenant.eu.auth0.com", token: token)
/// let role = try await client.roles.create(.init(name: "editor"))
/// for try await role in client.roles.list.all() { print(role.name) }
/// ```
///
/// A client is a value that can be copied and shared freely: copies share connections and the access token.
public struct ManagementClient: Sendable {
    /// The storage of a client. Each call copies the client several times, so it is a single reference.
    private final class Parts: Sendable {
        let configuration: Configuration
        let transport: any Transport
        let tokens: any AccessTokenProvider
        let gate: RequestGate
        let commonHeaders: HTTPFields

        init(
            configuration: Configuration, transport: any Transport, tokens: any AccessTokenProvider, gate: RequestGate
        ) {
            self.configuration = configuration
            self.transport = transport
            self.tokens = tokens
            self.gate = gate
            commonHeaders = configuration.commonHeaders
        }
    }

    private let parts: Parts
    /// The configuration of the client.
    public var configuration: Configuration { parts.configuration }
    var transport: any Transport { parts.transport }
    var tokens: any AccessTokenProvider { parts.tokens }
    var gate: RequestGate { parts.gate }
    /// The header fields of every request, computed once.
    var commonHeaders: HTTPFields { parts.commonHeaders }

    /// Creates a client from its parts.
    /// - Parameters:
    ///   - configuration: The configuration of the client.
    ///   - transport: The transport that sends the requests.
    ///   - tokens: The provider of access tokens.
    public init(configuration: Configuration, transport: any Transport, tokens: any AccessTokenProvider) {
        let gate = RequestGate(limit: configuration.maxConcurrentRequests)
        self.init(configuration: configuration, transport: transport, tokens: tokens, gate: gate)
    }

    private init(
        configuration: Configuration, transport: any Transport, tokens: any AccessTokenProvider, gate: RequestGate
    ) {
        parts = Parts(configuration: configuration, transport: transport, tokens: tokens, gate: gate)
    }

    /// Returns the client with a changed configuration, for calls that need a longer time limit or additional header
    /// fields.
    ///
    /// Connections, access token and the limit of concurrent requests are shared, unless `maxConcurrentRequests`
    /// changes. The configuration of token requests does not change.
    public func with(_ change: (inout Configuration) -> Void) -> ManagementClient {
        var configuration = configuration
        change(&configuration)
        let isSameLimit = configuration.maxConcurrentRequests == self.configuration.maxConcurrentRequests
        let gate = isSameLimit ? gate : RequestGate(limit: configuration.maxConcurrentRequests)
        return ManagementClient(configuration: configuration, transport: transport, tokens: tokens, gate: gate)
    }

    /// Returns the client with another token provider, for calls on behalf of a user.
    ///
    /// Connections and the limit of concurrent requests are shared.
    public func with(tokens: any AccessTokenProvider) -> ManagementClient {
        ManagementClient(configuration: configuration, transport: transport, tokens: tokens, gate: gate)
    }

    /// Returns an access token as calls use it.
    public func accessToken() async throws -> String { try await tokens.token() }

    /// Calls an endpoint. Calls through a resource, such as `client.roles.get("rol_x")`, use this method.
    /// - Parameters:
    ///   - endpoint: The endpoint to call.
    ///   - path: The arguments for the `{...}` placeholders of the endpoint's path.
    ///   - query: The query; `nil` for the server's defaults.
    ///   - body: The request body.
    /// - Throws: `ManagementError`; `CancellationError` if the task is cancelled; any error of the token provider.
    public func call<Path, Query, Body, Answer>(
        _ endpoint: Endpoint<Path, Query, Body, Answer>, at path: Path, query: Query?, body: Body
    ) async throws -> Response<Answer> {
        try await call(PreparedCall(endpoint, at: path, query: query, body: body))
    }

    /// Calls an endpoint whose request is a form with a streamed file.
    /// - Parameters:
    ///   - form: The form; its own text of the file is not sent.
    ///   - file: The pieces of the file. They are read again for each attempt.
    ///   - endpoint: The endpoint to call.
    /// - Throws: The errors of `call(_:at:query:body:)`; any error of the pieces.
    public func upload<Form: MultipartForm, Answer>(
        _ file: TransportPieces, with form: Form, to endpoint: Endpoint<NoContent, NoContent, Form, Answer>
    ) async throws -> Response<Answer> {
        try await call(PreparedCall(endpoint, at: NoContent(), query: nil, body: form, file: file))
    }

    private func call<Answer: Codable>(_ call: PreparedCall) async throws -> Response<Answer> {
        let response = try await answer(to: call)
        return try Response(response, to: call)
    }
}
