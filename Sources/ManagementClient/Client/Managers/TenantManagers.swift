import ManagementClientCore
import TenantAPI

/// The provider through which a tenant sends mails: `client.emailProvider`.
public struct EmailProviders: Resource {
    /// Gets the provider, without its credentials.
    ///
    /// `GET /emails/provider`, with the scope `read:email_provider`. Refused with 400, 401, 403, 404 or 429.
    public let get = Emails().getProvider
    /// Sets the provider.
    ///
    /// `POST /emails/provider`, with the scope `create:email_provider`. Refused with 400, 401, 403, 409 or 429.
    public let configure = Emails().createProvider
    /// Changes the provider.
    ///
    /// `PATCH /emails/provider`, with the scope `update:email_provider`. Refused with 400, 401, 403, 404, 409 or
    /// 429.
    public let update = Emails().updateProvider
    /// Has mails go through no provider of the tenant's own.
    ///
    /// `DELETE /emails/provider`, with the scope `delete:email_provider`. Refused with 400, 401, 403, 404 or 429.
    public let delete = Emails().deleteProvider

    /// The group.
    public init() {}
}

/// What holds for a tenant as a whole: `client.tenant`.
public struct TenantOwnSettings: Resource {
    /// Gets the tenant's settings.
    ///
    /// `GET /tenants/settings`, with the scope `read:tenant_settings`. Refused with 400, 401, 403 or 429.
    public let getSettings = Tenants().settings
    /// Changes the tenant's settings.
    ///
    /// `PATCH /tenants/settings`, with the scope `update:tenant_settings`. Refused with 400, 401, 403 or 429.
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
