import Contract
import ManagementClientCore

/// Streams that take the tenant's log elsewhere.
public struct LogStreams: Resource {
    public let list = Endpoint(
        .get, "/log-streams", "List log streams", scopes: "read:log_streams", returns: [LogStream].self)

    public let create = Endpoint(
        .post, "/log-streams", "Create a log stream", scopes: "create:log_streams", body: LogStreamDraft.self,
        returns: LogStream.self)

    public let get = Endpoint(
        .get, "/log-streams/{id}", "Get a log stream", scopes: "read:log_streams", at: ID<LogStream>.self,
        returns: LogStream.self)

    public let update = Endpoint(
        .patch, "/log-streams/{id}", "Update a log stream", scopes: "update:log_streams", at: ID<LogStream>.self,
        body: Changes<LogStreamDraft>.self, returns: LogStream.self)

    public let delete = Endpoint(
        .delete, "/log-streams/{id}", "Delete a log stream", scopes: "delete:log_streams", status: 204,
        at: ID<LogStream>.self)

    public init() {}
}

extension ManagementClient {
    public var logStreams: ResourceClient<LogStreams> { ResourceClient(self) }
}
