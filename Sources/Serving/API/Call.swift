import Contract
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
    /// When the call was made; one moment for all that it does.
    public let now: Timestamp

    public init(
        path: Path, query: Query, body: Body, members: JSONObject, caller: Caller, tenant: TenantContext,
        services: Services
    ) {
        self.path = path
        self.query = query
        self.body = body
        self.members = members
        self.caller = caller
        self.tenant = tenant
        self.services = services
        now = services.clock.now
    }

    public var random: any RandomSource { services.random }

    /// Reads the tenant's rows.
    public func read<Value: Sendable>(
        _ body: @escaping @Sendable (Transaction) throws -> Value
    ) async throws -> Value { try await services.store.read(tenant.id, body) }

    /// Changes the tenant's rows; all of it, or nothing.
    @discardableResult
    public func write<Value: Sendable>(
        _ body: @escaping @Sendable (Transaction) throws -> Value
    ) async throws -> Value { try await services.store.write(tenant.id, body) }
}
