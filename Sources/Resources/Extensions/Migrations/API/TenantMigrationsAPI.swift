import Contract
import ManagementClientCore

/// The flags of the migrations that the tenant has enabled.
public struct MigrationFlags: Codable, Hashable, Sendable {
    public var flags: [String: Bool]

    public init(flags: [String: Bool]) { self.flags = flags }
}

/// The tenant's migrations. Auth0 has retired this resource.
public struct TenantMigrations: Resource {
    /// Gets the tenant's migrations.
    ///
    /// `GET /migrations`, with the scope `read:tenant_settings`. Refused with 400, 401, 403 or 429.
    public let get = Endpoint(
        .get, "/migrations", "Get the tenant's migrations", scopes: "read:tenant_settings",
        returns: MigrationFlags.self)

    /// Sets flags; flags that are not named stay unchanged.
    ///
    /// `PATCH /migrations`, with the scope `update:tenant_settings`. Refused with 400, 401, 403 or 429.
    public let update = Endpoint(
        .patch, "/migrations", "Update the tenant's migrations", scopes: "update:tenant_settings",
        body: MigrationFlags.self, returns: MigrationFlags.self)

    public init() {}
}

extension ManagementClient {
    /// The tenant's migrations. Auth0 has retired this resource.
    public var migrations: ResourceClient<TenantMigrations> { ResourceClient(self) }
}
