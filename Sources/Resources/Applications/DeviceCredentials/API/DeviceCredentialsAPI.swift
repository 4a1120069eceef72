import Contract
import ManagementClientCore

/// The credentials of users' devices.
public struct DeviceCredentials: Resource {
    /// Lists device credentials.
    ///
    /// `GET /device-credentials`, with the scope `read:device_credentials`. Refused with 400, 401, 403 or 429.
    public let list = Endpoint(
        .get, "/device-credentials", "List device credentials", scopes: "read:device_credentials",
        query: DeviceCredentialFilter.self, returns: Page<DeviceCredential>.self)

    /// Stores a device's public key.
    ///
    /// `POST /device-credentials`, with the scope `create:current_user_device_credentials`. Refused with 400, 401,
    /// 403, 409 or 429.
    public let create = Endpoint(
        .post, "/device-credentials", "Create a device credential",
        scopes: "create:current_user_device_credentials", status: 201, body: DeviceCredentialDraft.self,
        returns: DeviceCredentialReceipt.self)

    /// Deletes a device credential.
    ///
    /// `DELETE /device-credentials/{id}`, with the scope `delete:device_credentials` or
    /// `delete:current_user_device_credentials`. Refused with 400, 401, 403 or 429.
    public let delete = Endpoint(
        .delete, "/device-credentials/{id}", "Delete a device credential", scopes: "delete:device_credentials",
        "delete:current_user_device_credentials", status: 204, at: ID<DeviceCredential>.self)

    public init() {}
}

extension ManagementClient {
    /// The credentials of users' devices.
    public var deviceCredentials: ResourceClient<DeviceCredentials> { ResourceClient(self) }
}
