import Contract
import Model
import ProtectionAPI
import Serving
import Storage

extension SupplementalSignals: ServedResource {
    public static let migrations: [Migration] = []

    public func mount(on routes: inout Routes) { routes.mount(.supplementalSignals, get: get, update: update) }
}
