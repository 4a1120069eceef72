import Contract
import Model
import ProtectionAPI
import Serving
import Storage

extension Anomaly: ServedResource {
    public static let migrations: [Migration] = AddressFailuresTable.migrations + RequestLimitsTable.migrations

    public func mount(on routes: inout Routes) {
        routes.on(checkIP) { call in
            let isBlocked = try await call.read {
                try $0.isBlocked(from: call.path.text, at: call.now, throttle: $0.addressThrottle())
            }
            guard isBlocked else { throw APIError.notFound("Not Found") }
            return NoContent()
        }
        routes.on(unblockIP) { call in
            try await call.write { try $0.clearFailures(from: call.path.text) }
            return NoContent()
        }
    }
}
