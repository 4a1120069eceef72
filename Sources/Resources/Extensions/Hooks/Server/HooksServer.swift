import Contract
import ExtensionsAPI
import Secrets
import Serving
import Storage
import Triggers

extension Hooks: ServedResource {
    public static let migrations: [Migration] = [
        Migration(
            "hooks-1",
            """
            CREATE TABLE hooks (
                tenant \(.text) NOT NULL, id \(.text) NOT NULL, name \(.text) NOT NULL, trigger_id \(.text) NOT NULL,
                enabled INTEGER NOT NULL, script TEXT NOT NULL, dependencies \(.json) NOT NULL,
                PRIMARY KEY (tenant, id), UNIQUE (tenant, name))
            """,
            "CREATE UNIQUE INDEX hooks_that_run ON hooks (tenant, trigger_id) WHERE enabled = 1",
            """
            CREATE TABLE hook_secrets (
                tenant \(.text) NOT NULL, hook_id \(.text) NOT NULL, name \(.text) NOT NULL, value TEXT NOT NULL,
                PRIMARY KEY (tenant, hook_id, name),
                FOREIGN KEY (tenant, hook_id) REFERENCES hooks (tenant, id) ON DELETE CASCADE)
            """
        )
    ]

    public func mount(on routes: inout Routes) {
        routes.on(list) { call in
            let enabled: SQL = call.query.enabled.map { " AND enabled = \($0)" } ?? ""
            let trigger: SQL = call.query.triggerID.map { " AND trigger_id = \($0.rawValue)" } ?? ""
            let listing = Listing(
                "*", from: "FROM hooks WHERE tenant = \(call.tenant.id)" + enabled + trigger, order: "name", key: "id")
            return try await call.read { try $0.page(listing, call.query.pageRequest(), item: Hook.init(row:)) }
        }
        routes.on(create) { call in
            let hook = Hook(
                id: ID(call.random.sortableIdentifier(at: call.now)), name: call.body.name.kebabCased,
                script: call.body.script, dependencies: call.body.dependencies ?? [:], triggerID: call.body.triggerID,
                enabled: call.body.enabled ?? false)
            try await call.writeScripts { transaction in
                try transaction.insert(hook)
                try transaction.getPackages(of: hook, at: call.now)
            }
            call.services.deliveriesSignal.notify()
            return hook
        }
        routes.on(get) { call in try await call.read { try $0.hook(call.path) } }
        routes.on(update) { call in
            let hook = try await call.writeScripts { transaction in
                var hook = try transaction.hook(call.path)
                hook.apply(call.body)
                try transaction.update(hook)
                try transaction.getPackages(of: hook, at: call.now)
                return hook
            }
            call.services.deliveriesSignal.notify()
            return hook
        }
        routes.on(delete) { call in
            try await call.writeScripts { transaction in
                try transaction.execute("DELETE FROM hooks WHERE tenant = \(transaction.tenant) AND id = \(call.path)")
            }
            return NoContent()
        }
        mountSecrets(on: &routes)
    }
}

extension Transaction {
    func hook(_ id: ID<Hook>) throws -> Hook {
        guard let hook = try hookIfThere(id) else {
            throw APIError.notFound("The hook does not exist", code: "inexistent_hook")
        }
        return hook
    }

    func hookIfThere(_ id: ID<Hook>) throws -> Hook? {
        try row("SELECT * FROM hooks WHERE tenant = \(tenant) AND id = \(id)\(.forUpdate)").map(Hook.init(row:))
    }

    fileprivate func insert(_ hook: Hook) throws {
        try makeRoom(for: hook)
        try insert(
            into: "hooks",
            [
                "id": hook.id, "name": hook.name, "trigger_id": hook.triggerID.rawValue, "enabled": hook.enabled,
                "script": hook.script, "dependencies": try JSON(encoding: hook.dependencies),
            ])
    }

    fileprivate func update(_ hook: Hook) throws {
        try makeRoom(for: hook)
        try execute(
            """
            UPDATE hooks SET name = \(hook.name), enabled = \(hook.enabled), script = \(hook.script),
                dependencies = \(try JSON(encoding: hook.dependencies))
            WHERE tenant = \(tenant) AND id = \(hook.id)
            """)
    }

    /// Disables all other hooks of the same trigger if this one is enabled.
    private func makeRoom(for hook: Hook) throws {
        let others: SQL = "tenant = \(tenant) AND id <> \(hook.id)"
        if try exists("SELECT 1 FROM hooks WHERE \(others) AND name = \(hook.name)") {
            throw APIError.conflict("A hook with the same name already exists", code: "hook_conflict")
        }
        guard hook.enabled else { return }
        try execute("UPDATE hooks SET enabled = 0 WHERE \(others) AND trigger_id = \(hook.triggerID.rawValue)")
    }
}

extension Hook {
    fileprivate init(row: Row) throws {
        let dependencies: JSON = try row["dependencies"]
        let trigger: String = try row["trigger_id"]
        self.init(
            id: try row["id"], name: try row["name"], script: try row["script"],
            dependencies: try dependencies.decoded(), triggerID: HookTrigger(rawValue: trigger),
            enabled: try row["enabled"])
    }

    fileprivate mutating func apply(_ changes: Patch<HookDraft>) {
        if let name = changes.name { self.name = name.kebabCased }
        if let script = changes.script { self.script = script }
        if let dependencies = changes.dependencies { self.dependencies = dependencies }
        if let enabled = changes.enabled { self.enabled = enabled }
    }
}
