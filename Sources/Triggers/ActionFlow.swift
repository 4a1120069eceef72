import Contract
import Events
import Foundation
import Scripts
import Secrets
import Serving
import Storage

/// A run of the rules, hooks and actions of a trigger.
public struct ActionFlow: Sendable {
    private let trigger: Trigger
    private let event: JSON
    private let tenant: TenantID
    private let services: Services
    private let earlier: FlowProgress?
    private let canRedirect: Bool

    /// - Parameters:
    ///   - event: the event that the actions see, without their secrets.
    ///   - earlier: the progress of a suspended run; `nil` for a new one.
    ///   - canRedirect: whether actions can redirect the user.
    public init(
        _ trigger: Trigger, of tenant: TenantID, event: JSONObject, after earlier: FlowProgress? = nil,
        canRedirect: Bool = false, _ services: Services
    ) {
        var event = event
        event["tenant"] = ["id": .string(tenant.value)]
        event["configuration"] = [:]
        self.trigger = trigger
        self.event = .object(event)
        self.tenant = tenant
        self.services = services
        self.earlier = earlier
        self.canRedirect = canRedirect
    }

    /// Runs the scripts.
    ///
    /// This changes no data. The caller must apply the outcome and record the execution.
    public func run() async throws -> FlowOutcome {
        let start = services.clock.now
        let (scripts, before) = try await services.store.read(tenant) { [trigger, earlier] transaction in
            let before = try earlier?.execution.flatMap { try transaction.actionExecution($0, at: start) }
            return (try transaction.boundScripts(at: trigger), before)
        }
        let (left, continuation) = earlier?.remaining(of: scripts) ?? (scripts, nil)
        let outcome = try await outcome(of: left, continuation)
        let ran = Array(left.prefix(outcome.results.count))
        let execution = execution(of: ran, outcome, after: before, from: start)
        var flow = FlowOutcome(execution: execution, ran: ran, results: outcome.results, after: earlier)
        if canRedirect, flow.destination != nil { flow.execution?.status = "suspended" }
        return flow
    }

    private func outcome(of scripts: [BoundScript], _ continuation: ScriptContinuation?) async throws -> ScriptOutcome {
        guard !scripts.isEmpty else { return ScriptOutcome(results: [], duration: 0) }
        do {
            let flow = ScriptFlow(
                trigger.rawValue, scripts.map(\.script), event: event, canRedirect: canRedirect,
                continuation: continuation)
            return try await services.scripts.run(flow, of: tenant.value)
        } catch let unavailable as ScriptsUnavailable {
            services.logger.error("\(unavailable)", metadata: ["trigger": "\(trigger.rawValue)"])
            var result = ScriptResult()
            result.error = ScriptError(message: unavailable.description)
            return ScriptOutcome(results: [result], duration: 0)
        }
    }

    /// Returns the execution to store, which contains only actions, as at Auth0.
    /// - Parameter before: the stored execution of the actions that ran earlier.
    private func execution(
        of scripts: [BoundScript], _ outcome: ScriptOutcome, after before: ActionExecutionRow?, from start: Timestamp
    ) -> ActionExecutionRow? {
        let ran = zip(scripts, outcome.results).filter { $0.0.isAction }
        guard !ran.isEmpty || before != nil else { return nil }
        let results: [JSON] = ran.map { action, result in
            ActionExecutionRow.result(action, result, total: outcome.duration, from: start)
        }
        let failed = ran.contains { $0.1.error != nil }
        return ActionExecutionRow(
            id: before?.id ?? ActionExecutionRow.identifier(services.random, at: start), trigger: trigger.rawValue,
            status: failed ? "partial" : "final", results: (before?.results ?? []) + results,
            createdAt: before?.createdAt ?? start, updatedAt: start + .milliseconds(outcome.duration))
    }
}
