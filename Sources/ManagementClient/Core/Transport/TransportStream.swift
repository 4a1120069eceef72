import HTTPTypes

/// An HTTP response with a streamed body.
public struct TransportStream: Sendable {
    /// The HTTP status.
    public var status: HTTPResponse.Status
    /// The header fields.
    public var headers: HTTPFields
    /// The pieces of the body; the sequence throws a `TransportError` if the body is cut off.
    public var pieces: AsyncThrowingStream<[UInt8], any Error>

    /// Creates a response from its parts.
    public init(
        status: HTTPResponse.Status, headers: HTTPFields, pieces: AsyncThrowingStream<[UInt8], any Error>
    ) {
        self.status = status
        self.headers = headers
        self.pieces = pieces
    }
}

extension Transport {
    /// Sends a request and waits for the complete response, for transports without streaming.
    public func open(_ request: TransportRequest) async throws -> TransportStream {
        let response = try await send(request)
        let pieces = AsyncThrowingStream<[UInt8], any Error> { continuation in
            continuation.yield(response.body)
            continuation.finish()
        }
        return TransportStream(status: response.status, headers: response.headers, pieces: pieces)
    }
}
