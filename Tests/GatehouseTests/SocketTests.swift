import Contract
import Gatehouse
import ManagementClient
import TestKit
import Testing

@Suite struct SocketTests {
    /// The client, the server and all that is between them.
    @Test func aClientThroughASocket() async throws {
        try await eachEngine { tenant in
            try await tenant.listening { domain in try await live(on: domain, tenant) }
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
