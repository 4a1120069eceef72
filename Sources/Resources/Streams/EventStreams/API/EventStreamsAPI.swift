import Contract
import ManagementClientCore

/// Streams that tell other programs of what changes in the tenant.
public struct EventStreams: Resource {
    public let list = Endpoint(
        .get, "/event-streams", "List event streams", scopes: "read:event_streams", query: NextPageQuery.self,
        returns: Page<EventStream>.self)

    public let create = Endpoint(
        .post, "/event-streams", "Create an event stream", scopes: "create:event_streams", status: 201,
        body: EventStreamDraft.self, returns: EventStream.self)

    public let get = Endpoint(
        .get, "/event-streams/{id}", "Get an event stream", scopes: "read:event_streams", at: ID<EventStream>.self,
        returns: EventStream.self)

    public let update = Endpoint(
        .patch, "/event-streams/{id}", "Update an event stream", scopes: "update:event_streams",
        at: ID<EventStream>.self, body: Changes<EventStreamDraft>.self, returns: EventStream.self)

    public let delete = Endpoint(
        .delete, "/event-streams/{id}", "Delete an event stream", scopes: "delete:event_streams", status: 204,
        at: ID<EventStream>.self)

    /// Events that could not be delivered.
    public let deliveries = Endpoint(
        .get, "/event-streams/{id}/deliveries", "List an event stream's failed deliveries",
        scopes: "read:event_streams", "read:event_deliveries", at: ID<EventStream>.self,
        query: EventDeliveryFilter.self, returns: Page<EventDelivery>.self)

    public let delivery = Endpoint(
        .get, "/event-streams/{id}/deliveries/{event_id}", "Get an event's delivery", scopes: "read:event_deliveries",
        at: Nested<EventStream, EventDelivery>.self, returns: EventDelivery.self)

    /// Has events delivered again that could not be.
    public let redeliver = Endpoint(
        .post, "/event-streams/{id}/redeliver", "Redeliver failed events", scopes: "update:event_deliveries",
        status: 202, at: ID<EventStream>.self, body: EventRedelivery.self, returns: EventRedelivery.self)

    /// Has an event delivered again that could not be.
    public let redeliverOne = Endpoint(
        .post, "/event-streams/{id}/redeliver/{event_id}", "Redeliver a failed event",
        scopes: "update:event_deliveries", status: 202, at: Nested<EventStream, EventDelivery>.self)

    /// Sends a made-up event.
    public let test = Endpoint(
        .post, "/event-streams/{id}/test", "Send a test event", scopes: "update:event_streams", status: 202,
        at: ID<EventStream>.self, body: TestEventDraft.self, returns: EventDelivery.self)

    /// How many events were delivered, and how many were not, on each of the last days.
    public let stats = Endpoint(
        .get, "/event-streams/{id}/stats", "Get an event stream's statistics", scopes: "read:event_streams",
        at: ID<EventStream>.self, returns: EventStreamStats.self)

    public init() {}
}

extension ManagementClient {
    public var eventStreams: ResourceClient<EventStreams> { ResourceClient(self) }
}
