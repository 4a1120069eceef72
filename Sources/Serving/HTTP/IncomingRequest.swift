import Contract
import Events
import HTTPTypes
import HummingbirdCore
import NIOCore

/// One HTTP request, whoever brought it: a socket, or a test.
public struct IncomingRequest: Sendable {
    /// Names the request in answers and logs.
    public var id: String
    public var method: String
    /// The path as it was sent, percent-encoded.
    public var path: String
    /// What follows the `?`, as it was sent.
    public var query: String
    /// The host that the request is to, with its port.
    public var host: String?
    public var headers: HTTPFields
    public var body: [UInt8]
    /// The body, where it is read as it comes in.
    var upload: RequestBody?
    /// The address that the connection is from, which can be a proxy's.
    public var peer: String
    /// The client's address, as far as it is known.
    public var address: String
    /// Whether the client sent the request over https, where a proxy has said so.
    public var isSecure: Bool?
    /// Who calls the Management API, where that was found out before the body was read.
    var caller: Caller?

    /// The body, in parts.
    var stream: RequestBody { upload ?? RequestBody(buffer: ByteBuffer(bytes: body)) }

    /// Who sent it, for logs.
    public var origin: LoggedEvent.Origin {
        LoggedEvent.Origin(ip: address, userAgent: headers.first(.userAgent), hostname: host)
    }

    /// The network that the client's address is in, as far as one client may have all of it.
    var network: String { AddressRange.network(of: address) }

    /// Whether the body is a form, rather than JSON.
    public var isForm: Bool { mediaType == "application/x-www-form-urlencoded" }

    /// The body's media type, in small letters and without parameters.
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

/// An HTTP answer.
public struct OutgoingResponse: Sendable {
    public var status: Int
    public var headers: HTTPFields
    public var body: [UInt8]
    /// A body in parts: gives each by its number, and `nil` after the last.
    public typealias Parts = @Sendable (Int) async throws -> [UInt8]?

    /// The body in parts, where it can be larger than memory.
    public var parts: Parts?
    /// Whether the parts only come to an end because the server stops; then a part can be empty.
    public var isEndless = false

    public init(status: Int, headers: HTTPFields = [:], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}
