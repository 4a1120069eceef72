import Background
import Contract
import Events
import Model
import OrderedCollections
import Secrets
import Serving
import Storage

/// Actions that run after an event and cannot change it.
///
/// They run at least once: if the server stops meanwhile, they run again.
public struct DeferredFlow: BackgroundWork {
    public static let kind = "actions"
    public static let waitsForOthers = true

    private let services: Services

    public init(_ services: Services) { self.services = services }

    public func step(_ task: BackgroundTask) async throws -> Bool {
        guard let trigger = task.state["trigger"]?.string.flatMap(Trigger.init(rawValue:)),
            let event = task.state["event"]?.object
        else { throw StorageError.refused("the actions to run are not known") }
        let outcome = try await ActionFlow(trigger, of: task.tenant, event: event, services).run()
        try await services.store.write(task.tenant) { transaction in
            if let execution = outcome.execution { try transaction.record(execution) }
            try transaction.finish(task)
        }
        return false
    }

    public func didFailPermanently(_ task: BackgroundTask, _ error: any Error) async throws {
        services.logger.error("actions were given up", metadata: ["task": "\(task.id)", "error": "\(error)"])
        try await services.store.write(task.tenant) { try $0.finish(task) }
    }
}

/// Enqueues the actions of a trigger that run after an event.
public struct DeferredActions: Sendable {
    private let id: String
    private let trigger: Trigger
    private let request: JSON
    private let now: Timestamp

    /// - Parameter request: the request that causes the event, as actions see it.
    /// - Returns: `nil` if the trigger has no scripts.
    public init?(_ trigger: Trigger, _ tenant: TenantContext, _ services: Services, request: JSON, at now: Timestamp) {
        guard tenant.runs(trigger) else { return nil }
        id = "actions_\(services.random.objectIdentifier(at: now))"
        self.trigger = trigger
        self.request = request
        self.now = now
    }

    /// Enqueues the actions for a user's new password.
    public func enqueue(
        passwordOf user: UserDocument, _ identity: IdentityRow, in transaction: Transaction
    ) throws {
        guard let connection = try transaction.connection(named: identity.connection) else { return }
        let seen = (user.seenByActions.object ?? [:]).filter { Self.seen.contains($0.key) }
        try enqueue(["user": .object(seen), "connection": connection.seenByActions], in: transaction)
    }

    private static let seen: Set<String> = [
        "email", "email_verified", "last_password_reset", "phone_number", "phone_verified", "user_id", "username",
    ]

    /// Enqueues the actions, which run after the transaction is committed.
    public func enqueue(_ event: JSONObject, in transaction: Transaction) throws {
        var event = event
        event["request"] = request
        try transaction.enqueue(
            DeferredFlow.kind, id: id, ["trigger": .string(trigger.rawValue), "event": .object(event)])
    }
}
