import Contract
import HTTPTypes

/// All that is answered at one address.
public struct Site: Sendable {
    private let tree: RouteTree

    private let gate: NetworkGate?
    private let crossOrigin: CrossOriginPolicy?

    /// - Parameters:
    ///   - gate: what requests must pass before they are answered.
    ///   - crossOrigin: lets pages of other origins read answers.
    public init(_ routes: [Route], gate: NetworkGate? = nil, crossOrigin: CrossOriginPolicy? = nil) {
        tree = RouteTree(routes)
        self.gate = gate
        self.crossOrigin = crossOrigin
    }

    /// A route that a request was found to be for, with the path's arguments; `nil` where there is none.
    typealias Found = (route: MeasuredRoute, arguments: [String])?

    func find(_ method: String, _ path: String) -> Found { tree.find(method, path) }

    /// Answers a request.
    public func answer(_ request: IncomingRequest) async -> OutgoingAnswer {
        await answer(request, find(request.method, request.path))
    }

    func answer(_ request: IncomingRequest, _ found: Found) async -> OutgoingAnswer {
        if let refusal = gate?.refusal(to: request, of: found?.route.api) { return refusal }
        guard let (route, arguments) = found else {
            return await preflight(request) ?? OutgoingAnswer(error: .notFound("Not Found"))
        }
        var answer = await route.answer(request, arguments)
        if route.sharing != .none, let crossOrigin { await crossOrigin.share(&answer, to: request, route.sharing) }
        return answer
    }

    /// The answer to a preflight request; `nil` where it is none, or for a path that no other origin may call.
    private func preflight(_ request: IncomingRequest) async -> OutgoingAnswer? {
        guard request.method == "OPTIONS", let crossOrigin, request.headers.first(.origin) != nil,
            let wanted = request.headers.first(.accessControlRequestMethod)
        else { return nil }
        let routes = tree.routes(at: request.path)
        guard let route = routes.first(where: { $0.method == wanted }), route.sharing != .none else { return nil }
        return await crossOrigin.preflight(request, route.sharing, methods: routes.map(\.method))
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
