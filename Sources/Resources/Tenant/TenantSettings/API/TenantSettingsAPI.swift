import Contract
import ManagementClientCore

/// What holds for the tenant as a whole.
public struct Tenants: Resource {
    public let settings = Endpoint(
        .get, "/tenants/settings", "Get the tenant's settings", scopes: "read:tenant_settings",
        query: TenantSettingsQuery.self, returns: TenantSettings.self)

    /// Changes settings. `flags` are merged; other objects are replaced as a whole, and `null` takes one away.
    public let updateSettings = Endpoint(
        .patch, "/tenants/settings", "Update the tenant's settings", scopes: "update:tenant_settings",
        body: Changes<TenantSettings>.self, returns: TenantSettings.self)

    public init() {}
}

extension ManagementClient {
    public var tenants: ResourceClient<Tenants> { ResourceClient(self) }
}
