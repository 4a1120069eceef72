import Contract
import ManagementClientCore

/// The event feed: changes in the tenant, live and from the last days.
public struct EventFeed: Resource {
    /// Streams events as long as the connection is open; `ManagementClient` reads it with `subscribe`.
    ///
    /// `GET /events`, with the scope `read:events`. Refused with 400, 401, 403, 410 or 429.
    package let subscribe = Endpoint(
        .get, "/events", "Subscribe to events by server-sent events", scopes: "read:events",
        query: EventFeedQuery.self, returns: EventFeedMessage.self)

    /// Creates the resource, for use with a client.
    public init() {}
}

extension ManagementClient {
    /// The feed of changes in the tenant.
    public var events: ResourceClient<EventFeed> { ResourceClient(self) }
}

extension ResourceClient<EventFeed> {
    /// Subscribes to changes in the tenant; the sequence never ends by itself.
    ///
    /// ```swift
    /// for try await message in client.events.subscribe(.init([.userCreated, .userDeleted])) {
    ///     if let event = message.event { print(event) }
    ///     remember(message.offset)
    /// }
    /// ```
    ///
    /// If the connection ends, the client reconnects and continues after the last message. After a restart, a program
    /// continues with `from` set to the last `offset` that it received; messages of type `offset-only` contain no
    /// event, only a newer offset.
    ///
    /// `GET /events`, with the scope `read:events`. Refused with 400, 401, 403, 410 or 429.
    /// - Parameter query: The starting point and the types of events; by default all events from now on.
    /// - Returns: The messages. The iterator throws `ManagementError` if the server responds with an error, such as 410
    ///   for an expired offset, or if it stays unreachable after all retries.
    public func subscribe(_ query: EventFeedQuery = EventFeedQuery()) -> EventFeedMessages {
        EventFeedMessages(EventSource(client, EventFeed().subscribe), query)
    }
}
