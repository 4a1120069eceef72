/// An HTTP method.
public enum Method: String, Sendable, CaseIterable {
    case get = "GET"
    case post = "POST"
    case put = "PUT"
    case patch = "PATCH"
    case delete = "DELETE"
}

/// One operation of an API, as the server, the client and the OpenAPI document use it.
public struct Endpoint<
    Path: PathArguments, Query: Codable & Sendable, Body: Codable & Sendable, Answer: Codable & Sendable
>:
    Sendable
{
    /// The HTTP method.
    public let method: Method
    /// The path relative to the API's root, such as `/roles/{id}`.
    public let path: String
    /// A short description of the operation.
    public let summary: String
    /// The accepted scopes; an access token needs one of them.
    public let scopes: [String]
    /// The status code of a successful response.
    public let status: Int
    /// An alternative status code of a successful response.
    public let otherStatus: Int?
    /// Members of the response that the operation itself generates. The caller receives them even without the scopes
    /// that otherwise restrict reading them.
    public let disclosed: Set<String>

    /// Declares an operation.
    /// - Parameters:
    ///   - method: The HTTP method.
    ///   - path: The path relative to the API's root, such as `/roles/{id}`.
    ///   - summary: A short description of the operation.
    ///   - scopes: The accepted scopes; an access token needs one of them.
    ///   - status: The status code of a successful response.
    ///   - otherStatus: An alternative status code of a successful response.
    ///   - at: The type of the path's parameters.
    ///   - query: The type of the query parameters.
    ///   - body: The type of the request body.
    ///   - returns: The type of the response body.
    ///   - disclosing: Members of the response that the operation itself generates.
    public init(
        _ method: Method, _ path: String, _ summary: String, scopes: String..., status: Int = 200,
        or otherStatus: Int? = nil, at: Path.Type = NoContent.self, query: Query.Type = NoContent.self,
        body: Body.Type = NoContent.self, returns: Answer.Type = NoContent.self, disclosing disclosed: String...
    ) {
        self.method = method
        self.path = path
        self.summary = summary
        self.scopes = scopes
        self.status = status
        self.otherStatus = otherStatus
        self.disclosed = Set(disclosed)
    }

    /// The names of the path's parameters, in order.
    public var pathParameters: [String] {
        path.split(separator: "/").compactMap { $0.hasPrefix("{") ? String($0.dropFirst().dropLast()) : nil }
    }

    /// Whether the operation has a request body.
    public var hasBody: Bool { Body.self != NoContent.self }
}

/// A body all of whose values are secret and are redacted, whatever the names of its members.
public protocol SecretBody {}

/// The endpoints of one resource.
public protocol Resource: Sendable {
    /// The resource's endpoints.
    init()
}
