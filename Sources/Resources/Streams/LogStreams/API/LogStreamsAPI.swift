import Contract
import ManagementClientCore

/// Log streams, which export the tenant's log events.
public struct LogStreams: Resource {
    /// Lists log streams.
    ///
    /// `GET /log-streams`, with the scope `read:log_streams`. Refused with 401, 403, 404 or 429.
    public let list = Endpoint(
        .get, "/log-streams", "List log streams", scopes: "read:log_streams", returns: [LogStream].self)

    /// Creates a log stream.
    ///
    /// `POST /log-streams`, with the scope `create:log_streams`. Refused with 400, 401, 403, 409 or 429.
    public let create = Endpoint(
        .post, "/log-streams", "Create a log stream", scopes: "create:log_streams", body: LogStreamDraft.self,
        returns: LogStream.self)

    /// Gets a log stream.
    ///
    /// `GET /log-streams/{id}`, with the scope `read:log_streams`. Refused with 401, 403, 404 or 429.
    public let get = Endpoint(
        .get, "/log-streams/{id}", "Get a log stream", scopes: "read:log_streams", at: ID<LogStream>.self,
        returns: LogStream.self)

    /// Updates a log stream.
    ///
    /// `PATCH /log-streams/{id}`, with the scope `update:log_streams`. Refused with 400, 401, 403 or 429.
    public let update = Endpoint(
        .patch, "/log-streams/{id}", "Update a log stream", scopes: "update:log_streams", at: ID<LogStream>.self,
        body: Patch<LogStreamDraft>.self, returns: LogStream.self)

    /// Deletes a log stream.
    ///
    /// `DELETE /log-streams/{id}`, with the scope `delete:log_streams`. Refused with 400, 401, 403, 404 or 429.
    public let delete = Endpoint(
        .delete, "/log-streams/{id}", "Delete a log stream", scopes: "delete:log_streams", status: 204,
        at: ID<LogStream>.self)

    public init() {}
}

extension ManagementClient {
    /// Log streams, which export the tenant's log events.
    public var logStreams: ResourceClient<LogStreams> { ResourceClient(self) }
}
