import Contract
import ManagementClientCore

/// The settings of the tenant.
public struct Tenants: Resource {
    /// Gets the tenant's settings.
    ///
    /// `GET /tenants/settings`, with the scope `read:tenant_settings`. Refused with 400, 401, 403 or 429.
    public let settings = Endpoint(
        .get, "/tenants/settings", "Get the tenant's settings", scopes: "read:tenant_settings",
        query: TenantSettingsQuery.self, returns: TenantSettings.self)

    /// Updates settings. `flags` are merged; other objects are replaced as a whole, and `null` removes one.
    ///
    /// `PATCH /tenants/settings`, with the scope `update:tenant_settings`. Refused with 400, 401, 403 or 429.
    public let updateSettings = Endpoint(
        .patch, "/tenants/settings", "Update the tenant's settings", scopes: "update:tenant_settings",
        body: Patch<TenantSettings>.self, returns: TenantSettings.self)

    public init() {}
}

extension ManagementClient {
    /// The settings of the tenant.
    public var tenants: ResourceClient<Tenants> { ResourceClient(self) }
}
