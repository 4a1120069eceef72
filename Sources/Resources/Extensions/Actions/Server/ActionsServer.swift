import Contract
import ExtensionsAPI
import Secrets
import Serving
import Storage
import Triggers

extension Actions: ServedResource {
    public func mount(on routes: inout Routes) {
        routes.on(list) { call in
            let source = call.query.source(of: call.tenant.id)
            let listing = Listing("*", from: source, order: "created_at, name, id", key: "id")
            return try await call.read { transaction in
                try transaction.counted(
                    listing, page: call.query.page, perPage: call.query.perPage, row: ActionRow.init(row:)
                ) { try transaction.told($0) }
            }
        }
        routes.on(create) { call in
            let id: ID<Action> = ID(call.random.uuid())
            let version: ID<ActionVersion> = ID(call.random.uuid())
            let check = try await CodeCheck(of: call.body.code ?? "", call.tenant, call.services)
            let answer = try await call.write { transaction in
                let modules = try transaction.moduleReferences(call.body.modules ?? [])
                var action = ActionRow(
                    id: id, name: call.body.name, draft: try ActionContent(call.body, modules: modules),
                    secrets: try transaction.replace([], by: call.body.secrets, at: call.now), at: call.now)
                try transaction.begin(&action, check, at: call.now)
                try transaction.insert(action)
                if call.body.deploy == true, action.status != .failed {
                    try transaction.deployDraft(of: &action, as: version, at: call.now)
                }
                return try transaction.told(action, .pending, versions: .pending)
            }
            call.services.deliveriesSignal.notify()
            return answer
        }
        routes.on(get) { call in
            try await call.read { try $0.told(try $0.action(call.path)) }
        }
        routes.on(update) { call in
            let draft = try await call.read { try $0.action(call.path).draft }
            let check = try await CodeCheck(of: call.body.code ?? draft.code, call.tenant, call.services)
            let answer = try await call.write { transaction in
                var action = try transaction.action(call.path)
                let secrets = try transaction.replace(action.secrets, by: call.body.secrets, at: call.now)
                let modules = try call.body.modules.map(transaction.moduleReferences)
                try action.apply(call.body, modules: modules, secrets: secrets, at: call.now)
                try transaction.begin(&action, check, at: call.now)
                try transaction.update(action)
                return try transaction.told(action, .pending)
            }
            call.services.deliveriesSignal.notify()
            return answer
        }
        routes.on(delete) { call in
            try await call.writeScripts { transaction in
                let action = try transaction.action(call.path)
                if call.query.force != true { try transaction.requireUnbound(action.id) }
                try transaction.delete(action)
            }
            return NoContent()
        }
        routes.on(test) { call in
            ActionTest(payload: try await TriedAction(call.path, call.body, call.tenant, call.services).run())
        }
        routes.on(execution) { call in
            let found = try await call.read { try $0.actionExecution(call.path.value, at: call.now) }
            guard let found else { throw APIError.notFound("That execution does not exist.") }
            return ActionExecution(
                id: ID(found.id), triggerID: ActionTriggerName(rawValue: found.trigger), status: found.status,
                results: found.results, createdAt: found.createdAt, updatedAt: found.updatedAt)
        }
        mountVersions(on: &routes)
        mountTriggers(on: &routes)
    }

