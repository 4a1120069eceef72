import Contract
import Events
import HTTPTypes
import HummingbirdCore
import NIOCore

/// An HTTP request, from a socket or from a test.
public struct IncomingRequest: Sendable {
    /// The request identifier for responses and logs.
    public var id: String
    public var method: String
    /// The percent-encoded path as sent.
    public var path: String
    /// The query as sent, without the `?`.
    public var query: String
    /// The host with its port.
    public var host: String?
    public var headers: HTTPFields
    public var body: [UInt8]
    /// The body as a stream, if the route reads it in that way.
    var upload: RequestBody?
    /// The IP address of the peer, which may be a proxy.
    public var peer: String
    /// The client's IP address, as far as it is known.
    public var address: String
    /// Whether the client used HTTPS, if a proxy says so.
    public var isSecure: Bool?
    /// The authenticated caller of the Management API.
    var caller: Caller?

    /// The body as a stream.
    var stream: RequestBody { upload ?? RequestBody(buffer: ByteBuffer(bytes: body)) }

    /// The sender of the request, for log events.
    public var origin: LoggedEvent.Origin {
        LoggedEvent.Origin(ip: address, userAgent: headers.first(.userAgent), hostname: host)
    }

    /// The client's network, all of which one client may own.
    var network: String { AddressRange.network(of: address) }

    /// Whether the body is a form rather than JSON.
    public var isForm: Bool { mediaType == "application/x-www-form-urlencoded" }

    /// The media type of the body, in lowercase and without parameters.
    public var mediaType: String? { headers.first(.contentType)?.split(separator: ";").first?.lowercased() }

    public init(
        id: String = "", method: String, path: String, query: String = "", host: String? = nil,
        headers: HTTPFields = [:],
        body: [UInt8] = [], peer: String = "127.0.0.1", address: String? = nil
    ) {
        self.id = id
        self.method = method
        self.path = path
        self.query = query
        self.host = host
        self.headers = headers
        self.body = body
        self.peer = peer
        self.address = address ?? peer
    }
}

/// An HTTP response.
public struct OutgoingResponse: Sendable {
    public var status: Int
    public var headers: HTTPFields
    public var body: [UInt8]
    /// Returns the part of a body with a number; `nil` after the last one.
    public typealias Parts = @Sendable (Int) async throws -> [UInt8]?

    /// The body in parts, if it may be larger than memory.
    public var parts: Parts?
    /// Whether the parts end only when the server stops; then a part may be empty.
    public var isEndless = false

    public init(status: Int, headers: HTTPFields = [:], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}
