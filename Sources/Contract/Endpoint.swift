/// How an operation is called over HTTP.
public enum Method: String, Sendable, CaseIterable {
    case get = "GET"
    case post = "POST"
    case put = "PUT"
    case patch = "PATCH"
    case delete = "DELETE"
}

/// One operation of an API: everything that the server which answers it, the client which calls it and the document
/// which describes it need to know.
public struct Endpoint<
    Path: PathArguments, Query: Codable & Sendable, Body: Codable & Sendable, Answer: Codable & Sendable
>:
    Sendable
{
    /// How it is called over HTTP.
    public let method: Method
    /// The path below the API's root, as `/roles/{id}`.
    public let path: String
    /// What the operation does, in a few words.
    public let summary: String
    /// The scopes of which a token needs one.
    public let scopes: [String]
    /// The status of a successful answer.
    public let status: Int
    /// Another status that a successful answer can have.
    public let otherStatus: Int?
    /// Members of the answer that the operation itself makes: they are told to its caller, whoever else may read them.
    public let disclosed: Set<String>

    /// Declares an operation.
    /// - Parameters:
    ///   - method: How it is called over HTTP.
    ///   - path: The path below the API's root, as `/roles/{id}`.
    ///   - summary: What it does, in a few words.
    ///   - scopes: The scopes of which a token needs one.
    ///   - status: The status of a successful answer.
    ///   - otherStatus: Another status that a successful answer can have.
    ///   - at: What stands for the `{...}` in the path.
    ///   - query: What can be asked for.
    ///   - body: What is sent.
    ///   - returns: What is answered.
    ///   - disclosing: Members of the answer that the operation itself makes.
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

    /// Whether the operation reads a body.
    public var hasBody: Bool { Body.self != NoContent.self }
}

/// A body of which no value may be told, whatever its member is called.
public protocol SecretBody {}

/// The endpoints of one resource.
public protocol Resource: Sendable {
    /// The resource's endpoints.
    init()
}
