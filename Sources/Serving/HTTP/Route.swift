import Contract
import HTTPTypes

/// A handler for one method and path.
public struct Route: Sendable {
    /// Handles a request. It does not throw: errors are returned in the form of the route's API.
    public typealias Handler = @Sendable (IncomingRequest, [String]) async -> OutgoingResponse

    /// Checks a request before its body is read, and may store what it finds out.
    /// - Returns: the error response if the request is rejected; `nil` otherwise.
    typealias Admission = @Sendable (inout IncomingRequest) -> OutgoingResponse?

    /// The maximum body size of forms and of the Authentication API, in bytes.
    public static let standardBodySize = 100 * 1024
    /// The maximum body size of the Management API, in bytes.
    public static let largeBodySize = 2 * 1024 * 1024

    public let method: String
    /// The path, with `{name}` for each argument.
    public let path: String
    /// Whether the handler reads the body as a stream.
    public let isUpload: Bool
    /// The origins whose pages may read the responses.
    public internal(set) var sharing = CrossOriginSharing.none
    /// The API that the route belongs to. Access control lists of any scope block routes without an API.
    public private(set) var api: RouteAPI?
    /// The maximum body size in bytes, if the handler does not read the body as a stream.
    public let maximumBodySize: Int
    private(set) var admission: Admission?
    public let handler: Handler

    public init(
        _ method: String, _ path: String, of api: RouteAPI? = nil, isUpload: Bool = false,
        maximumBodySize: Int = standardBodySize, _ handler: @escaping Handler
    ) {
        self.init(
            method, path, of: api, isUpload: isUpload, maximumBodySize: maximumBodySize, admission: nil,
            handler: handler)
    }

    init(
        _ method: String, _ path: String, of api: RouteAPI?, isUpload: Bool, maximumBodySize: Int,
        admission: Admission?, handler: @escaping Handler
    ) {
        self.api = api
        self.method = method
        self.path = path
        self.isUpload = isUpload
        self.maximumBodySize = maximumBodySize
        self.admission = admission
        self.handler = handler
    }

    /// Returns the same route with a check before the body is read.
    /// - Parameter refusal: returns the error response if the request is rejected; `nil` otherwise.
    public func refusingEarly(_ refusal: @escaping @Sendable (IncomingRequest) -> OutgoingResponse?) -> Route {
        var route = self
        route.admission = { refusal($0) }
        return route
    }
}

/// The API of a route, which the scopes of access control lists refer to.
public enum RouteAPI: Sendable {
    case management
    case authentication
    case dynamicClientRegistration
    /// Health checks, which are never blocked.
    case health
}

extension Route {
    /// Returns the same route as part of an API, unless it already belongs to one.
    public func belonging(to api: RouteAPI) -> Route {
        var route = self
        route.api = self.api ?? api
        return route
    }
}

extension [Route] {
    /// Returns the same routes as part of an API, unless they already belong to one.
    public func belonging(to api: RouteAPI) -> [Route] { map { $0.belonging(to: api) } }
}

/// Finds the route of a request. Literal segments take precedence over arguments, from left to right.
struct RouteTree: Sendable {
    private struct Node: Sendable {
        var words: [Substring: Int] = [:]
        var argument: Int?
        var routes: [String: Int] = [:]
    }

    private var nodes = [Node()]
    private var routes: [MeasuredRoute] = []

    init(_ routes: [Route]) {
        for route in routes { add(route) }
    }

    private mutating func add(_ route: Route) {
        var place = 0
        for segment in route.path.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
            let isArgument = segment.hasPrefix("{")
            let known = isArgument ? nodes[place].argument : nodes[place].words[segment]
            if let known {
                place = known
                continue
            }
            nodes.append(Node())
            if isArgument {
                nodes[place].argument = nodes.count - 1
            } else {
                nodes[place].words[segment] = nodes.count - 1
            }
            place = nodes.count - 1
        }
        precondition(nodes[place].routes[route.method] == nil, "\(route.method) \(route.path) is mounted twice")
        nodes[place].routes[route.method] = routes.count
        routes.append(MeasuredRoute(route))
    }

    /// Returns the route of a request and its decoded path arguments.
    func find(_ method: String, _ path: String) -> (route: MeasuredRoute, arguments: [String])? {
        var arguments: [String] = []
        // Empty segments are kept, so that `/roles/` differs from `/roles`; they do not match arguments.
        let segments: [Substring] = path.utf8.dropFirst()
            .split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).map { Substring($0) }
        guard let index = find(method, segments[...], from: 0, &arguments) else { return nil }
        return (routes[index], arguments)
    }

    /// Returns the routes of all methods that a path supports.
    func routes(at path: String) -> [MeasuredRoute] {
        var found: [MeasuredRoute] = []
        for method in ["DELETE", "GET", "PATCH", "POST", "PUT"] {
            if let route = find(method, path)?.route { found.append(route) }
        }
        return found
    }

    private func find(
        _ method: String, _ segments: ArraySlice<Substring>, from place: Int, _ arguments: inout [String]
    ) -> Int? {
        guard let segment = segments.first else { return nodes[place].routes[method] }
        if let next = nodes[place].words[segment],
            let found = find(method, segments.dropFirst(), from: next, &arguments)
        {
            return found
        }
        guard !segment.isEmpty, let next = nodes[place].argument, let argument = PercentEncoding.decode(segment) else {
            return nil
        }
        arguments.append(argument)
        if let found = find(method, segments.dropFirst(), from: next, &arguments) { return found }
        arguments.removeLast()
        return nil
    }
}
