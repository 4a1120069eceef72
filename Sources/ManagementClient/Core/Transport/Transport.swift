import HTTPTypes

/// A transport, which sends HTTP requests and returns the responses.
///
/// A transport sends each request once: the client handles retries, tokens and the limit of concurrent requests. It
/// must honor the request's deadline and stop if its task is cancelled.
public protocol Transport: Sendable {
    /// Sends a request and waits for the complete response, whatever its status.
    /// - Throws: `TransportError` if there is no response; `CancellationError` if the task is cancelled.
    func send(_ request: TransportRequest) async throws -> TransportResponse

    /// Sends a request and returns the response with its body as a stream, for responses that do not end by themselves.
    ///
    /// The default implementation waits for the complete response.
    /// - Throws: `TransportError` if there is no response; `CancellationError` if the task is cancelled.
    func open(_ request: TransportRequest) async throws -> TransportStream
}

/// An HTTP request for a transport.
public struct TransportRequest: Sendable {
    /// The HTTP method.
    public var method: HTTPRequest.Method
    /// The absolute URL, percent-encoded.
    public var url: String
    /// The header fields, including `Authorization`: do not log them.
    public var headers: HTTPFields
    /// The body; `nil` if the request has none.
    public var body: TransportBody?
    /// The deadline for the complete response.
    public var deadline: ContinuousClock.Instant

    /// Creates a request from its parts.
    public init(
        method: HTTPRequest.Method, url: String, headers: HTTPFields, body: TransportBody?,
        deadline: ContinuousClock.Instant
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.deadline = deadline
    }
}

/// An HTTP response from a transport.
public struct TransportResponse: Sendable {
    /// The HTTP status.
    public var status: HTTPResponse.Status
    /// The header fields.
    public var headers: HTTPFields
    /// The body, decompressed; empty if the response has none.
    public var body: [UInt8]

    /// Creates a response from its parts.
    public init(status: HTTPResponse.Status, headers: HTTPFields = [:], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}
