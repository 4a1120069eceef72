import Contract
import ApplicationsAPI
import ManagementClientCore

/// The methods for applications, their grants and connections that Auth0's JavaScript library documents of its
/// `ManagementClient` itself, each under its documented name. All can be called through a resource too.
extension ManagementClient {

    // MARK: Applications

    public func createClient(_ draft: ClientDraft) async throws -> Client { try await clients.create(draft) }

    public func getClient(_ id: ClientID, _ query: FieldsQuery = .init()) async throws -> Client {
        try await clients.get(id, query)
    }

    public func getClients(_ query: ClientFilter = .init()) async throws -> Page<Client> {
        try await clients.list(query)
    }

    public func updateClient(_ id: ClientID, _ changes: Changes<ClientDraft>) async throws -> Client {
        try await clients.update(id, changes)
    }

    public func deleteClient(_ id: ClientID) async throws { try await clients.delete(id) }

    // MARK: Client grants

    public func createClientGrant(_ draft: ClientGrantDraft) async throws -> ClientGrant {
        try await clientGrants.create(draft)
    }

    public func getClientGrants(_ query: ClientGrantFilter = .init()) async throws -> Page<ClientGrant> {
        try await clientGrants.list(query)
    }

    public func updateClientGrant(_ id: ID<ClientGrant>, _ changes: Changes<ClientGrantDraft>) async throws
        -> ClientGrant
    { try await clientGrants.update(id, changes) }

    public func deleteClientGrant(_ id: ID<ClientGrant>) async throws { try await clientGrants.delete(id) }

    // MARK: Connections

    public func createConnection(_ draft: ConnectionDraft) async throws -> Connection {
        try await connections.create(draft)
    }

    public func getConnection(_ id: ID<Connection>, _ query: ConnectionQuery = .init()) async throws -> Connection {
        try await connections.get(id, query)
    }

    public func getConnections(_ query: ConnectionFilter = .init()) async throws -> Page<Connection> {
        try await connections.list(query)
    }

    public func updateConnection(_ id: ID<Connection>, _ changes: Changes<ConnectionDraft>) async throws -> Connection {
        try await connections.update(id, changes)
    }

    public func deleteConnection(_ id: ID<Connection>) async throws -> ConnectionDeletion {
        try await connections.delete(id)
    }

    // MARK: Device credentials

    public func createDevicePublicKey(_ draft: DeviceCredentialDraft) async throws -> DeviceCredentialReceipt {
        try await deviceCredentials.create(draft)
    }

    public func getDeviceCredentials(_ query: DeviceCredentialFilter = .init()) async throws -> Page<DeviceCredential> {
        try await deviceCredentials.list(query)
    }

    public func deleteDeviceCredential(_ id: ID<DeviceCredential>) async throws {
        try await deviceCredentials.delete(id)
    }
}
