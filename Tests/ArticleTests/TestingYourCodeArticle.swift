import GatehouseTesting
import HTTPTypes
import ManagementClient
import Testing

/// What `TestingYourCode` shows.
@Suite struct TestingYourCodeArticle {
    @Test func tenant() async throws {
        try await LocalTenant.run { tenant in
            let management = tenant.management
            let role = try await management.roles.create(.init(name: "editor"))
            tenant.clock.advance(.seconds(3600))
            #expect(try await management.roles.list().items == [role])
        }
    }

    @Test func login() async throws {
        try await LocalTenant.run { tenant in
            let management = tenant.management
            var draft = ClientDraft(name: "Notes")
            draft.callbacks = ["https://notes.example/callback"]
            let client = try #require(try await management.clients.create(draft).clientID)
            let connection = try #require(try await management.connections.list().items.first)
            let changes = ConnectionClientChanges([.init(clientID: client, status: true)])
            try await management.connections.updateClients(try #require(connection.id), changes)
            _ = try await management.users.create(
                UserDraft(
                    connection: try #require(connection.name), email: "ann@example.com", password: "Correct-Horse-9"))
            let link = "\(tenant.issuer)authorize?response_type=code&client_id=\(client)"
            let callback = try await tenant.logIn(at: link, as: "ann@example.com", password: "Correct-Horse-9")
            #expect(callback.hasPrefix("https://notes.example/callback?code="))
        }
    }

    struct Busy: Transport {
        func send(_ request: TransportRequest) async throws -> TransportResponse {
            TransportResponse(status: .tooManyRequests, headers: [.retryAfter: "3600"])
        }
    }

    @Test func transport() async throws {
        let client = ManagementClient(domain: "tenant.test", token: "token", transport: Busy())
        let error = await #expect(throws: ManagementError.self) { try await client.roles.list() }
        #expect(error?.retryAfter == .seconds(3600))
    }
}
