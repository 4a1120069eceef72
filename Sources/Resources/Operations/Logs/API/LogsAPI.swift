import Contract
import ManagementClientCore

/// What happened in the tenant.
public struct Logs: Resource {
    /// Events: by number, the newest first; after another (`from`), in the order in which they happened.
    public let list = Endpoint(
        .get, "/logs", "List log events", scopes: "read:logs", "read:logs_users", query: LogFilter.self,
        returns: Page<Log>.self)

    public let get = Endpoint(
        .get, "/logs/{id}", "Get a log event", scopes: "read:logs", "read:logs_users", at: ID<Log>.self,
        returns: Log.self)

    public init() {}
}

extension ManagementClient {
    public var logs: ResourceClient<Logs> { ResourceClient(self) }
}
