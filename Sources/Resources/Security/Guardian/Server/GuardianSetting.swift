import Contract
import Model
import OrderedCollections
import SecurityAPI
import Serving
import Storage

/// A part of Guardian's settings, and what of it is told.
struct GuardianSetting: Sendable {
    let setting: SecuritySetting
    /// Members that are never told.
    let secrets: Set<String>
    /// What is told besides, of what is kept.
    let more: @Sendable (JSON) -> JSONObject

    init(
        _ setting: SecuritySetting, secrets: Set<String> = [],
        more: @escaping @Sendable (JSON) -> JSONObject = { _ in [:] }
    ) {
        self.setting = setting
        self.secrets = secrets
        self.more = more
    }

    /// What is kept, in the form in which it is sent.
    func sent(_ kept: JSON) -> JSON {
        let open = (kept.object ?? [:]).filter { !secrets.contains($0.key) }
        return .object(open.merging(more(kept)) { $1 })
    }
}

extension Routes {
    /// Answers what a part of the settings is, and replaces it.
    mutating func mount<Settings, Draft>(
        _ setting: GuardianSetting, get: Endpoint<Nothing, Nothing, Nothing, Settings>? = nil,
        replace: Endpoint<Nothing, Nothing, Draft, Settings>
    ) {
        if let get {
            onStored(get) { call in Reply(setting.sent(try await call.read { try $0.security(setting.setting) })) }
        }
        onStored(replace) { call in
            let kept = try await call.write { transaction in
                try transaction.changeSecurity(setting.setting) {
                    $0 = .object(call.members.filter { !$0.value.isNull })
                }
            }
            return Reply(setting.sent(kept))
        }
    }

    /// The same, and changes parts of it.
    mutating func mount<Settings, Draft, Change>(
        _ setting: GuardianSetting, get: Endpoint<Nothing, Nothing, Nothing, Settings>? = nil,
        replace: Endpoint<Nothing, Nothing, Draft, Settings>, update: Endpoint<Nothing, Nothing, Change, Settings>
    ) {
        mount(setting, get: get, replace: replace)
        onStored(update) { call in
            let kept = try await call.write { transaction in
                try transaction.changeSecurity(setting.setting) { kept in
                    for (name, value) in call.members { kept[name] = value.isNull ? nil : value }
                }
            }
            return Reply(setting.sent(kept))
        }
    }
}
