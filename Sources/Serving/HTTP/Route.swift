import Contract
import HTTPTypes

/// What answers the requests of one method to one path.
public struct Route: Sendable {
    /// Answers a request. It may not throw: what goes wrong is answered in the words of the API that the route is of.
    public typealias Handler = @Sendable (IncomingRequest, [String]) async -> OutgoingResponse

    /// Looks at a request before its body is read, and may note what it has found out.
    /// - Returns: the answer to a request that need not be read to be refused.
    typealias Admission = @Sendable (inout IncomingRequest) -> OutgoingResponse?

    /// What forms and the bodies of the Authentication API take.
    public static let standardBodySize = 100 * 1024
    /// What the bodies of the Management API take.
    public static let largeBodySize = 2 * 1024 * 1024

    public let method: String
    /// The path, with `{name}` for each argument.
    public let path: String
    /// Whether the handler reads the body as it comes in.
    public let isUpload: Bool
    /// Which pages of other origins may read the answers.
    public internal(set) var sharing = CrossOriginSharing.none
    /// The API that the route belongs to. Access control lists of every scope block a route that says nothing of it.
    public private(set) var api: RouteAPI?
    /// The largest body that is read, in bytes, where the handler does not read it itself.
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

    /// The same route, which is asked before a body is read.
    /// - Parameter refusal: the answer to a request that need not be read to be refused.
    public func refusingEarly(_ refusal: @escaping @Sendable (IncomingRequest) -> OutgoingResponse?) -> Route {
        var route = self
        route.admission = { refusal($0) }
        return route
    }
}

/// What a route belongs to, as access control lists tell requests apart.
public enum RouteAPI: Sendable {
    case management
    case authentication
    case dynamicClientRegistration
    /// What tells whoever runs the server that it lives; never blocked.
    case health
}

extension Route {
    /// The same route, as one of an API, unless it says itself which it belongs to.
    public func belonging(to api: RouteAPI) -> Route {
        var route = self
        route.api = self.api ?? api
        return route
    }
}

extension [Route] {
    /// The same routes, as those of an API, unless they say themselves which they belong to.
    public func belonging(to api: RouteAPI) -> [Route] { map { $0.belonging(to: api) } }
}

/// Finds the route of a request. Of several that fit, the one whose words come first wins over arguments.
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

    /// The route of a request, and its path's arguments, decoded.
    func find(_ method: String, _ path: String) -> (route: MeasuredRoute, arguments: [String])? {
        var arguments: [String] = []
        // An empty segment is kept, so that `/roles/` is not taken for `/roles`; it is nobody's argument either.
        let segments: [Substring] = path.utf8.dropFirst()
            .split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).map { Substring($0) }
        guard let index = find(method, segments[...], from: 0, &arguments) else { return nil }
        return (routes[index], arguments)
    }

    /// The methods that a path is answered for, with their routes.
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
