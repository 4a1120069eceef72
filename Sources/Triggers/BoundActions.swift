import Contract
import Scripts
import Serving
import Storage

/// An action that is bound to a trigger, with the version that runs.
struct BoundAction: Sendable {
    let binding: String
    let version: String
    let script: Script
}

extension TenantContext {
    /// Whether actions are bound to a trigger.
    public func runs(_ trigger: Trigger) -> Bool { boundTriggers.contains(trigger.rawValue) }
}

extension Transaction {
    /// The triggers that actions are bound to.
    public func boundTriggers() throws -> Set<String> {
        let rows = try rows("SELECT DISTINCT trigger_id FROM action_bindings WHERE tenant = \(tenant)")
        return Set(try rows.map { try $0["trigger_id"] })
    }

    /// The actions of a trigger, in the order in which they run.
    func boundActions(at trigger: Trigger) throws -> [BoundAction] {
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
            return BoundAction(
                binding: try row["binding"], version: try row["version"],
                script: try script(
                    named: try row["name"], content: try row["content"],
                    secrets: .array((secrets.array ?? []) + (own.array ?? []))))
        }
    }

    /// An action as it runs.
    /// - Parameters:
    ///   - content: of its draft, or of a version: `code`, `dependencies`, `modules`.
    ///   - secrets: each with its `name` and its sealed `value`; of two with the same name the last one counts.
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
