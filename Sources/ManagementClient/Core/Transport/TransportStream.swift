import HTTPTypes

/// An HTTP answer whose body has not all arrived yet.
public struct TransportStream: Sendable {
    /// The HTTP status.
    public var status: HTTPResponse.Status
    /// The header fields.
    public var headers: HTTPFields
    /// The body, piece by piece; ends in a `TransportError` where it is cut off.
    public var pieces: AsyncThrowingStream<[UInt8], any Error>

    /// Makes an answer from its parts.
    public init(
        status: HTTPResponse.Status, headers: HTTPFields, pieces: AsyncThrowingStream<[UInt8], any Error>
    ) {
        self.status = status
        self.headers = headers
        self.pieces = pieces
    }
}

extension Transport {
    /// Sends a request and waits for the whole answer, for transports that have no other way.
    public func open(_ request: TransportRequest) async throws -> TransportStream {
        let response = try await send(request)
        let pieces = AsyncThrowingStream<[UInt8], any Error> { continuation in
            continuation.yield(response.body)
            continuation.finish()
        }
        return TransportStream(status: response.status, headers: response.headers, pieces: pieces)
    }
}
