import Contract
import HTTPTypes
import Logging

extension ManagementClient {
    /// Sends a call with a streamed response. It is sent once, and once more if the access token is no longer valid.
    /// - Parameters:
    ///   - headers: Additional header fields.
    ///   - longest: The maximum duration of the response.
    func open(_ call: PreparedCall, _ headers: HTTPFields, longest: Duration) async throws -> TransportStream {
        let clock = configuration.clock
        var mayRenewToken = true
        while true {
            let token = try await tokens.token()
            var fields = configuration.commonHeaders
            for field in headers { fields[field.name] = field.value }
            fields[.authorization] = "Bearer \(token)"
            let request = TransportRequest(
                method: .get, url: configuration.apiURL + call.target, headers: fields, body: nil,
                deadline: clock.uptime().advanced(by: longest))
            let attempt: Attempt
            do {
                let stream = try await transport.open(request)
                if stream.status.kind == .successful { return stream }
                var body: [UInt8] = []
                for try await piece in stream.pieces { body += piece }
                attempt = .answered(TransportResponse(status: stream.status, headers: stream.headers, body: body))
            } catch let error as TransportError {
                attempt = .failed(error)
            }
            if case .answered(let response) = attempt, response.status.code == 401, mayRenewToken,
                await tokens.discard(token)
            {
                mayRenewToken = false
                continue
            }
            throw ManagementError(attempt, operation: call.name, clock: clock).hiding([token])
        }
    }
}

/// An endpoint whose response is a stream of server-sent events.
public struct EventSource<Query: Codable & Sendable, Message: Codable & Sendable>: Sendable {
    private let client: ManagementClient
    private let endpoint: Endpoint<NoContent, Query, NoContent, Message>

    /// Binds an endpoint to a client.
    package init(_ client: ManagementClient, _ endpoint: Endpoint<NoContent, Query, NoContent, Message>) {
        self.client = client
        self.endpoint = endpoint
    }

    /// The maximum duration of a stream in case the server, which closes it after some minutes, does not.
    private static var longest: Duration { .seconds(900) }

    /// Returns the pieces of the endpoint's response.
    package func open(_ query: Query, after lastEventID: String?) async throws -> AsyncThrowingStream<
        [UInt8], any Error
    > {
        let call = try PreparedCall(endpoint, at: NoContent(), query: query, body: NoContent())
        var headers: HTTPFields = [.accept: "text/event-stream"]
        if let lastEventID, let name = HTTPField.Name("Last-Event-ID") { headers[name] = lastEventID }
        return try await client.open(call, headers, longest: Self.longest).pieces
    }

    /// Waits on the client's clock.
    package func wait(_ pause: Duration) async throws { try await client.configuration.clock.sleep(pause) }

    /// The maximum number of consecutive failures to open the stream.
    package var mostFailures: Int { client.configuration.retry.maxRetries }
}
