import GatehouseTesting
import ManagementClient
import Testing

/// What `SearchingUsers` shows.
@Suite struct SearchingUsersArticle {
    @Test func search() async throws {
        try await LocalTenant.run { tenant in
            let client = tenant.management
            var draft = UserDraft(
                connection: "Username-Password-Authentication", email: "ann@example.com", password: "Correct-Horse-9")
            draft.appMetadata = ["plan": "gold"]
            _ = try await client.users.create(draft)
            let query = "app_metadata.plan:gold AND email:*@example.com"
            let page = try await client.users.list(.init(perPage: 20, includeTotals: true, q: query))
            print(page.total ?? 0, page.items.map(\.email))
            #expect(page.total == 1)
            var addresses: [String] = []
            for try await user in client.users.list.all(.init(take: 100)) {
                addresses.append(user.email ?? "-")
            }
            #expect(addresses == ["ann@example.com"])
            let found = try await client.users.getByEmail("ann@example.com")
            #expect(found.count == 1)
            var filter = UserFilter()
            filter.fields = "email,name"
            let parts = try await client.users.list(filter).items
            #expect(parts.first?.email == "ann@example.com" && parts.first?.userID == nil)
        }
    }
}
