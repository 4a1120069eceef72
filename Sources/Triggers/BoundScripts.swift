import Contract
import Scripts
import Serving
import Storage

/// A script that runs at a trigger.
struct BoundScript: Sendable {
    let script: Script
    /// The binding of an action.
    var binding: String?
    var version: String?

    var isAction: Bool { script.kind == .action }
    /// The unique name among the scripts of a trigger.
    var name: String { binding ?? script.id ?? script.name }
}

extension TenantContext {
    /// Whether the tenant has scripts at a trigger.
    public func runs(_ trigger: Trigger) -> Bool { boundTriggers.contains(trigger.rawValue) }
}

extension Call {
    /// Changes the scripts at triggers, and makes all servers reload the triggers with scripts.
    @discardableResult
    public func writeScripts<Value: Sendable>(
        _ body: @escaping @Sendable (Transaction) throws -> Value
    ) async throws -> Value {
        let value = try await write { transaction in
            let value = try body(transaction)
            try transaction.changeGeneration()
            return value
        }
        try await services.tenants.reload(tenant.id)
        return value
    }
}

extension Transaction {
    /// Returns the triggers with scripts.
    public func boundTriggers() throws -> Set<String> {
        let rows = try rows(
            """
            SELECT trigger_id FROM action_bindings WHERE tenant = \(tenant)
            UNION SELECT trigger_id FROM hooks WHERE tenant = \(tenant) AND enabled = 1
            UNION SELECT 'post-login' AS trigger_id FROM rules WHERE tenant = \(tenant) AND enabled = 1
            """)
        return Set(try rows.map { try $0["trigger_id"] })
    }

    /// Returns the scripts of a trigger in their order: rules, then hooks, then actions.
    func boundScripts(at trigger: Trigger) throws -> [BoundScript] {
        let rules = trigger == .postLogin ? try boundRules() : []
        return try rules + boundHooks(at: trigger) + boundActions(at: trigger)
    }

    private func boundRules() throws -> [BoundScript] {
        let rules = try rows(
            "SELECT id, name, script FROM rules WHERE tenant = \(tenant) AND enabled = 1 ORDER BY stage, position")
        guard !rules.isEmpty else { return [] }
        var settings: [String: String] = [:]
        for row in try rows("SELECT key, value FROM rules_configs WHERE tenant = \(tenant)") {
            settings[try row["key"]] = try open(try row["value"] as Sealed)
        }
        return try rules.map { row in
            BoundScript(
                script: Script(
                    .rule, id: try row["id"], name: try row["name"], code: try row["script"], secrets: settings))
        }
    }

    private func boundHooks(at trigger: Trigger) throws -> [BoundScript] {
        let hooks = try rows(
            """
            SELECT id, name, script, dependencies FROM hooks
            WHERE tenant = \(tenant) AND trigger_id = \(trigger.rawValue) AND enabled = 1
            """)
        return try hooks.map { row in
            let id: String = try row["id"]
            var secrets: [String: String] = [:]
            for row in try rows("SELECT name, value FROM hook_secrets WHERE tenant = \(tenant) AND hook_id = \(id)") {
                secrets[try row["name"]] = try open(try row["value"] as Sealed)
            }
            let packages: JSON = try row["dependencies"]
            let dependencies = (packages.object ?? [:]).map { name, version in
                Script.Dependency(name: name, version: version.string ?? "latest")
            }
            return BoundScript(
                script: Script(
                    .hook, name: try row["name"], code: try row["script"], secrets: secrets,
                    dependencies: dependencies))
        }
    }

    private func boundActions(at trigger: Trigger) throws -> [BoundScript] {
        try rows(
            """
            SELECT b.id AS binding, b.secrets AS own_secrets, a.name, v.id AS version, v.content, v.secrets
            FROM action_bindings b
            JOIN actions a ON a.tenant = b.tenant AND a.id = b.action_id
            JOIN action_versions v ON v.tenant = a.tenant AND v.action_id = a.id AND v.id = a.deployed_version
            WHERE b.tenant = \(tenant) AND b.trigger_id = \(trigger.rawValue) ORDER BY b.position
            """
        ).map { row in
            let secrets: JSON = try row["secrets"]
            let own: JSON = try row["own_secrets"]
            let action = try script(
                named: try row["name"], content: try row["content"],
                secrets: .array((secrets.array ?? []) + (own.array ?? [])))
            return BoundScript(script: action, binding: try row["binding"], version: try row["version"])
        }
    }

    /// Returns an action as a script.
    /// - Parameters:
    ///   - content: the content of the draft or of a version: `code`, `dependencies` and `modules`.
    ///   - secrets: objects with `name` and sealed `value`; of several with the same name the last one is used.
    public func script(named name: String, content: JSON, secrets: JSON) throws -> Script {
        let modules = try (content["modules"]?.array ?? []).compactMap { try module($0) }
        return Script(
            name: name, code: content["code"]?.string ?? "", secrets: try opened(secrets),
            dependencies: Self.dependencies(content), modules: modules)
    }

    private func module(_ reference: JSON) throws -> Script.Module? {
        guard let name = reference["module_name"]?.string, let id = reference["module_version_id"]?.string else {
            return nil
        }
        let found = try row(
            "SELECT content, secrets FROM action_module_versions WHERE tenant = \(tenant) AND id = \(id)")
        guard let found else { return nil }
        let content: JSON = try found["content"]
        return Script.Module(
            name: name, code: content["code"]?.string ?? "", secrets: try opened(try found["secrets"]),
            dependencies: Self.dependencies(content))
    }

    private func opened(_ secrets: JSON) throws -> [String: String] {
        var opened: [String: String] = [:]
        for secret in secrets.array ?? [] {
            guard let name = secret["name"]?.string, let value = secret["value"]?.string else { continue }
            opened[name] = try open(Sealed(text: value))
        }
        return opened
    }

    private static func dependencies(_ content: JSON) -> [Script.Dependency] {
        (content["dependencies"]?.array ?? []).compactMap { dependency in
            guard let name = dependency["name"]?.string else { return nil }
            return Script.Dependency(name: name, version: dependency["version"]?.string ?? "latest")
        }
    }
}
