import Contract
import HTTPTypes

/// A client of the Management API, for one tenant.
///
/// ```swift
/// let client = ManagementClient(domain: "tenant.eu.auth0.com", token: token)
/// let role = try await client.roles.create(.init(name: "editor"))
/// for try await role in client.roles.list.all() { print(role.name) }
/// ```
///
/// A client is a value that can be copied and shared freely: copies use the same connections and the same token.
public struct ManagementClient: Sendable {
    /// What a client is made of. Each call copies the client a few times, so that it had better be one reference.
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
    /// How the client talks to its tenant.
    public var configuration: Configuration { parts.configuration }
    var transport: any Transport { parts.transport }
    var tokens: any AccessTokenProvider { parts.tokens }
    var gate: RequestGate { parts.gate }
    /// What every request has, worked out once.
    var commonHeaders: HTTPFields { parts.commonHeaders }

    /// Makes a client from its parts.
    /// - Parameters:
    ///   - configuration: How the client talks to its tenant.
    ///   - transport: What sends the requests.
    ///   - tokens: Where the access tokens come from.
    public init(configuration: Configuration, transport: any Transport, tokens: any AccessTokenProvider) {
        let gate = RequestGate(limit: configuration.maxConcurrentRequests)
        self.init(configuration: configuration, transport: transport, tokens: tokens, gate: gate)
    }

    private init(
        configuration: Configuration, transport: any Transport, tokens: any AccessTokenProvider, gate: RequestGate
    ) {
        parts = Parts(configuration: configuration, transport: transport, tokens: tokens, gate: gate)
    }

    /// The same client with another configuration, for a few calls that need a longer timeout or a field of their own.
    ///
    /// Connections, token and bound on concurrent requests are shared, unless `maxConcurrentRequests` is what changes.
    /// How tokens are asked for does not change.
    public func with(_ change: (inout Configuration) -> Void) -> ManagementClient {
        var configuration = configuration
        change(&configuration)
        let isSameLimit = configuration.maxConcurrentRequests == self.configuration.maxConcurrentRequests
        let gate = isSameLimit ? gate : RequestGate(limit: configuration.maxConcurrentRequests)
        return ManagementClient(configuration: configuration, transport: transport, tokens: tokens, gate: gate)
    }

    /// The same client with the tokens of someone else, for calls that are made in a user's name.
    ///
    /// Connections and bound on concurrent requests are shared.
    public func with(tokens: any AccessTokenProvider) -> ManagementClient {
        ManagementClient(configuration: configuration, transport: transport, tokens: tokens, gate: gate)
    }

    /// A token as calls are made with.
    public func accessToken() async throws -> String { try await tokens.token() }

    /// Calls an endpoint. Calls through a resource, as `client.roles.get("rol_x")`, end up here.
    /// - Parameters:
    ///   - endpoint: What to call.
    ///   - path: What stands for the `{...}` in the endpoint's path.
    ///   - query: What is asked for; `nil` asks for what the server gives unasked.
    ///   - body: What is sent.
    /// - Throws: `ManagementError`; `CancellationError` when the task is cancelled; whatever the token provider throws.
    public func call<Path, Query, Body, Answer>(
        _ endpoint: Endpoint<Path, Query, Body, Answer>, at path: Path, query: Query?, body: Body
    ) async throws -> Response<Answer> {
        try await call(PreparedCall(endpoint, at: path, query: query, body: body))
    }

    /// Calls an endpoint that takes a form with a file, which is sent piece by piece.
    /// - Parameters:
    ///   - form: The form; its own text of the file is not sent.
    ///   - file: The file's pieces. They are read anew for each attempt.
    ///   - endpoint: What to call.
    /// - Throws: as `call(_:at:query:body:)`; what the pieces throw.
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
