import Contract
import Gatehouse
import Logging
import ManagementClient
import Serving
import ServiceLifecycle
import TestKit
import Testing

@Suite struct SocketTests {
    /// The client, the server and all that is between them.
    @Test func aClientThroughASocket() async throws {
        try await eachEngine { tenant in
            let (ports, listening) = AsyncStream.makeStream(of: Int.self)
            let logger = Logger(label: "tests", factory: { _ in SwiftLogNoOpLogHandler() })
            let server = HTTPServer(tenant.gatehouse.site, host: "127.0.0.1", port: 0, logger: logger) { port in
                listening.yield(port)
            }
            let group = ServiceGroup(configuration: .init(services: [.init(service: server.service)], logger: logger))
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                tasks.addTask { try await group.run() }
                let port = try #require(await ports.first { _ in true })
                try await live(on: "http://127.0.0.1:\(port)", tenant)
                await group.triggerGracefulShutdown()
                try await tasks.waitForAll()
            }
        }
    }

    private func live(on domain: String, _ tenant: TestTenant) async throws {
        let administrator = tenant.administrator
        let client = ManagementClient(
            domain: domain, clientID: administrator.clientID, clientSecret: administrator.clientSecret,
            audience: tenant.issuer + "api/v2/")
        let role = try await client.roles.create(RoleDraft(name: "editor"))
        var draft = UserDraft(
            connection: "Username-Password-Authentication", email: "ada@example.com", password: "Correct-Horse-9")
        draft.userID = "a|b/c"
        let created = try await client.users.create(draft)
        let id = try #require(created.userID)
        try await client.users.assignRoles(id, RoleSelection(roles: [role.id.value]))
        #expect(try await client.users.roles(id).items == [role])
        #expect(try await client.users.get(id).email == "ada@example.com")
        let answer = try await client.roles.get.withResponse(role.id)
        #expect(answer.requestID != nil && answer.rateLimit?.limit == 100_000)
        var emails: [String] = []
        for try await user in client.users.list.all(UserFilter(perPage: 1)) { emails.append(user.email ?? "") }
        #expect(emails == ["ada@example.com"])
    }
}