    private func mountVersions(on routes: inout Routes) {
        routes.on(deploy) { call in
            let version: ID<ActionVersion> = ID(call.random.uuid())
            return try await call.write { transaction in
                var action = try transaction.action(call.path)
                guard action.status != .failed else { throw APIError.draftNotBuilt }
                return try transaction.deployDraft(of: &action, as: version, at: call.now).announced(of: action)
            }
        }
        routes.on(versions) { call in
            let listing = Listing(
                "*", from: "FROM action_versions WHERE tenant = \(call.tenant.id) AND action_id = \(call.path)",
                order: "number DESC", key: "id")
            return try await call.read { transaction in
                let action = try transaction.action(call.path)
                return try transaction.counted(listing, page: call.query.page, perPage: call.query.perPage) {
                    try ActionVersionRow(row: $0).told(of: action)
                }
            }
        }
        routes.on(version) { call in
            try await call.read { transaction in
                let action = try transaction.action(call.path.outer)
                return try transaction.actionVersion(call.path.inner, of: action.id).told(of: action)
            }
        }
        routes.on(rollBack) { call in
            let id: ID<ActionVersion> = ID(call.random.uuid())
            return try await call.write { transaction in
                var action = try transaction.action(call.path.outer)
                let earlier = try transaction.actionVersion(call.path.inner, of: action.id)
                if call.body.updatesDraft == true { action.takeDraft(of: earlier, at: call.now) }
                let version = ActionVersionRow(
                    id: id, action: action.id, number: try transaction.nextVersionNumber(of: action.id),
                    content: earlier.content, secrets: earlier.secrets, at: call.now)
                try transaction.deploy(version, of: &action)
                return version.announced(of: action)
            }
        }
    }
}

extension APIError {
    fileprivate static let draftNotBuilt = APIError.badRequest("A draft must be in the 'built' state")
}

extension ActionFilter {
    fileprivate func source(of tenant: TenantID) -> SQL {
        var source: SQL = "FROM actions WHERE tenant = \(tenant)"
        if let triggerID {
            source =
                source
                    + """
                     AND EXISTS (
                        SELECT 1 FROM action_triggers t
                        WHERE t.tenant = actions.tenant AND t.trigger_id = \(triggerID.rawValue) AND t.action_id = actions.id)
                    """
        }
        if let actionName { source = source + " AND name = \(actionName)" }
        if let deployed {
            source = source + (deployed ? " AND deployed_version IS NOT NULL" : " AND deployed_version IS NULL")
        }
        // No actions are installed from a marketplace here.
        if installed == true { source = source + " AND 1 = 0" }
        return source
    }
}

extension ActionRow {
    fileprivate mutating func apply(
        _ changes: Patch<ActionDraft>, modules: [ActionModuleReference]?, secrets kept: [KeptSecret],
        at now: Timestamp
    ) throws {
        let changed = try draft.changed(by: changes, modules: modules)
        if changed != draft || kept != secrets { hasChanges = true }
        draft = changed
        secrets = kept
        updatedAt = now
        if let name = changes.name, name != self.name {
            self.name = name
            renamedAt = now
        }
    }

    fileprivate mutating func takeDraft(of version: ActionVersionRow, at now: Timestamp) {
        draft = version.content
        secrets = version.secrets
        status = .built
        problem = nil
        updatedAt = now
    }
}

extension Transaction {
    /// Creates a version from an action's draft and deploys it.
    @discardableResult
    fileprivate func deployDraft(
        of action: inout ActionRow, as id: ID<ActionVersion>, at now: Timestamp
    ) throws -> ActionVersionRow {
        let version = ActionVersionRow(
            id: id, action: action.id, number: try nextVersionNumber(of: action.id), content: action.draft,
            secrets: action.secrets, at: now)
        try deploy(version, of: &action)
        return version
    }

    fileprivate func nextVersionNumber(of action: ID<Action>) throws -> Int {
        (try latestVersion(of: action)?.number ?? 0) + 1
    }

    fileprivate func delete(_ action: ActionRow) throws {
        do {
            try execute("DELETE FROM actions WHERE tenant = \(tenant) AND id = \(action.id)")
        } catch StorageError.danglingReference {
            throw APIError.conflict("Unable to delete an action that is in use.")
        }
    }

    fileprivate func requireUnbound(_ action: ID<Action>) throws {
        if try exists("SELECT 1 FROM action_bindings WHERE tenant = \(tenant) AND action_id = \(action)") {
            throw APIError.conflict("Unable to delete an action bound to a trigger.")
        }
    }
}
