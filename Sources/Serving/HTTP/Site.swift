import Contract
import HTTPTypes

/// All that is answered at one address.
public struct Site: Sendable {
    private let tree: RouteTree

    public init(_ routes: [Route]) { tree = RouteTree(routes) }

    /// Whether the body of a request is read as it comes in, however large it is.
    func readsAsItComes(_ method: String, _ path: String) -> Bool {
        tree.find(method, path)?.route.isUpload ?? false
    }

    /// Answers a request.
    public func answer(_ request: IncomingRequest) async -> OutgoingAnswer {
        guard let (route, arguments) = tree.find(request.method, request.path) else {
            return OutgoingAnswer(error: .notFound("Not Found"))
        }
        return await route.answer(request, arguments)
    }
}

extension OutgoingAnswer {
    /// A JSON answer, which nobody may keep.
    public init(status: Int = 200, json bytes: [UInt8], headers: HTTPFields = [:]) {
        var headers = headers
        headers[.contentType] = "application/json; charset=utf-8"
        headers[.cacheControl] = "no-store"
        self.init(status: status, headers: headers, body: bytes)
    }

    public init(status: Int = 200, json: JSON, headers: HTTPFields = [:]) {
        self.init(status: status, json: json.bytes, headers: headers)
    }

    /// A refusal, in the envelope of the Management API.
    public init(error: APIError, headers: HTTPFields = [:]) {
        var members: JSON = [
            "statusCode": .integer(Int64(error.statusCode)), "error": .string(error.error),
            "message": .string(error.message),
        ]
        if let code = error.errorCode { members["errorCode"] = .string(code) }
        self.init(status: error.statusCode, json: members, headers: headers)
    }
}
