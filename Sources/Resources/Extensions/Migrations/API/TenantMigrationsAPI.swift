import Contract
import ManagementClientCore

/// Which changes of Auth0's the tenant has gone along with.
public struct MigrationFlags: Codable, Hashable, Sendable {
    public var flags: [String: Bool]

    public init(flags: [String: Bool]) { self.flags = flags }
}

/// The tenant's migrations. Auth0 has retired it.
public struct TenantMigrations: Resource {
    public let get = Endpoint(
        .get, "/migrations", "Get the tenant's migrations", scopes: "read:tenant_settings",
        returns: MigrationFlags.self)

    /// Sets flags; those that are not mentioned stay as they are.
    public let update = Endpoint(
        .patch, "/migrations", "Update the tenant's migrations", scopes: "update:tenant_settings",
        body: MigrationFlags.self, returns: MigrationFlags.self)

    public init() {}
}

extension ManagementClient {
    public var migrations: ResourceClient<TenantMigrations> { ResourceClient(self) }
}
