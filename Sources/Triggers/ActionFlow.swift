import Contract
import Events
import Foundation
import Scripts
import Secrets
import Serving
import Storage

/// The rules, hooks and actions of a trigger, about to run.
public struct ActionFlow: Sendable {
    private let trigger: Trigger
    private let event: JSON
    private let tenant: TenantID
    private let services: Services

    /// - Parameter event: what the actions see, but for their secrets.
    public init(_ trigger: Trigger, of tenant: TenantID, event: JSONObject, _ services: Services) {
        var event = event
        event["tenant"] = ["id": .string(tenant.value)]
        event["configuration"] = [:]
        self.trigger = trigger
        self.event = .object(event)
        self.tenant = tenant
        self.services = services
    }

    /// Runs them.
    ///
    /// Nothing is changed by that. Whoever asked has to do what they want, and to write down what came of them.
    public func run() async throws -> FlowOutcome {
        let scripts = try await services.store.read(tenant) { [trigger] in try $0.boundScripts(at: trigger) }
        let start = services.clock.now
        let id = ActionExecutionRow.identifier(services.random, at: start)
        guard !scripts.isEmpty else { return FlowOutcome(execution: nil, results: []) }
        var outcome: ScriptOutcome
        do {
            let flow = ScriptFlow(trigger.rawValue, scripts.map(\.script), event: event)
            outcome = try await services.scripts.run(flow, of: tenant.value)
        } catch let unavailable as ScriptsUnavailable {
            services.logger.error("\(unavailable)", metadata: ["trigger": "\(trigger.rawValue)"])
            var result = ScriptResult()
            result.error = ScriptError(message: unavailable.description)
            outcome = ScriptOutcome(results: [result], duration: 0)
        }
        // What is kept tells of actions alone, as at Auth0.
        let ran = zip(scripts, outcome.results).filter { $0.0.isAction }
        guard !ran.isEmpty else { return FlowOutcome(execution: nil, results: outcome.results) }
        let results: [JSON] = ran.map { action, result in
            ActionExecutionRow.result(action, result, total: outcome.duration, from: start)
        }
        let failed = ran.contains { $0.1.error != nil }
        let execution = ActionExecutionRow(
            id: id, trigger: trigger.rawValue, status: failed ? "partial" : "final", results: results,
            createdAt: start, updatedAt: start + .milliseconds(outcome.duration))
        return FlowOutcome(execution: execution, results: outcome.results)
    }
}
