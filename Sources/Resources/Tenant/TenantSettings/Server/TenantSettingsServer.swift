import Contract
import Model
import OrderedCollections
import Serving
import Storage
import TenantAPI

extension Tenants: ServedResource {
    public static let migrations: [Migration] = [
        Migration(
            "tenant-settings-1",
            "CREATE TABLE tenant_settings (tenant \(.text) NOT NULL PRIMARY KEY, document \(.json) NOT NULL)")
    ]

    public func mount(on routes: inout Routes) {
        routes.onStored(settings) { call in
            var settings = try await call.read { try $0.tenantSettings() }
            settings["sandbox_versions_available"] = ["22", "18"]
            settings["universal_login"] = settings["universal_login"] ?? [:]
            return OperationResponse(settings)
        }
        routes.onStored(updateSettings) { call in
            var (settings, pages) = try await call.write { transaction in
                var document = TenantSettingsDocument(try transaction.settingsToChange())
                document.apply(call.members)
                try transaction.update(document)
                if let colors = call.members["universal_login"]?["colors"] {
                    _ = try transaction.changeBranding { Self.paint(&$0, with: colors) }
                }
                return (document.json, try transaction.ownPages())
            }
            settings["universal_login"] = .object((settings["universal_login"]?.object ?? [:]).merging(pages) { $1 })
            for flag in TenantSettingsDocument.settledFlags { settings["flags"]?[flag] = true }
            return OperationResponse(settings)
        }
    }

    /// Copies the colors of pages to the branding settings, with which pages are rendered.
    private static func paint(_ branding: inout JSONObject, with colors: JSON) {
        let merged = (branding["colors"]?.object ?? [:]).merging(colors.object ?? [:]) { $1 }.filter {
            !$0.value.isNull
        }
        branding["colors"] = colors.isNull || merged.isEmpty ? nil : .object(merged)
    }
}

extension Tenants: Upgrading {
    /// Clamps lifetimes that older versions accepted to the range that avoids overflow.
    public static func upgrade(managementScopes: [String], in transaction: Transaction) throws {
        guard let settled = SessionLifetimes.settled(try transaction.tenantSettings()) else { return }
        try transaction.execute(
            "UPDATE tenant_settings SET document = \(settled) WHERE tenant = \(transaction.tenant)")
    }
}

/// Settings as they are stored, in wire format.
struct TenantSettingsDocument: Sendable {
    private var members: JSONObject

    init(_ json: JSON) { members = json.object ?? [:] }

    var json: JSON { .object(members) }

    /// Flags that are always on and read-only, and included only in responses to updates.
    static let settledFlags = [
        "cannot_change_enforce_client_authentication_on_passwordless_start",
        "enforce_client_authentication_on_passwordless_start",
    ]

    /// Applies an update: `null` removes a member, other values replace the member.
    mutating func apply(_ changes: JSONObject) {
        for (name, value) in changes {
            if name == "flags" {
                let before = members[name]?.object ?? [:]
                let changed = (value.object ?? [:]).filter { !Self.settledFlags.contains($0.key) }
                members[name] = .object(before.merging(changed) { $1 })
            } else if name == "universal_login" {
                let before = members[name]?.object ?? [:]
                members[name] = .object(before.merging(value.object ?? [:]) { $1 }.filter { !$0.value.isNull })
            } else if let hours = Self.nameInHours(name) {
                members[hours] = value.integer.map(Self.hours(ofMinutes:))
            } else {
                members[name] = value.isNull ? nil : value
            }
        }
    }

    /// Returns the name of a lifetime in hours for its name in minutes.
    private static func nameInHours(_ name: String) -> String? {
        let suffix = "_in_minutes"
        return name.hasSuffix(suffix) ? String(name.dropLast(suffix.count)) : nil
    }

    private static func hours(ofMinutes minutes: Int) -> JSON {
        minutes.isMultiple(of: 60) ? .integer(Int64(minutes / 60)) : .number(Double(minutes) / 60)
    }
}

extension Transaction {
    /// Returns the settings, locked until the end of the transaction.
    fileprivate func settingsToChange() throws -> JSON {
        try insertIfAbsent(into: "tenant_settings", ["document": TenantDefaults.settings])
        let row = try row("SELECT document FROM tenant_settings WHERE tenant = \(tenant)\(.forUpdate)")
        return try row?["document"] ?? TenantDefaults.settings
    }

    /// Returns whether the tenant has its own theme and template, for responses to updates.
    fileprivate func ownPages() throws -> JSONObject {
        let theme = try exists("SELECT 1 FROM branding_themes WHERE tenant = \(tenant)")
        let template = try exists("SELECT 1 FROM universal_login_templates WHERE tenant = \(tenant)")
        return ["is_custom_theme_set": .bool(theme), "is_custom_template_set": .bool(template)]
    }

    fileprivate func update(_ settings: TenantSettingsDocument) throws {
        try execute("UPDATE tenant_settings SET document = \(settings.json) WHERE tenant = \(tenant)")
    }
}
