import Contract
import ExtensionsAPI
import Secrets
import Serving
import Storage

extension ActionModules: ServedResource {
    public static let migrations: [Migration] = [
        Migration(
            "action-modules-1",
            """
            CREATE TABLE action_modules (
                tenant \(.text) NOT NULL, id \(.text) NOT NULL, name \(.text) NOT NULL, draft \(.json) NOT NULL,
                secrets \(.json) NOT NULL, created_at \(.text) NOT NULL, updated_at \(.text) NOT NULL,
                PRIMARY KEY (tenant, id), UNIQUE (tenant, name))
            """,
            """
            CREATE TABLE action_module_versions (
                tenant \(.text) NOT NULL, module_id \(.text) NOT NULL, number BIGINT NOT NULL, id \(.text) NOT NULL,
                content \(.json) NOT NULL, secrets \(.json) NOT NULL, created_at \(.text) NOT NULL,
                PRIMARY KEY (tenant, module_id, number), UNIQUE (tenant, id),
                FOREIGN KEY (tenant, module_id) REFERENCES action_modules (tenant, id) ON DELETE CASCADE)
            """,
            """
            CREATE TABLE action_module_uses (
                tenant \(.text) NOT NULL, module_id \(.text) NOT NULL, action_id \(.text) NOT NULL,
                is_deployed INTEGER NOT NULL, version_id \(.text) NOT NULL, version_number BIGINT NOT NULL,
                PRIMARY KEY (tenant, module_id, action_id, is_deployed),
                FOREIGN KEY (tenant, module_id) REFERENCES action_modules (tenant, id),
                FOREIGN KEY (tenant, action_id) REFERENCES actions (tenant, id) ON DELETE CASCADE)
            """,
            "CREATE INDEX action_module_uses_by_action ON action_module_uses (tenant, action_id)"
        )
    ]

    public func mount(on routes: inout Routes) {
        routes.on(list) { call in
            let listing = Listing(
                "*", from: "FROM action_modules WHERE tenant = \(call.tenant.id)", order: "created_at, name, id",
                key: "id")
            return try await call.read { transaction in
                try transaction.counted(listing, page: call.query.page, perPage: call.query.perPage) {
                    try transaction.told(try ActionModuleRow(row: $0), withLatest: false)
                }
            }
        }
        routes.on(create) { call in
            let id: ID<ActionModule> = ID(call.random.uuid())
            let version: ID<ActionModuleVersion> = ID(call.random.uuid())
            let draft = ActionModuleContent(code: call.body.code, dependencies: call.body.dependencies)
            return try await call.write { transaction in
                let module = ActionModuleRow(
                    id: id, name: call.body.name, draft: draft,
                    secrets: try transaction.replace([], by: call.body.secrets?.map(\.draft), at: call.now),
                    at: call.now)
                try transaction.insert(module)
                if call.body.publish == true { try transaction.publish(module, as: version, at: call.now) }
                return try transaction.told(module)
            }
        }
        routes.on(get) { call in
            try await call.read { try $0.told(try $0.actionModule(call.path)) }
        }
        routes.on(update) { call in
            try await call.write { transaction in
                var module = try transaction.actionModule(call.path)
                if let code = call.body.code { module.draft.code = code }
                if let given = call.body.dependencies { module.draft.dependencies = ActionModuleContent.kept(given) }
                let given = call.body.secrets?.map(\.draft)
                module.secrets = try transaction.replace(module.secrets, by: given, at: call.now)
                module.updatedAt = call.now
                try transaction.update(module)
                return try transaction.told(module)
            }
        }
        routes.on(delete) { call in
            try await call.write { transaction in
                let module = try transaction.actionModule(call.path)
                try transaction.requireUnused(module.id)
                try transaction.execute(
                    "DELETE FROM action_modules WHERE tenant = \(transaction.tenant) AND id = \(module.id)")
            }
            return NoContent()
        }
        mountActions(on: &routes)
        mountVersions(on: &routes)
    }

    private func mountActions(on routes: inout Routes) {
        routes.on(actions) { call in
            let source: SQL = """
                FROM action_module_uses u JOIN actions a ON a.tenant = u.tenant AND a.id = u.action_id
                WHERE u.tenant = \(call.tenant.id) AND u.module_id = \(call.path) AND u.is_deployed = 1
                """
            let listing = Listing(
                "a.id, a.name, a.draft, u.version_id, u.version_number", from: source, order: "a.created_at, a.id",
                key: "a.id")
            return try await call.read { transaction in
                _ = try transaction.actionModule(call.path)
                return try transaction.counted(
                    listing, page: call.query.page, perPage: call.query.perPage, item: ActionModuleUse.init(row:))
            }
        }
    }

    private func mountVersions(on routes: inout Routes) {
        routes.on(rollBack) { call in
            try await call.write { transaction in
                var module = try transaction.actionModule(call.path)
                let version = try transaction.actionModuleVersion(call.body.moduleVersionID, of: module.id)
                module.draft = version.content
                module.secrets = version.secrets
                module.updatedAt = call.now
                try transaction.update(module)
                return try transaction.told(module)
            }
        }
        routes.on(versions) { call in
            let listing = Listing(
                "*", from: "FROM action_module_versions WHERE tenant = \(call.tenant.id) AND module_id = \(call.path)",
                order: "number DESC", key: "id")
            return try await call.read { transaction in
                _ = try transaction.actionModule(call.path)
                return try transaction.counted(listing, page: call.query.page, perPage: call.query.perPage) {
                    try ActionModuleVersionRow(row: $0).told()
                }
            }
        }
        routes.on(publish) { call in
            let id: ID<ActionModuleVersion> = ID(call.random.uuid())
            return try await call.write { transaction in
                let module = try transaction.actionModule(call.path)
                return try transaction.publish(module, as: id, at: call.now).told()
            }
        }
        routes.on(version) { call in
            try await call.read { transaction in
                _ = try transaction.actionModule(call.path.outer)
                return try transaction.actionModuleVersion(call.path.inner, of: call.path.outer).told()
            }
        }
    }
}

extension ActionModuleDraft.Secret {
    fileprivate var draft: ActionSecretDraft { ActionSecretDraft(name: name, value: value) }
}

extension ActionModuleUse {
    fileprivate init(row: Row) throws {
        let draft: JSON = try row["draft"]
        let content: ActionContent = try draft.decoded()
        self.init(
            actionID: try row["id"], actionName: try row["name"], moduleVersionID: try row["version_id"],
            moduleVersionNumber: try row["version_number"], supportedTriggers: content.triggers)
    }
}

extension Transaction {
    /// Publishes a module's draft as a version.
    /// - Throws: `APIError`, 409, if the latest version equals the draft.
    @discardableResult
    fileprivate func publish(
        _ module: ActionModuleRow, as id: ID<ActionModuleVersion>, at now: Timestamp
    ) throws -> ActionModuleVersionRow {
        let latest = try latestVersion(of: module.id)
        if module.isPublished(as: latest) {
            throw APIError.conflict("The module's draft has not changed since its latest version.")
        }
        let version = ActionModuleVersionRow(id: id, of: module, number: (latest?.number ?? 0) + 1, at: now)
        try insert(version)
        return version
    }

    fileprivate func requireUnused(_ module: ID<ActionModule>) throws {
        if try exists("SELECT 1 FROM action_module_uses WHERE tenant = \(tenant) AND module_id = \(module)") {
            throw APIError(412, "Unable to delete a module that is used by an action.")
        }
    }
}
