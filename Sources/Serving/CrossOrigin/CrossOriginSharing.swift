/// Which pages of other origins may read a route's answers in a browser, by the CORS protocol of the Fetch standard.
public enum CrossOriginSharing: Sendable {
    /// None: the route is for browsers' own navigation, or for servers.
    case none
    /// Pages of the tenant's applications, from the origins that are registered for them.
    case applications
    /// Any page: what is answered is public.
    case everyone
}

extension Route {
    /// The same route, whose answers pages of other origins may read.
    public func shared(with sharing: CrossOriginSharing) -> Route {
        var route = self
        route.sharing = sharing
        return route
    }
}
