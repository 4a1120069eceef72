import Contract
import Events
import Secrets
import Storage

/// What a handler is asked: checked arguments, by whom, and what to work with. It knows nothing of HTTP.
public struct Call<Path: Sendable, Query: Sendable, Body: Sendable>: Sendable {
    public let path: Path
    public let query: Query
    public let body: Body
    /// The body's members as they were sent, checked.
    public let members: JSONObject
    public let caller: Caller
    public let tenant: TenantContext
    public let services: Services
    /// Tells the log of this call.
    let record: CallRecord
    /// The last event that a caller who comes back to a stream was told of.
    public let lastEventID: String?
    /// When the call was made; one moment for all that it does.
    public let now: Timestamp

    init(
        path: Path, query: Query, body: Body, members: JSONObject, caller: Caller, tenant: TenantContext,
        services: Services, record: CallRecord, lastEventID: String? = nil
    ) {
        self.path = path
        self.query = query
        self.body = body
        self.members = members
        self.caller = caller
        self.tenant = tenant
        self.services = services
        self.record = record
        self.lastEventID = lastEventID
        now = record.date
    }

    /// Who sent the request.
    public var origin: LoggedEvent.Origin { record.origin }
    public var random: any RandomSource { services.random }

    /// Reads the tenant's rows.
    public func read<Value: Sendable>(
        _ body: @escaping @Sendable (Transaction) throws -> Value
    ) async throws -> Value { try await services.store.read(tenant.id, body) }

    /// Changes the tenant's rows; all of it, or nothing. The log tells of the call in the same transaction.
    @discardableResult
    public func write<Value: Sendable>(
        _ body: @escaping @Sendable (Transaction) throws -> Value
    ) async throws -> Value {
        let event = record.claimEvent()
        return try await services.store.write(tenant.id) { [ids = services.logIDs] transaction in
            let value = try body(transaction)
            if let event { try transaction.emit(event, ids) }
            return value
        }
    }

    /// Writes down something that happened, besides the call itself, in the transaction that makes it so.
    public func emit(_ event: LoggedEvent, in transaction: Transaction) throws {
        try transaction.emit(event, services.logIDs)
    }

    /// An event that this call makes happen.
    public func event(_ type: LogType) -> LoggedEvent {
        var event = LoggedEvent(type, at: now, from: record.origin)
        event.clientID = caller.clientID
        return event
    }
}
