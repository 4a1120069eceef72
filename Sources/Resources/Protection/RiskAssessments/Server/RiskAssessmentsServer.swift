import Contract
import Model
import ProtectionAPI
import Serving
import Storage

extension RiskAssessments: ServedResource {
    public static let migrations: [Migration] = []

    public func mount(on routes: inout Routes) {
        routes.mount(.riskAssessments, get: settings, update: updateSettings)
        routes.mount(.newDevice, get: newDevice, update: updateNewDevice)
    }
}

extension Routes {
    /// Mounts the endpoints that get and update a part of the settings.
    mutating func mount<Settings: Sendable>(
        _ setting: SecuritySetting, get: Endpoint<NoContent, NoContent, NoContent, Settings>,
        update: Endpoint<NoContent, NoContent, Settings, Settings>
    ) {
        onStored(get) { call in OperationResponse(try await call.read { try $0.security(setting) }) }
        onStored(update) { call in
            let kept = try await call.write { transaction in
                try transaction.changeSecurity(setting) { kept in
                    for (name, value) in call.members { kept[name] = value }
                }
            }
            return OperationResponse(kept)
        }
    }
}
