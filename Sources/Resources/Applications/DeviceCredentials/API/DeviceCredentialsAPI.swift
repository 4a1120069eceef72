import Contract
import ManagementClientCore

/// What users' devices prove themselves with.
public struct DeviceCredentials: Resource {
    public let list = Endpoint(
        .get, "/device-credentials", "List device credentials", scopes: "read:device_credentials",
        query: DeviceCredentialFilter.self, returns: Page<DeviceCredential>.self)

    /// Keeps a device's public key.
    public let create = Endpoint(
        .post, "/device-credentials", "Create a device credential",
        scopes: "create:current_user_device_credentials", status: 201, body: DeviceCredentialDraft.self,
        returns: DeviceCredentialReceipt.self)

    public let delete = Endpoint(
        .delete, "/device-credentials/{id}", "Delete a device credential", scopes: "delete:device_credentials",
        "delete:current_user_device_credentials", status: 204, at: ID<DeviceCredential>.self)

    public init() {}
}

extension ManagementClient {
    public var deviceCredentials: ResourceClient<DeviceCredentials> { ResourceClient(self) }
}
