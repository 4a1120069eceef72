import Contract
import Model
import OrderedCollections
import ProtectionAPI
import Serving
import Storage

/// A part of Guardian's settings, and what of it is told.
struct GuardianSetting: Sendable {
    let setting: SecuritySetting
    /// Members that are not told.
    let secrets: Set<String>
    /// Whether secrets are told to who has just sent them.
    let echoesSecrets: Bool
    /// What is told besides, of what is kept.
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

    /// What is kept, in the form in which it is sent.
    /// - Parameter given: what the caller sent.
    func sent(_ kept: JSON, to given: JSONObject = [:]) -> JSON {
        let open = (kept.object ?? [:]).filter { name, _ in
            !secrets.contains(name) || (echoesSecrets && given[name] != nil)
        }
        return .object(open.merging(more(kept)) { $1 })
    }
}

extension Routes {
    /// Answers what a part of the settings is, and replaces it.
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

    /// The same, and changes parts of it.
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
