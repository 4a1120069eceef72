import Contract
import HTTPTypes
import Logging

extension ManagementClient {
    /// Sends a call whose answer arrives piece by piece for as long as it is open. It is sent once, and once more where the
    /// token was not good any more.
    /// - Parameters:
    ///   - headers: besides those that every request has.
    ///   - longest: for how long it stays open.
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

/// An endpoint whose answers are server-sent events.
public struct EventSource<Query: Codable & Sendable, Message: Codable & Sendable>: Sendable {
    private let client: ManagementClient
    private let endpoint: Endpoint<NoContent, Query, NoContent, Message>

    /// Binds an endpoint to a client.
    package init(_ client: ManagementClient, _ endpoint: Endpoint<NoContent, Query, NoContent, Message>) {
        self.client = client
        self.endpoint = endpoint
    }

    /// The server closes what is open after some minutes, and so does the client should the server not.
    private static var longest: Duration { .seconds(900) }

    /// The pieces of the endpoint's answer.
    package func open(_ query: Query, after lastEventID: String?) async throws -> AsyncThrowingStream<
        [UInt8], any Error
    > {
        let call = try PreparedCall(endpoint, at: NoContent(), query: query, body: NoContent())
        var headers: HTTPFields = [.accept: "text/event-stream"]
        if let lastEventID, let name = HTTPField.Name("Last-Event-ID") { headers[name] = lastEventID }
        return try await client.open(call, headers, longest: Self.longest).pieces
    }

    /// Waits, by the client's clock.
    package func wait(_ pause: Duration) async throws { try await client.configuration.clock.sleep(pause) }

    /// How often in a row opening the answer may fail.
    package var mostFailures: Int { client.configuration.retry.maxRetries }
}
