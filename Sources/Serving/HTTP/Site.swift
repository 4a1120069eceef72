import Contract
import HTTPTypes

/// All routes at one address.
public struct Site: Sendable {
    private let tree: RouteTree

    private let gate: NetworkGate?
    private let crossOrigin: CrossOriginPolicy?

    /// - Parameters:
    ///   - gate: the access control for requests.
    ///   - crossOrigin: the CORS policy.
    public init(_ routes: [Route], gate: NetworkGate? = nil, crossOrigin: CrossOriginPolicy? = nil) {
        tree = RouteTree(routes)
        self.gate = gate
        self.crossOrigin = crossOrigin
    }

    /// The route of a request with its path arguments; `nil` if there is none.
    typealias Found = (route: MeasuredRoute, arguments: [String])?

    func find(_ method: String, _ path: String) -> Found { tree.find(method, path) }

    /// Handles a request with its complete body.
    public func answer(_ request: IncomingRequest) async -> OutgoingResponse {
        var request = request
        let found = find(request.method, request.path)
        if let refusal = await refusal(to: &request, found) { return refusal }
        return await answer(request, found)
    }

    /// Returns the error response to a request that is rejected before its body is read; `nil` for others.
    func refusal(to request: inout IncomingRequest, _ found: Found) async -> OutgoingResponse? {
        if let refusal = gate?.refusal(to: request, of: found?.route.api) { return refusal }
        guard let found, var refusal = found.route.admission?(&request) else { return nil }
        await share(&refusal, to: request, of: found.route)
        return refusal
    }

    private func share(_ answer: inout OutgoingResponse, to request: IncomingRequest, of route: MeasuredRoute) async {
        guard route.sharing != .none, let crossOrigin else { return }
        await crossOrigin.share(&answer, to: request, route.sharing)
    }

    /// Handles a request that was not rejected.
    func answer(_ request: IncomingRequest, _ found: Found) async -> OutgoingResponse {
        guard let (route, arguments) = found else {
            return await preflight(request) ?? OutgoingResponse(error: .notFound("Not Found"))
        }
        var answer = await route.answer(request, arguments)
        await share(&answer, to: request, of: route)
        return answer
    }

    /// Returns the response to a preflight request; `nil` if it is not one or no other origin may use the path.
    private func preflight(_ request: IncomingRequest) async -> OutgoingResponse? {
        guard request.method == "OPTIONS", let crossOrigin, request.headers.first(.origin) != nil,
            let wanted = request.headers.first(.accessControlRequestMethod)
        else { return nil }
        let routes = tree.routes(at: request.path)
        guard let route = routes.first(where: { $0.method == wanted }), route.sharing != .none else { return nil }
        return await crossOrigin.preflight(request, route.sharing, methods: routes.map(\.method))
    }
}

extension OutgoingResponse {
    /// Creates a JSON response that must not be cached.
    public init(status: Int = 200, json bytes: [UInt8], headers: HTTPFields = [:]) {
        var headers = headers
        headers[.contentType] = "application/json; charset=utf-8"
        headers[.cacheControl] = "no-store"
        self.init(status: status, headers: headers, body: bytes)
    }

    public init(status: Int = 200, json: JSON, headers: HTTPFields = [:]) {
        self.init(status: status, json: json.bytes, headers: headers)
    }

    /// The value of `Retry-After` for temporary failures, in seconds.
    public static let retryTime = "2"

    /// Creates an error response in the format of the Management API.
    public init(error: APIError, headers: HTTPFields = [:]) {
        var members: JSON = [
            "statusCode": .integer(Int64(error.statusCode)), "error": .string(error.error),
            "message": .string(error.message),
        ]
        if let code = error.errorCode { members["errorCode"] = .string(code) }
        var headers = headers
        if error.statusCode == 503, headers[.retryAfter] == nil { headers[.retryAfter] = Self.retryTime }
        self.init(status: error.statusCode, json: members, headers: headers)
    }
}
