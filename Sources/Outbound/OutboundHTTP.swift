// Requests of the server to other systems: HTTPS requests and mail deliveries. This module does not know the resources
// that use it.

/// An HTTP client.
public protocol OutboundHTTP: Sendable {
    /// - Throws: `OutboundFailure` if there is no complete response.
    func send(_ request: OutboundRequest) async throws -> OutboundAnswer
}

/// An HTTP request to another system.
public struct OutboundRequest: Sendable {
    public var method: String
    /// An absolute HTTPS URL.
    public var url: String
    public var headers: [(name: String, value: String)]
    public var body: [UInt8]
    /// The maximum size of the response body, in bytes.
    public var longestAnswer: Int
    /// The total time limit, in seconds.
    public var timeout: Int
    /// Whether any certificate is accepted, so that TLS only encrypts the connection. The creator of the request has
    /// asked for that.
    public var trustsAnyCertificate = false

    public init(
        _ method: String, _ url: String, headers: [(name: String, value: String)] = [], body: [UInt8] = [],
        longestAnswer: Int = 1 << 20, timeout: Int = 10
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.longestAnswer = longestAnswer
        self.timeout = timeout
    }
}

/// The response. Redirects are returned and not followed.
public struct OutboundAnswer: Hashable, Sendable {
    public var status: Int
    public var body: [UInt8]

    public init(status: Int, body: [UInt8]) {
        self.status = status
        self.body = body
    }
}

/// The reason why there is no response.
public struct OutboundFailure: Error, Hashable, CustomStringConvertible {
    /// A description that may be shown to callers.
    public let description: String

    public init(_ description: String) { self.description = description }
}

/// The restrictions on outbound connections.
public struct OutboundPolicy: Hashable, Sendable {
    /// Whether private networks, this machine and plain HTTP are allowed.
    ///
    /// Otherwise callers who can provide URLs could reach systems that only the server can reach.
    public var allowsPrivateNetworks = false
    /// A PEM file with certificate authorities that replace the system's.
    public var authorities: String?

    public init(allowsPrivateNetworks: Bool = false, authorities: String? = nil) {
        self.allowsPrivateNetworks = allowsPrivateNetworks
        self.authorities = authorities
    }
}
