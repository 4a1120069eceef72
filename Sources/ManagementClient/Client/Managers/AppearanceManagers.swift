import AppearanceAPI
import ManagementClientCore
import OrchestrationAPI
import StreamsAPI

/// The page that people log in on: `client.branding.universalLoginTemplate`.
public struct UniversalLoginTemplates: Resource {
    /// Gets the page's template.
    public let get = Branding().universalLogin
    /// Sets the page's template.
    public let set = Branding().setUniversalLogin
    /// Has the page be the usual one.
    public let delete = Branding().deleteUniversalLogin

    /// The group.
    public init() {}
}

/// What is yet to be delivered to event streams: `client.eventStreams.deliveries`.
public struct EventStreamDeliveries: OperationGroup {
    /// Lists what failed to be delivered.
    public let list = EventStreams().deliveries
    /// Gets a delivery.
    public let get = EventStreams().delivery
    /// Has deliveries be tried again.
    public let redeliver = EventStreams().redeliver
    /// Has a delivery be tried again.
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
