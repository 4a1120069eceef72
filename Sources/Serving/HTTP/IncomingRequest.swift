import HTTPTypes

/// One HTTP request, whoever brought it: a socket, or a test.
public struct IncomingRequest: Sendable {
    /// Names the request in answers and logs.
    public var id: String
    public var method: String
    /// The path as it was sent, percent-encoded.
    public var path: String
    /// What follows the `?`, as it was sent.
    public var query: String
    public var headers: HTTPFields
    public var body: [UInt8]

    /// Whether the body is a form, rather than JSON.
    public var isForm: Bool {
        let type = headers[.contentType]?.split(separator: ";").first
        return type?.lowercased() == "application/x-www-form-urlencoded"
    }

    public init(
        id: String = "", method: String, path: String, query: String = "", headers: HTTPFields = [:],
        body: [UInt8] = []
    ) {
        self.id = id
        self.method = method
        self.path = path
        self.query = query
        self.headers = headers
        self.body = body
    }
}

/// An HTTP answer.
public struct OutgoingAnswer: Sendable {
    public var status: Int
    public var headers: HTTPFields
    public var body: [UInt8]

    public init(status: Int, headers: HTTPFields = [:], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}
