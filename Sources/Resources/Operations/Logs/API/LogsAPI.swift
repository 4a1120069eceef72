import Contract
import ManagementClientCore

/// The log events of the tenant.
public struct Logs: Resource {
    /// Lists log events: by page number newest first, or after an event (`from`) in chronological order.
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
    /// The log events of the tenant.
    public var logs: ResourceClient<Logs> { ResourceClient(self) }
}
