import Contract
import ManagementClientCore

/// What happened in the tenant.
public struct Logs: Resource {
    /// Events: by number, the newest first; after another (`from`), in the order in which they happened.
    ///
    /// `GET /logs`, with the scope `read:logs` or `read:logs_users`. Refused with 400, 401, 403 or 429.
    public let list = Endpoint(
        .get, "/logs", "List log events", scopes: "read:logs", "read:logs_users", query: LogFilter.self,
        returns: Page<Log>.self)

    /// Gets a log event.
    ///
    /// `GET /logs/{id}`, with the scope `read:logs` or `read:logs_users`. Refused with 400, 401, 403, 404 or 429.
    public let get = Endpoint(
        .get, "/logs/{id}", "Get a log event", scopes: "read:logs", "read:logs_users", at: ID<Log>.self,
        returns: Log.self)

    public init() {}
}

extension ManagementClient {
    /// What happened in the tenant.
    public var logs: ResourceClient<Logs> { ResourceClient(self) }
}
