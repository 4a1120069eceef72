import ApplicationsAPI
import Serving

extension Connections: Served {
    public func mount(on routes: inout Routes) {}
}
