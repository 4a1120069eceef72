/// The origins whose pages may read a route's responses, according to the CORS protocol of the Fetch standard.
public enum CrossOriginSharing: Sendable {
    /// No other origins: the route is for browser navigation or for servers.
    case none
    /// The registered origins of the tenant's applications.
    case applications
    /// All origins, for public responses.
    case everyone
}

extension Route {
    /// Returns the same route with responses that other origins may read.
    public func shared(with sharing: CrossOriginSharing) -> Route {
        var route = self
        route.sharing = sharing
        return route
    }
}
