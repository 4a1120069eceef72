import AppearanceAPI
import ManagementClientCore
import OrchestrationAPI
import StreamsAPI

/// The page that people log in on: `client.branding.universalLoginTemplate`.
public struct UniversalLoginTemplates: Resource {
    /// Gets the page's template.
    ///
    /// `GET /branding/templates/universal-login`, with the scope `read:branding`. Refused with 401, 402, 403, 404
    /// or 429.
    public let get = Branding().universalLogin
    /// Sets the page's template.
    ///
    /// `PUT /branding/templates/universal-login`, with the scope `update:branding`. Refused with 400, 401, 402,
    /// 403, 409 or 429.
    public let set = Branding().setUniversalLogin
    /// Has the page be the usual one.
    ///
    /// `DELETE /branding/templates/universal-login`, with the scope `delete:branding`. Refused with 401, 402, 403
    /// or 429.
    public let delete = Branding().deleteUniversalLogin

    /// The group.
    public init() {}
}

/// What is yet to be delivered to event streams: `client.eventStreams.deliveries`.
public struct EventStreamDeliveries: OperationGroup {
    /// Lists what failed to be delivered.
    ///
    /// `GET /event-streams/{id}/deliveries`, with the scope `read:event_streams` or `read:event_deliveries`.
    /// Refused with 400, 401, 403, 404 or 429.
    public let list = EventStreams().deliveries
    /// Gets a delivery.
    ///
    /// `GET /event-streams/{id}/deliveries/{event_id}`, with the scope `read:event_deliveries`. Refused with 401,
    /// 403, 404 or 429.
    public let get = EventStreams().delivery
    /// Has deliveries be tried again.
    ///
    /// `POST /event-streams/{id}/redeliver`, with the scope `update:event_deliveries`. Refused with 401, 403, 404,
    /// 409 or 429.
    public let redeliver = EventStreams().redeliver
    /// Has a delivery be tried again.
    ///
    /// `POST /event-streams/{id}/redeliver/{event_id}`, with the scope `update:event_deliveries`. Refused with 401,
    /// 403, 404, 409 or 429.
    public let redeliverOne = EventStreams().redeliverOne

    /// The group.
    public init() {}
}

extension ResourceClient where Of == Branding {
    /// The page that people log in on.
    public var universalLoginTemplate: ResourceClient<UniversalLoginTemplates> {
        ResourceClient<UniversalLoginTemplates>(client)
    }
    /// The colours, fonts and borders of pages.
    public var themes: ResourceClient<BrandingThemes> { ResourceClient<BrandingThemes>(client) }
    /// The providers through which messages are sent.
    public var phoneProviders: ResourceClient<AppearanceAPI.PhoneProviders> {
        ResourceClient<AppearanceAPI.PhoneProviders>(client)
    }
    /// What messages say.
    public var phoneTemplates: ResourceClient<AppearanceAPI.PhoneTemplates> {
        ResourceClient<AppearanceAPI.PhoneTemplates>(client)
    }
}

extension ResourceClient where Of == Flows {
    /// The runs of flows.
    public var executions: ResourceClient<FlowExecutions> { ResourceClient<FlowExecutions>(client) }
    /// What flows connect to others with.
    public var vault: ResourceClient<FlowVault> { ResourceClient<FlowVault>(client) }
}

extension ResourceClient where Of == EventStreams {
    /// What is yet to be delivered to event streams.
    public var deliveries: ResourceClient<EventStreamDeliveries> { ResourceClient<EventStreamDeliveries>(client) }
}
