import Foundation
import GatehouseTesting
import ManagementClient
import Testing

/// What `GettingStarted` shows.
@Suite struct GettingStartedArticle {
    @Test func clients() throws {
        let (id, secret, token) = ("id", "secret", "token")
        do {
            let client = ManagementClient(domain: "tenant.eu.auth0.com", clientID: id, clientSecret: secret)
            #expect(client.configuration.apiURL == "https://tenant.eu.auth0.com/api/v2")
        }
        do {
            let client = ManagementClient(domain: "tenant.eu.auth0.com", token: token)
            #expect(client.configuration.maxConcurrentRequests == 16)
        }
        do {
            let client = ManagementClient(domain: "tenant.eu.auth0.com", clientID: id, clientSecret: secret) {
                $0.timeout = .seconds(10)
                $0.callTimeout = .seconds(60)
                $0.retry.maxRetries = 3
                $0.maxConcurrentRequests = 16
                $0.headers[.acceptLanguage] = "de"
            }
            #expect(client.configuration.retry.maxRetries == 3)
            let patient = client.with { $0.timeout = .seconds(120) }
            #expect(patient.configuration.timeout == .seconds(120))
        }
        do {
            let transport = try HTTPTransport(proxy: "http://proxy.example:8080")
            let client = ManagementClient(domain: "tenant.eu.auth0.com", token: token, transport: transport)
            #expect(client.configuration.origin == "https://tenant.eu.auth0.com")
        }
    }

    private func fromKey(_ id: String) throws -> ManagementClient {
        let pem = try String(contentsOf: URL(filePath: "private-key.pem"), encoding: .utf8)
        let client = try ManagementClient(
            domain: "tenant.eu.auth0.com", clientID: id, signingKey: pem, algorithm: .rs256)
        return client
    }

    private func fromEnvironment() throws -> ManagementClient {
        let client = try ManagementClient.fromEnvironment()
        return client
    }

    @Test func calls() async throws {
        try await LocalTenant.run { tenant in
            let client = tenant.management
            let role = try await client.roles.create(.init(name: "editor", description: "May edit"))
            let found = try await client.roles.get(role.id)
            #expect(found == role)
            let changed = try await client.roles.update(role.id, Patch { $0.description = nil })
            #expect(changed.description == nil)
            let user = try await client.users.create(
                UserDraft(
                    connection: "Username-Password-Authentication", email: "ann@example.com",
                    password: "Correct-Horse-9"))
            let id = try #require(user.userID)
            try await client.users.roles.assign(id, [role.id])
            let roles = try await client.users.roles(id).items
            #expect(roles.map(\.name) == ["editor"])
            for try await role in client.roles.list.all(.init(nameFilter: "ed")) {
                print(role.name)
            }
            for try await page in client.users.list.pages(.init(take: 100)) {
                print(page.items.count)
            }
            let response = try await client.roles.get.withResponse(role.id)
            print(response.statusCode, response.rateLimit?.remaining ?? 0, response.requestID ?? "-")
            #expect(response.statusCode == 200)
        }
    }
}
