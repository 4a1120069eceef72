// What the server itself asks of others: documents over HTTPS, and to take mails. It knows no resource.

/// Sends requests from the server to others.
public protocol OutboundHTTP: Sendable {
    /// - Throws: `OutboundFailure` where there is no whole answer.
    func send(_ request: OutboundRequest) async throws -> OutboundAnswer
}

/// A request that the server makes.
public struct OutboundRequest: Sendable {
    public var method: String
    /// An absolute https URL.
    public var url: String
    public var headers: [(name: String, value: String)]
    public var body: [UInt8]
    /// How large the answer's body may be, in bytes.
    public var longestAnswer: Int
    /// How long it may take in all, in seconds.
    public var timeout: Int
    /// Whether the other's certificate is asked for no more than encryption: who asked for the request said so.
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

/// What came back. Redirects are answers like others: they are not followed.
public struct OutboundAnswer: Hashable, Sendable {
    public var status: Int
    public var body: [UInt8]

    public init(status: Int, body: [UInt8]) {
        self.status = status
        self.body = body
    }
}

/// Why there is no answer.
public struct OutboundFailure: Error, Hashable, CustomStringConvertible {
    /// In words that may be shown.
    public let description: String

    public init(_ description: String) { self.description = description }
}

/// Whom the server may call.
public struct OutboundPolicy: Hashable, Sendable {
    /// Addresses of private networks and of this machine, and plain http.
    ///
    /// Who may give the server a URL must not reach with it what only the server can reach.
    public var allowsPrivateNetworks = false
    /// A file of certificates, in PEM, whose signatures count in place of the system's.
    public var authorities: String?

    public init(allowsPrivateNetworks: Bool = false, authorities: String? = nil) {
        self.allowsPrivateNetworks = allowsPrivateNetworks
        self.authorities = authorities
    }
}
