import Contract
import Events
import Model
import OrderedCollections
import Serving
import Storage

/// The registration of a new user, with the outcome of the tenant's actions.
public struct Registration: Sendable {
    /// The new user, with the metadata set by actions.
    public private(set) var creation: UserCreation
    /// The outcome of the actions; `nil` if none ran.
    public private(set) var flow: FlowOutcome?
    /// The actions that run after the user was created.
    private let following: DeferredActions?
    private let client: ClientRow?

    /// The denial of the registration; `nil` if it is allowed.
    public var denial: FlowOutcome.Denial? { flow?.signupDenial }

    /// Runs the actions of the pre-user-registration trigger.
    /// - Parameters:
    ///   - client: the application that the user signs up for; `nil` if an administrator creates the user.
    ///   - request: the request as actions see it.
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
        // Passwordless users receive no metadata, as at Auth0.
        guard creation.connection.isDatabase, let changes = outcome.metadataChanges else { return }
        self.creation.document.apply(changes)
    }

    /// Records the execution, and enqueues the actions that run afterwards. It is called in the transaction that
    /// creates the user.
    public func conclude(in transaction: Transaction) throws {
        if let execution = flow?.execution { try transaction.record(execution) }
        try following?.enqueue(
            ["user": creation.document.seenByActions, "connection": creation.connection.seenByActions], in: transaction)
    }

    /// Records the execution of actions that denied the registration, and logs the denial.
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
