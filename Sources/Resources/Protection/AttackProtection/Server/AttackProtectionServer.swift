import Contract
import Model
import OrderedCollections
import ProtectionAPI
import Serving
import Storage

extension AttackProtection: ServedResource {
    public static let migrations: [Migration] = SecuritySettingsTable.migrations

    public func mount(on routes: inout Routes) {
        mount(.botDetection, botDetection, updateBotDetection, on: &routes)
        mount(.breachedPassword, breachedPasswordDetection, updateBreachedPasswordDetection, on: &routes)
        mount(.bruteForce, bruteForceProtection, updateBruteForceProtection, on: &routes)
        mount(.captcha, captcha, updateCaptcha, on: &routes)
        mount(.suspiciousIP, suspiciousIPThrottling, updateSuspiciousIPThrottling, on: &routes)
    }

    private func mount<Settings: Patchable>(
        _ setting: SecuritySetting, _ get: Endpoint<NoContent, NoContent, NoContent, Settings>,
        _ update: Endpoint<NoContent, NoContent, Patch<Settings>, Settings>, on routes: inout Routes
    ) {
        routes.onStored(get) { call in
            let kept = try await call.read { try $0.security(setting) }
            return OperationResponse(ProtectionDocument(kept).sent)
        }
        routes.onStored(update) { call in
            let kept = try await call.write { transaction in
                try transaction.changeSecurity(setting) { kept in
                    var document = ProtectionDocument(kept)
                    document.apply(call.members)
                    kept = document.json
                }
            }
            return OperationResponse(ProtectionDocument(kept).sent)
        }
    }
}

extension SecuritySetting {
    static let botDetection = SecuritySetting(
        "bot-detection",
        initially: [
            "challenge_password_policy": "never", "challenge_passwordless_policy": "never",
            "challenge_password_reset_policy": "never", "allowlist": [], "bot_detection_level": "medium",
            "monitoring_mode_enabled": false,
        ])
    static let breachedPassword = SecuritySetting(
        "breached-password-detection",
        initially: [
            "enabled": false, "shields": [], "admin_notification_frequency": [], "method": "standard",
            "stage": ["pre-user-registration": ["shields": []], "pre-change-password": ["shields": []]],
        ])
    static let captcha = SecuritySetting(
        "captcha", isSecret: true,
        initially: [
            "active_provider_id": "auth_challenge", "auth_challenge": ["fail_open": false], "simple_captcha": [:],
        ])
}

/// Settings as they are stored.
struct ProtectionDocument: Sendable {
    private var members: JSONObject

    init(_ json: JSON) { members = json.object ?? [:] }

    var json: JSON { .object(members) }

    /// The settings without the secrets of CAPTCHA providers.
    var sent: JSON {
        let sent = members.mapValues { value -> JSON in
            guard let provider = value.object else { return value }
            return .object(provider.filter { !["secret", "api_key"].contains($0.key) })
        }
        return .object(sent)
    }

    /// Applies an update: stages are merged, other members are replaced.
    mutating func apply(_ changes: JSONObject) {
        for (name, value) in changes {
            members[name] = name == "stage" ? Self.merged(members[name], value) : value
        }
        if members["admin_notification_frequency"] != nil, !notifiesAdministrators {
            members["admin_notification_frequency"] = []
        }
    }

    /// Whether administrators are notified at all; otherwise the notification frequency is empty.
    private var notifiesAdministrators: Bool {
        let stages = members["stage"]?.object.map { Array($0.values) } ?? []
        let shields: [JSON?] = [members["shields"]] + stages.map { $0["shields"] }
        return shields.contains { $0?.strings?.contains("admin_notification") ?? false }
    }

    private static func merged(_ before: JSON?, _ after: JSON) -> JSON {
        guard let before = before?.object, let after = after.object else { return after }
        return .object(before.merging(after) { merged($0, $1) })
    }
}
