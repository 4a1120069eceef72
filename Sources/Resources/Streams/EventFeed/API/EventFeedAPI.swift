import Contract
import ManagementClientCore

/// What changes in the tenant, as it happens and for the last days.
public struct EventFeed: Resource {
    /// Tells of changes for as long as it is open; `ManagementClient` reads it by `subscribe`.
    ///
    /// `GET /events`, with the scope `read:events`. Refused with 400, 401, 403, 410 or 429.
    package let subscribe = Endpoint(
        .get, "/events", "Subscribe to events by server-sent events", scopes: "read:events",
        query: EventFeedQuery.self, returns: EventFeedMessage.self)

    /// Makes the resource, for those who bind it to a client.
    public init() {}
}

extension ManagementClient {
    /// What changes in the tenant.
    public var events: ResourceClient<EventFeed> { ResourceClient(self) }
}

extension ResourceClient<EventFeed> {
    /// Follows what changes in the tenant, without end.
    ///
    /// ```swift
    /// for try await message in client.events.subscribe(.init([.userCreated, .userDeleted])) {
    ///     if let event = message.event { print(event) }
    ///     remember(message.offset)
    /// }
    /// ```
    ///
    /// Where the connection ends, it is made again, and goes on after the last message. A program that is started again
    /// goes on where it was by `from`, with the last `offset` that it was told; messages of type `offset-only` bring no
    /// event, and an offset that is newer.
    ///
    /// `GET /events`, with the scope `read:events`. Refused with 400, 401, 403, 410 or 429.
    /// - Parameter query: Where to begin, and what to be told of: by default, everything from now on.
    /// - Returns: The messages. Reading them throws `ManagementError`: where the server refuses, among others with 410 for an
    ///   offset that is too old, or where it cannot be reached as often as calls are tried again.
    public func subscribe(_ query: EventFeedQuery = EventFeedQuery()) -> EventFeedMessages {
        EventFeedMessages(EventSource(client, EventFeed().subscribe), query)
    }
}
