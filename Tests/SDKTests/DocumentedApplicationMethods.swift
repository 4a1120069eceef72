import Contract
import ManagementClient
import TestKit
import Testing

extension DocumentedMethodsTests {
    static let applicationMethods: [DocumentedMethod] =
        clientMethods + clientGrantMethods + connectionMethods + deviceMethods

    private static func client(_ api: ManagementClient, _ name: String) async throws -> ClientID {
        try #require(try await api.clients.create(ClientDraft(name: name)).clientID)
    }

    private static func clientGrant(_ api: ManagementClient, _ name: String) async throws -> ID<ClientGrant> {
        let audience = "https://\(name).example/"
        _ = try await api.resourceServers.create(
            ResourceServerDraft(identifier: audience, scopes: [ResourceServerScope(value: "read:books")]))
        let draft = ClientGrantDraft(clientID: try await client(api, name), audience: audience, scope: [])
        return try #require(try await api.clientGrants.create(draft).id)
    }

    private static func connection(_ api: ManagementClient, _ name: String) async throws -> ID<
        Connection
    > {
        try #require(try await api.connections.create(ConnectionDraft(name: name, strategy: .auth0)).id)
    }

    private static let clientMethods: [DocumentedMethod] = [
        .init("createClient") { _, api in
            let id = try #require(try await api.createClient(ClientDraft(name: "made")).clientID)
            #expect(try await api.clients.get(id).settings.name == "made")
        },
        .init("getClient") { _, api in
            let id = try await client(api, "got")
            #expect(try await api.getClient(id).clientID == id)
        },
        .init("getClients") { _, api in
            let id = try await client(api, "listed")
            #expect(try await api.getClients(.init(perPage: 100)).items.contains { $0.clientID == id })
        },
        .init("updateClient") { _, api in
            let id = try await client(api, "before")
            #expect(try await api.updateClient(id, Patch { $0.name = "after" }).settings.name == "after")
        },
        .init("deleteClient") { _, api in
            let id = try await client(api, "deleted")
            try await api.deleteClient(id)
            #expect(try await refusal { try await api.clients.get(id) }.hasPrefix("404"))
        },
    ]

    private static let clientGrantMethods: [DocumentedMethod] = [
        .init("createClientGrant") { _, api in
            let client = try await client(api, "grantee")
            _ = try await api.resourceServers.create(ResourceServerDraft(identifier: "https://grantee.example/"))
            let draft = ClientGrantDraft(clientID: client, audience: "https://grantee.example/", scope: [])
            let id = try #require(try await api.createClientGrant(draft).id)
            #expect(try await api.clientGrants.get(id).clientID == client)
        },
        .init("getClientGrants") { _, api in
            let id = try await clientGrant(api, "grantlist")
            var filter = ClientGrantFilter()
            filter.audience = "https://grantlist.example/"
            #expect(try await api.getClientGrants(filter).items.map(\.id) == [id])
        },
        .init("updateClientGrant") { _, api in
            let id = try await clientGrant(api, "grantchange")
            #expect(try await api.updateClientGrant(id, Patch { $0.scope = ["read:books"] }).scope == ["read:books"])
        },
        .init("deleteClientGrant") { _, api in
            let id = try await clientGrant(api, "grantend")
            try await api.deleteClientGrant(id)
            #expect(try await refusal { try await api.clientGrants.get(id) }.hasPrefix("404"))
        },
    ]

    private static let connectionMethods: [DocumentedMethod] = [
        .init("createConnection") { _, api in
            let made = try await api.createConnection(ConnectionDraft(name: "made", strategy: .auth0))
            #expect(try await api.connections.get(try #require(made.id)).name == "made")
        },
        .init("getConnection") { _, api in
            let id = try await connection(api, "got")
            #expect(try await api.getConnection(id).name == "got")
        },
        .init("getConnections") { _, api in
            let id = try await connection(api, "listed")
            #expect(try await api.getConnections(.init(name: "listed")).items.map(\.id) == [id])
        },
        .init("updateConnection") { _, api in
            let id = try await connection(api, "changed")
            #expect(try await api.updateConnection(id, Patch { $0.displayName = "After" }).displayName == "After")
        },
        .init("deleteConnection") { _, api in
            let id = try await connection(api, "deleted")
            _ = try await api.deleteConnection(id)
            #expect(try await refusal { try await api.connections.get(id) }.hasPrefix("404"))
        },
    ]

    private static func device(_ api: ManagementClient, _ name: String) async throws -> ID<DeviceCredential> {
        let draft = DeviceCredentialDraft(
            deviceName: name, value: "key", deviceID: name, clientID: try await client(api, name))
        return try await api.deviceCredentials.create(draft).id
    }

    private static let deviceMethods: [DocumentedMethod] = [
        .init("createDevicePublicKey") { _, api in
            let client = try await client(api, "phone")
            let draft = DeviceCredentialDraft(deviceName: "phone", value: "key", deviceID: "phone", clientID: client)
            let id = try await api.createDevicePublicKey(draft).id
            #expect(try await api.deviceCredentials.list(.init(clientID: client)).items.map(\.id) == [id])
        },
        .init("getDeviceCredentials") { _, api in
            let id = try await device(api, "tablet")
            #expect(try await api.getDeviceCredentials(.init(perPage: 100)).items.contains { $0.id == id })
        },
        .init("deleteDeviceCredential") { _, api in
            let id = try await device(api, "watch")
            try await api.deleteDeviceCredential(id)
            #expect(try await !api.deviceCredentials.list(.init(perPage: 100)).items.contains { $0.id == id })
        },
    ]
}
