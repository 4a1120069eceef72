import Contract
import ApplicationsAPI
import ManagementClientCore

/// The methods for applications, their grants and connections that Auth0's JavaScript library documents of its
/// `ManagementClient` itself, each under its documented name. All can be called through a resource too.
extension ManagementClient {

    // MARK: Applications

    /// Creates a client.
    ///
    /// `POST /clients`, with the scope `create:clients`. Refused with 400, 401, 403, 409 or 429. The same as
    /// `clients.create`.
    public func createClient(_ draft: ClientDraft) async throws -> Client { try await clients.create(draft) }

    /// Gets a client.
    ///
    /// `GET /clients/{id}`, with the scope `read:clients`, `read:client_keys`, `read:client_credentials` or
    /// `read:client_summary`. Refused with 400, 401, 403, 404 or 429. The same as `clients.get`.
    public func getClient(_ id: ClientID, _ query: FieldsQuery = .init()) async throws -> Client {
        try await clients.get(id, query)
    }

    /// Lists clients.
    ///
    /// `GET /clients`, with the scope `read:clients`, `read:client_keys`, `read:client_credentials` or
    /// `read:client_summary`. Refused with 400, 401, 403 or 429. The same as `clients.list`.
    public func getClients(_ query: ClientFilter = .init()) async throws -> Page<Client> {
        try await clients.list(query)
    }

    /// Changes a client.
    ///
    /// `PATCH /clients/{id}`, with the scope `update:clients`, `update:client_keys`, `update:client_credentials` or
    /// `update:client_token_vault_privileged_access`. Refused with 400, 401, 403, 404 or 429. The same as
    /// `clients.update`.
    public func updateClient(_ id: ClientID, _ changes: Patch<ClientDraft>) async throws -> Client {
        try await clients.update(id, changes)
    }

    /// Deletes a client.
    ///
    /// `DELETE /clients/{id}`, with the scope `delete:clients`. Refused with 400, 401, 403 or 429. The same as
    /// `clients.delete`.
    public func deleteClient(_ id: ClientID) async throws { try await clients.delete(id) }

    // MARK: Client grants

    /// Creates a client grant.
    ///
    /// `POST /client-grants`, with the scope `create:client_grants`. Refused with 400, 401, 403, 404, 409 or 429.
    /// The same as `clientGrants.create`.
    public func createClientGrant(_ draft: ClientGrantDraft) async throws -> ClientGrant {
        try await clientGrants.create(draft)
    }

    /// Lists client grants.
    ///
    /// `GET /client-grants`, with the scope `read:client_grants`. Refused with 401, 403 or 429. The same as
    /// `clientGrants.list`.
    public func getClientGrants(_ query: ClientGrantFilter = .init()) async throws -> Page<ClientGrant> {
        try await clientGrants.list(query)
    }

    /// Changes a client grant.
    ///
    /// `PATCH /client-grants/{id}`, with the scope `update:client_grants`. Refused with 400, 401, 403, 404 or 429.
    /// The same as `clientGrants.update`.
    public func updateClientGrant(_ id: ID<ClientGrant>, _ changes: Patch<ClientGrantDraft>) async throws
        -> ClientGrant
    { try await clientGrants.update(id, changes) }

    /// Deletes a client grant.
    ///
    /// `DELETE /client-grants/{id}`, with the scope `delete:client_grants`. Refused with 400, 401, 403 or 429. The
    /// same as `clientGrants.delete`.
    public func deleteClientGrant(_ id: ID<ClientGrant>) async throws { try await clientGrants.delete(id) }

    // MARK: Connections

    /// Creates a connection.
    ///
    /// `POST /connections`, with the scope `create:connections`. Refused with 400, 401, 403, 409 or 429. The same
    /// as `connections.create`.
    public func createConnection(_ draft: ConnectionDraft) async throws -> Connection {
        try await connections.create(draft)
    }

    /// Gets a connection.
    ///
    /// `GET /connections/{id}`, with the scope `read:connections`. Refused with 400, 401, 403, 404 or 429. The same
    /// as `connections.get`.
    public func getConnection(_ id: ID<Connection>, _ query: ConnectionQuery = .init()) async throws -> Connection {
        try await connections.get(id, query)
    }

    /// Lists connections.
    ///
    /// `GET /connections`, with the scope `read:connections`. Refused with 400, 401, 403 or 429. The same as
    /// `connections.list`.
    public func getConnections(_ query: ConnectionFilter = .init()) async throws -> Page<Connection> {
        try await connections.list(query)
    }

    /// Changes a connection.
    ///
    /// `PATCH /connections/{id}`, with the scope `update:connections`. Refused with 400, 401, 403, 404, 409 or 429.
    /// The same as `connections.update`.
    public func updateConnection(_ id: ID<Connection>, _ changes: Patch<ConnectionDraft>) async throws -> Connection {
        try await connections.update(id, changes)
    }

    /// Deletes a connection.
    ///
    /// `DELETE /connections/{id}`, with the scope `delete:connections`. Refused with 400, 401, 403 or 429. The same
    /// as `connections.delete`.
    public func deleteConnection(_ id: ID<Connection>) async throws -> ConnectionDeletion {
        try await connections.delete(id)
    }

    // MARK: Device credentials

    /// Creates a device credential.
    ///
    /// `POST /device-credentials`, with the scope `create:current_user_device_credentials`. Refused with 400, 401,
    /// 403, 409 or 429. The same as `deviceCredentials.create`.
    public func createDevicePublicKey(_ draft: DeviceCredentialDraft) async throws -> DeviceCredentialReceipt {
        try await deviceCredentials.create(draft)
    }

    /// Lists device credentials.
    ///
    /// `GET /device-credentials`, with the scope `read:device_credentials`. Refused with 400, 401, 403 or 429. The
    /// same as `deviceCredentials.list`.
    public func getDeviceCredentials(_ query: DeviceCredentialFilter = .init()) async throws -> Page<DeviceCredential> {
        try await deviceCredentials.list(query)
    }

    /// Deletes a device credential.
    ///
    /// `DELETE /device-credentials/{id}`, with the scope `delete:device_credentials` or
    /// `delete:current_user_device_credentials`. Refused with 400, 401, 403 or 429. The same as
    /// `deviceCredentials.delete`.
    public func deleteDeviceCredential(_ id: ID<DeviceCredential>) async throws {
        try await deviceCredentials.delete(id)
    }
}
