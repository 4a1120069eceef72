import ManagementClientCore
import TenantAPI

/// The provider through which a tenant sends mails: `client.emailProvider`.
public struct EmailProviders: Resource {
    /// Gets the provider, without its credentials.
    public let get = Emails().getProvider
    /// Sets the provider.
    public let configure = Emails().createProvider
    /// Changes the provider.
    public let update = Emails().updateProvider
    /// Has mails go through no provider of the tenant's own.
    public let delete = Emails().deleteProvider

    /// The group.
    public init() {}
}

/// What holds for a tenant as a whole: `client.tenant`.
public struct TenantOwnSettings: Resource {
    /// Gets the tenant's settings.
    public let getSettings = Tenants().settings
    /// Changes the tenant's settings.
    public let updateSettings = Tenants().updateSettings

    /// The group.
    public init() {}
}

extension ManagementClient {
    /// The provider through which a tenant sends mails.
    public var emailProvider: ResourceClient<EmailProviders> { ResourceClient<EmailProviders>(self) }
    /// What holds for a tenant as a whole.
    public var tenant: ResourceClient<TenantOwnSettings> { ResourceClient<TenantOwnSettings>(self) }
}
