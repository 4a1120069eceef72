import Contract
import Events
import Model
import OrderedCollections
import Serving
import Storage

/// A user who is about to be made, and what the tenant's actions say of that.
public struct Registration: Sendable {
    /// The user, with the metadata that the actions give.
    public private(set) var creation: UserCreation
    /// What the actions want, where some ran.
    public private(set) var flow: FlowOutcome?
    /// What runs once the user is there.
    private let following: DeferredActions?
    private let client: ClientRow?

    /// Why there is to be no such user, where that is so.
    public var denial: FlowOutcome.Denial? { flow?.signupDenial }

    /// Has the actions have their say that run before a user is made.
    /// - Parameters:
    ///   - client: the application that the user signs up for; `nil` where an administrator makes the user.
    ///   - request: who asks for it, as actions see that.
    public init(
        _ creation: UserCreation, client: ClientRow? = nil, request: JSON, _ tenant: TenantContext,
        _ services: Services, at now: Timestamp
    ) async throws {
        self.creation = creation
        self.client = client
        following = DeferredActions(.postUserRegistration, tenant, services, request: request, at: now)
        guard tenant.runs(.preUserRegistration) else { return }
        var event = Self.event(creation, client)
        event["request"] = request
        let outcome = try await ActionFlow(.preUserRegistration, of: tenant.id, event: event, services).run()
        flow = outcome
        // Passwordless users get none, as at Auth0.
        guard creation.connection.isDatabase, let changes = outcome.metadataChanges else { return }
        self.creation.document.apply(changes)
    }

    /// Writes down what came of the actions, and has those run that come after. In the transaction that makes the user.
    public func conclude(in transaction: Transaction) throws {
        if let execution = flow?.execution { try transaction.record(execution) }
        try following?.enqueue(
            ["user": creation.document.seenByActions, "connection": creation.connection.seenByActions], in: transaction)
    }

    /// Writes down what came of actions that denied it, and has the log tell.
    public func refuse(_ event: LoggedEvent, _ tenant: TenantContext, _ services: Services) async throws {
        var event = event
        event.description = denial?.reason
        event.mention([flow])
        let failed = event
        try await services.store.write(tenant.id) { [flow, ids = services.logIDs] transaction in
            if let execution = flow?.execution { try transaction.record(execution) }
            try transaction.emit(failed, ids)
        }
    }

    private static func event(_ creation: UserCreation, _ client: ClientRow?) -> JSONObject {
        let unknown: Set<String> = ["user_id", "identities", "created_at", "updated_at"]
        let user = (creation.document.seenByActions.object ?? [:]).filter { !unknown.contains($0.key) }
        var event: JSONObject = ["user": .object(user), "connection": creation.connection.seenByActions]
        guard let client else { return event }
        event["client"] = client.seenByActions
        event["transaction"] = [
            "acr_values": [], "locale": "en", "requested_scopes": [], "ui_locales": [], "metadata": [:],
        ]
        return event
    }
}
