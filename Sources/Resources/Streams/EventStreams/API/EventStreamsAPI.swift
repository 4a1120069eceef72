import Contract
import ManagementClientCore

/// Event streams, which send changes in the tenant to destinations.
public struct EventStreams: Resource {
    /// Lists event streams.
    ///
    /// `GET /event-streams`, with the scope `read:event_streams`. Refused with 400, 401, 403 or 429.
    public let list = Endpoint(
        .get, "/event-streams", "List event streams", scopes: "read:event_streams", query: NextPageQuery.self,
        returns: Page<EventStream>.self)

    /// Creates an event stream.
    ///
    /// `POST /event-streams`, with the scope `create:event_streams`. Refused with 400, 401, 403, 409 or 429.
    public let create = Endpoint(
        .post, "/event-streams", "Create an event stream", scopes: "create:event_streams", status: 201,
        body: EventStreamDraft.self, returns: EventStream.self)

    /// Gets an event stream.
    ///
    /// `GET /event-streams/{id}`, with the scope `read:event_streams`. Refused with 401, 403, 404 or 429.
    public let get = Endpoint(
        .get, "/event-streams/{id}", "Get an event stream", scopes: "read:event_streams", at: ID<EventStream>.self,
        returns: EventStream.self)

    /// Updates an event stream.
    ///
    /// `PATCH /event-streams/{id}`, with the scope `update:event_streams`. Refused with 400, 401, 403 or 429.
    public let update = Endpoint(
        .patch, "/event-streams/{id}", "Update an event stream", scopes: "update:event_streams",
        at: ID<EventStream>.self, body: Patch<EventStreamDraft>.self, returns: EventStream.self)

    /// Deletes an event stream.
    ///
    /// `DELETE /event-streams/{id}`, with the scope `delete:event_streams`. Refused with 400, 401, 403 or 429.
    public let delete = Endpoint(
        .delete, "/event-streams/{id}", "Delete an event stream", scopes: "delete:event_streams", status: 204,
        at: ID<EventStream>.self)

    /// Lists failed deliveries.
    ///
    /// `GET /event-streams/{id}/deliveries`, with the scope `read:event_streams` or `read:event_deliveries`.
    /// Refused with 400, 401, 403, 404 or 429.
    public let deliveries = Endpoint(
        .get, "/event-streams/{id}/deliveries", "List an event stream's failed deliveries",
        scopes: "read:event_streams", "read:event_deliveries", at: ID<EventStream>.self,
        query: EventDeliveryFilter.self, returns: Page<EventDelivery>.self)

    /// Gets an event's delivery.
    ///
    /// `GET /event-streams/{id}/deliveries/{event_id}`, with the scope `read:event_deliveries`. Refused with 401,
    /// 403, 404 or 429.
    public let delivery = Endpoint(
        .get, "/event-streams/{id}/deliveries/{event_id}", "Get an event's delivery", scopes: "read:event_deliveries",
        at: Nested<EventStream, EventDelivery>.self, returns: EventDelivery.self)

    /// Redelivers failed events.
    ///
    /// `POST /event-streams/{id}/redeliver`, with the scope `update:event_deliveries`. Refused with 401, 403, 404,
    /// 409 or 429.
    public let redeliver = Endpoint(
        .post, "/event-streams/{id}/redeliver", "Redeliver failed events", scopes: "update:event_deliveries",
        status: 202, at: ID<EventStream>.self, body: EventRedelivery.self, returns: EventRedelivery.self)

    /// Redelivers a failed event.
    ///
    /// `POST /event-streams/{id}/redeliver/{event_id}`, with the scope `update:event_deliveries`. Refused with 401,
    /// 403, 404, 409 or 429.
    public let redeliverOne = Endpoint(
        .post, "/event-streams/{id}/redeliver/{event_id}", "Redeliver a failed event",
        scopes: "update:event_deliveries", status: 202, at: Nested<EventStream, EventDelivery>.self)

    /// Sends a test event.
    ///
    /// `POST /event-streams/{id}/test`, with the scope `update:event_streams`. Refused with 401, 403 or 429.
    public let test = Endpoint(
        .post, "/event-streams/{id}/test", "Send a test event", scopes: "update:event_streams", status: 202,
        at: ID<EventStream>.self, body: TestEventDraft.self, returns: EventDelivery.self)

    /// Gets the numbers of delivered and failed events on each of the last days.
    ///
    /// `GET /event-streams/{id}/stats`, with the scope `read:event_streams`. Refused with 400, 401, 403 or 429.
    public let stats = Endpoint(
        .get, "/event-streams/{id}/stats", "Get an event stream's statistics", scopes: "read:event_streams",
        at: ID<EventStream>.self, returns: EventStreamStats.self)

    public init() {}
}

extension ManagementClient {
    /// Event streams, which send changes in the tenant to destinations.
    public var eventStreams: ResourceClient<EventStreams> { ResourceClient(self) }
}
