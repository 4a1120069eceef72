import Contract
import ExtensionsAPI
import Secrets
import Serving
import Storage
import Triggers

extension Actions {
    func mountTriggers(on routes: inout Routes) {
        routes.on(triggers) { _ in ActionTriggers(triggers: ActionTriggerCatalog.triggers) }
        routes.on(bindings) { call in
            try ActionTriggerCatalog.requireBindable(call.path, to: "list")
            let source: SQL =
                "FROM action_bindings WHERE tenant = \(call.tenant.id) AND trigger_id = \(call.path.rawValue)"
            let listing = Listing("*", from: source, order: "position", key: "id")
            return try await call.read { transaction in
                try transaction.counted(
                    listing, page: call.query.page, perPage: call.query.perPage, row: ActionBindingRow.init(row:)
                ) { try transaction.told($0) }
            }
        }
        routes.on(updateBindings) { call in
            try ActionTriggerCatalog.requireBindable(call.path, to: "update")
            let wanted = call.body.bindings?.map { WantedBinding(id: ID(call.random.uuid()), item: $0) }
            return try await call.writeScripts { transaction in
                let before = try transaction.actionBindings(at: call.path)
                let bindings = try wanted.map { try transaction.replace(before, at: call.path, by: $0, at: call.now) }
                return ActionBindings(bindings: try transaction.told(bindings ?? before))
            }
        }
    }
}

/// A requested binding.
private struct WantedBinding: Sendable {
    /// The identifier of the binding if it is new.
    let id: ID<ActionBinding>
    let item: ActionBindingSelection.Item
}

/// A binding as it is stored.
private struct ActionBindingRow: Sendable {
    let id: ID<ActionBinding>
    let trigger: ActionTriggerName
    let action: ID<Action>
    var displayName: String
    var secrets: [KeptSecret]
    let createdAt: Timestamp
    var updatedAt: Timestamp

    init(id: ID<ActionBinding>, trigger: ActionTriggerName, action: ActionRow, at now: Timestamp) {
        self.id = id
        self.trigger = trigger
        self.action = action.id
        displayName = action.name
        secrets = []
        createdAt = now
        updatedAt = now
    }

    init(row: Row) throws {
        let secrets: JSON = try row["secrets"]
        let trigger: String = try row["trigger_id"]
        id = try row["id"]
        self.trigger = ActionTriggerName(rawValue: trigger)
        action = try row["action_id"]
        displayName = try row["display_name"]
        self.secrets = try secrets.decoded()
        createdAt = try row["created_at"]
        updatedAt = try row["updated_at"]
    }
}

extension Transaction {
    /// Returns bindings with their actions in wire format.
    fileprivate func told(_ bindings: [ActionBindingRow]) throws -> [ActionBinding] {
        let ids: SQL = "\(list: bindings.map(\.action))"
        let actions = try rows("SELECT * FROM actions WHERE tenant = \(tenant) AND id IN \(ids)\(.unrepeated)")
            .map(ActionRow.init(row:))
        let versions = try currentVersions(of: actions)
        let told = actions.map { ($0.id, $0.bound(versions[$0.id] ?? ActionVersions())) }
        let byID = Dictionary(uniqueKeysWithValues: told)
        return try bindings.map { binding in
            guard let action = byID[binding.action] else { throw APIError.actionNotFound }
            return ActionBinding(
                id: binding.id, triggerID: binding.trigger, action: action, createdAt: binding.createdAt,
                updatedAt: binding.updatedAt, displayName: binding.displayName)
        }
    }

    fileprivate func actionBindings(at trigger: ActionTriggerName) throws -> [ActionBindingRow] {
        try rows(
            """
            SELECT * FROM action_bindings WHERE tenant = \(tenant) AND trigger_id = \(trigger.rawValue)
            ORDER BY position\(.forUpdate)
            """
        ).map(ActionBindingRow.init(row:))
    }

    /// Replaces all bindings of a trigger. Bindings of the same actions are kept.
    fileprivate func replace(
        _ before: [ActionBindingRow], at trigger: ActionTriggerName, by wanted: [WantedBinding], at now: Timestamp
    ) throws -> [ActionBindingRow] {
        let bindings = try wanted.map { try binding($0, at: trigger, before, now) }
        guard Set(bindings.map(\.action)).count == bindings.count else {
            throw APIError.badRequest("An action can be bound to a trigger only once.")
        }
        try execute(
            "DELETE FROM action_bindings WHERE tenant = \(tenant) AND trigger_id = \(trigger.rawValue)")
        for (position, binding) in bindings.enumerated() { try insert(binding, at: position) }
        return bindings
    }

    private func binding(
        _ wanted: WantedBinding, at trigger: ActionTriggerName, _ before: [ActionBindingRow], _ now: Timestamp
    ) throws -> ActionBindingRow {
        let action = try action(wanted.item.ref, before)
        guard action.draft.triggers.contains(where: { $0.id == trigger }) else {
            throw APIError.badRequest("The action does not support the trigger '\(trigger.rawValue)'.")
        }
        guard action.deployed != nil else { throw APIError.actionNotDeployed }
        let kept = before.first { $0.action == action.id }
        var binding = kept ?? ActionBindingRow(id: wanted.id, trigger: trigger, action: action, at: now)
        let name = wanted.item.displayName ?? binding.displayName
        let secrets = try replace(binding.secrets, by: wanted.item.secrets, at: now)
        if name != binding.displayName || secrets != binding.secrets { binding.updatedAt = now }
        binding.displayName = name
        binding.secrets = secrets
        return binding
    }

    private func action(
        _ ref: ActionBindingSelection.Reference, _ before: [ActionBindingRow]
    ) throws -> ActionRow {
        switch ref.type ?? .actionName {
        case .actionID: return try action(ID(ref.value))
        case .bindingID:
            guard let binding = before.first(where: { $0.id.value == ref.value }) else {
                throw APIError.notFound("That binding does not exist.")
            }
            return try action(binding.action)
        default:
            let found = try row("SELECT * FROM actions WHERE tenant = \(tenant) AND name = \(ref.value)\(.forUpdate)")
            guard let found else { throw APIError.actionNotFound }
            return try ActionRow(row: found)
        }
    }

    private func insert(_ binding: ActionBindingRow, at position: Int) throws {
        try insert(
            into: "action_bindings",
            [
                "trigger_id": binding.trigger.rawValue, "position": position, "id": binding.id,
                "action_id": binding.action, "display_name": binding.displayName,
                "secrets": try JSON(encoding: binding.secrets), "created_at": binding.createdAt,
                "updated_at": binding.updatedAt,
            ])
    }
}

extension APIError {
    fileprivate static let actionNotDeployed = APIError.badRequest(
        "Trying to create a binding for an action that has not been deployed yet")
}
