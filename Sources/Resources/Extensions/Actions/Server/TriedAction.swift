import Contract
import ExtensionsAPI
import Scripts
import Serving
import Storage
import Triggers

/// A test run of an action's draft with an event.
struct TriedAction: Sendable {
    private let id: ID<Action>
    private let event: JSON
    private let tenant: TenantContext
    private let services: Services

    init(_ id: ID<Action>, _ test: ActionTest, _ tenant: TenantContext, _ services: Services) {
        self.id = id
        self.tenant = tenant
        self.services = services
        let given = test.payload["event"] ?? .object(test.payload)
        event = given.object == nil ? .object(test.payload) : given
    }

    /// Runs the draft and returns its results.
    /// - Throws: `APIError`, 501, if the server cannot run scripts.
    func run() async throws -> JSONObject {
        let (trigger, script) = try await services.store.read(tenant.id) { transaction in
            let action = try transaction.action(id)
            let script = try transaction.script(
                named: action.name, content: try JSON(encoding: action.draft),
                secrets: try JSON(encoding: action.secrets))
            return (action.draft.triggers[0].id.rawValue, script)
        }
        do {
            let outcome = try await services.scripts.run(
                ScriptFlow(trigger, [script], event: event), of: tenant.id.value)
            let result = outcome.results.first ?? ScriptResult()
            var payload = result.response(total: outcome.duration)
            if !result.commands.isEmpty { payload["commands"] = .array(result.commands.map(Self.told)) }
            return payload
        } catch let unavailable as ScriptsUnavailable {
            throw APIError(501, unavailable.description, code: "not_implemented")
        }
    }

    private static func told(_ command: ScriptCommand) -> JSON {
        ["type": .string(command.type), "arguments": .array(command.arguments)]
    }
}
