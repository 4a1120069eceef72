import ManagementClientCore
import TenantAPI

/// The email provider of a tenant: `client.emailProvider`.
public struct EmailProviders: Resource {
    /// Gets the provider, without its credentials.
    ///
    /// `GET /emails/provider`, with the scope `read:email_provider`. Refused with 400, 401, 403, 404 or 429.
    public let get = Emails().getProvider
    /// Configures the provider.
    ///
    /// `POST /emails/provider`, with the scope `create:email_provider`. Refused with 400, 401, 403, 409 or 429.
    public let configure = Emails().createProvider
    /// Updates the provider.
    ///
    /// `PATCH /emails/provider`, with the scope `update:email_provider`. Refused with 400, 401, 403, 404, 409 or
    /// 429.
    public let update = Emails().updateProvider
    /// Deletes the provider.
    ///
    /// `DELETE /emails/provider`, with the scope `delete:email_provider`. Refused with 400, 401, 403, 404 or 429.
    public let delete = Emails().deleteProvider

    /// Creates the group.
    public init() {}
}

/// The settings of a tenant: `client.tenant`.
public struct TenantOwnSettings: Resource {
    /// Gets the tenant's settings.
    ///
    /// `GET /tenants/settings`, with the scope `read:tenant_settings`. Refused with 400, 401, 403 or 429.
    public let getSettings = Tenants().settings
    /// Updates the tenant's settings.
    ///
    /// `PATCH /tenants/settings`, with the scope `update:tenant_settings`. Refused with 400, 401, 403 or 429.
    public let updateSettings = Tenants().updateSettings

    /// Creates the group.
    public init() {}
}

extension ManagementClient {
    /// The email provider of the tenant.
    public var emailProvider: ResourceClient<EmailProviders> { ResourceClient<EmailProviders>(self) }
    /// The settings of the tenant.
    public var tenant: ResourceClient<TenantOwnSettings> { ResourceClient<TenantOwnSettings>(self) }
}
