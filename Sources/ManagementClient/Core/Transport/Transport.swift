import HTTPTypes

/// Carries one HTTP request to a server and its answer back.
///
/// A transport sends what it is given once: retries, tokens and the number of requests under way are the client's.
/// It must honour the request's deadline and stop when its task is cancelled.
public protocol Transport: Sendable {
    /// Sends a request and waits for the whole answer, whatever its status.
    /// - Throws: `TransportError` when there is no answer, `CancellationError` when the task was cancelled.
    func send(_ request: TransportRequest) async throws -> TransportResponse

    /// Sends a request and gives the answer's body as it arrives, for answers that do not end by themselves.
    ///
    /// A transport that leaves it out waits for the whole answer.
    /// - Throws: `TransportError` when there is no answer, `CancellationError` when the task was cancelled.
    func open(_ request: TransportRequest) async throws -> TransportStream
}

/// An HTTP request as a transport sends it.
public struct TransportRequest: Sendable {
    /// The HTTP method.
    public var method: HTTPRequest.Method
    /// The absolute URL, percent-encoded.
    public var url: String
    /// The header fields, `Authorization` among them: they are not for logs.
    public var headers: HTTPFields
    /// The body; `nil` where the request has none.
    public var body: TransportBody?
    /// When the whole answer must have arrived.
    public var deadline: ContinuousClock.Instant

    /// Makes a request from its parts.
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

/// An HTTP answer as a transport received it.
public struct TransportResponse: Sendable {
    /// The HTTP status.
    public var status: HTTPResponse.Status
    /// The header fields.
    public var headers: HTTPFields
    /// The body, decompressed; empty where the answer has none.
    public var body: [UInt8]

    /// Makes an answer from its parts.
    public init(status: HTTPResponse.Status, headers: HTTPFields = [:], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}
