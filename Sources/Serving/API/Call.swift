import Contract
import Events
import Secrets
import Storage

/// A call of an operation: checked arguments, the caller, and the services to use. It does not depend on HTTP.
public struct Call<Path: Sendable, Query: Sendable, Body: Sendable>: Sendable {
    public let path: Path
    public let query: Query
    public let body: Body
    /// The body's members as they were sent, after checking.
    public let members: JSONObject
    public let caller: Caller
    public let tenant: TenantContext
    public let services: Services
    /// The log record of this call.
    let record: CallRecord
    /// The identifier of the last event that the caller has received from a stream.
    public let lastEventID: String?
    /// The time of the call, which all its steps share.
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

    /// The origin of the request.
    public var origin: LoggedEvent.Origin { record.origin }
    public var random: any RandomSource { services.random }

    /// Reads the tenant's rows in a transaction.
    public func read<Value: Sendable>(
        _ body: @escaping @Sendable (Transaction) throws -> Value
    ) async throws -> Value { try await services.store.read(tenant.id, body) }

    /// Changes the tenant's rows in a transaction, which also logs the call.
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

    /// Emits an additional log event in the transaction that causes it.
    public func emit(_ event: LoggedEvent, in transaction: Transaction) throws {
        try transaction.emit(event, services.logIDs)
    }

    /// Creates a log event for the call.
    public func event(_ type: LogType) -> LoggedEvent {
        var event = LoggedEvent(type, at: now, from: record.origin)
        event.clientID = caller.clientID
        return event
    }
}
