import Contract
import Model
import OrderedCollections
import ProtectionAPI
import Serving
import Storage

/// A part of Guardian's settings, and the visibility of its members.
struct GuardianSetting: Sendable {
    let setting: SecuritySetting
    /// Members that responses omit.
    let secrets: Set<String>
    /// Whether the response to a request that sets secrets includes them.
    let echoesSecrets: Bool
    /// Returns additional members of responses, derived from the stored settings.
    let more: @Sendable (JSON) -> JSONObject

    init(
        _ setting: SecuritySetting, secrets: Set<String> = [], echoesSecrets: Bool = false,
        more: @escaping @Sendable (JSON) -> JSONObject = { _ in [:] }
    ) {
        self.setting = setting
        self.secrets = secrets
        self.echoesSecrets = echoesSecrets
        self.more = more
    }

    /// Returns the stored settings in wire format.
    /// - Parameter given: The members of the request.
    func sent(_ kept: JSON, to given: JSONObject = [:]) -> JSON {
        let open = (kept.object ?? [:]).filter { name, _ in
            !secrets.contains(name) || (echoesSecrets && given[name] != nil)
        }
        return .object(open.merging(more(kept)) { $1 })
    }
}

extension Routes {
    /// Mounts the endpoints that get and replace a part of the settings.
    mutating func mount<Settings, Draft>(
        _ setting: GuardianSetting, get: Endpoint<NoContent, NoContent, NoContent, Settings>? = nil,
        replace: Endpoint<NoContent, NoContent, Draft, Settings>
    ) {
        if let get {
            onStored(get) { call in
                OperationResponse(setting.sent(try await call.read { try $0.security(setting.setting) }))
            }
        }
        onStored(replace) { call in
            let kept = try await call.write { transaction in
                try transaction.changeSecurity(setting.setting) {
                    $0 = .object(call.members.filter { !$0.value.isNull })
                }
            }
            return OperationResponse(setting.sent(kept, to: call.members))
        }
    }

    /// Mounts the endpoints that get, replace and update a part of the settings.
    mutating func mount<Settings, Draft, Change>(
        _ setting: GuardianSetting, get: Endpoint<NoContent, NoContent, NoContent, Settings>? = nil,
        replace: Endpoint<NoContent, NoContent, Draft, Settings>,
        update: Endpoint<NoContent, NoContent, Change, Settings>
    ) {
        mount(setting, get: get, replace: replace)
        onStored(update) { call in
            let kept = try await call.write { transaction in
                try transaction.changeSecurity(setting.setting) { kept in
                    for (name, value) in call.members { kept[name] = value.isNull ? nil : value }
                }
            }
            return OperationResponse(setting.sent(kept, to: call.members))
        }
    }
}
