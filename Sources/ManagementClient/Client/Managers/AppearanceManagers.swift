import AppearanceAPI
import ManagementClientCore
import OrchestrationAPI
import StreamsAPI

/// The template of login pages: `client.branding.universalLoginTemplate`.
public struct UniversalLoginTemplates: Resource {
    /// Gets the template of login pages.
    ///
    /// `GET /branding/templates/universal-login`, with the scope `read:branding`. Refused with 401, 402, 403, 404
    /// or 429.
    public let get = Branding().universalLogin
    /// Sets the template of login pages.
    ///
    /// `PUT /branding/templates/universal-login`, with the scope `update:branding`. Refused with 400, 401, 402,
    /// 403, 409 or 429.
    public let set = Branding().setUniversalLogin
    /// Deletes the template, which restores the default page.
    ///
    /// `DELETE /branding/templates/universal-login`, with the scope `delete:branding`. Refused with 401, 402, 403
    /// or 429.
    public let delete = Branding().deleteUniversalLogin

    /// Creates the group.
    public init() {}
}

/// The deliveries of event streams: `client.eventStreams.deliveries`.
public struct EventStreamDeliveries: OperationGroup {
    /// Lists failed deliveries.
    ///
    /// `GET /event-streams/{id}/deliveries`, with the scope `read:event_streams` or `read:event_deliveries`.
    /// Refused with 400, 401, 403, 404 or 429.
    public let list = EventStreams().deliveries
    /// Gets a delivery.
    ///
    /// `GET /event-streams/{id}/deliveries/{event_id}`, with the scope `read:event_deliveries`. Refused with 401,
    /// 403, 404 or 429.
    public let get = EventStreams().delivery
    /// Redelivers failed events.
    ///
    /// `POST /event-streams/{id}/redeliver`, with the scope `update:event_deliveries`. Refused with 401, 403, 404,
    /// 409 or 429.
    public let redeliver = EventStreams().redeliver
    /// Redelivers a failed event.
    ///
    /// `POST /event-streams/{id}/redeliver/{event_id}`, with the scope `update:event_deliveries`. Refused with 401,
    /// 403, 404, 409 or 429.
    public let redeliverOne = EventStreams().redeliverOne

    /// Creates the group.
    public init() {}
}

extension ResourceClient where Of == Branding {
    /// The template of login pages.
    public var universalLoginTemplate: ResourceClient<UniversalLoginTemplates> {
        ResourceClient<UniversalLoginTemplates>(client)
    }
    /// The colors, fonts and borders of pages.
    public var themes: ResourceClient<BrandingThemes> { ResourceClient<BrandingThemes>(client) }
    /// The providers of messages to phones.
    public var phoneProviders: ResourceClient<AppearanceAPI.PhoneProviders> {
        ResourceClient<AppearanceAPI.PhoneProviders>(client)
    }
    /// The templates of messages to phones.
    public var phoneTemplates: ResourceClient<AppearanceAPI.PhoneTemplates> {
        ResourceClient<AppearanceAPI.PhoneTemplates>(client)
    }
}

extension ResourceClient where Of == Flows {
    /// The executions of flows.
    public var executions: ResourceClient<FlowExecutions> { ResourceClient<FlowExecutions>(client) }
    /// The vault connections with which flows access external services.
    public var vault: ResourceClient<FlowVault> { ResourceClient<FlowVault>(client) }
}

extension ResourceClient where Of == EventStreams {
    /// The deliveries of event streams.
    public var deliveries: ResourceClient<EventStreamDeliveries> { ResourceClient<EventStreamDeliveries>(client) }
}
