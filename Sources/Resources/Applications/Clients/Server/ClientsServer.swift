import ApplicationsAPI
import Serving

extension Clients: Served {
    public func mount(on routes: inout Routes) {}
}
