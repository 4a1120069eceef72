import GatehouseTesting
import ManagementClient
import Testing

/// What `RolesAndPermissions` shows.
@Suite struct RolesAndPermissionsArticle {
    @Test func roles() async throws {
        try await LocalTenant.run { tenant in
            let client = tenant.management
            let draft = UserDraft(
                connection: "Username-Password-Authentication", email: "ann@example.com", password: "Correct-Horse-9")
            let user = try #require(try await client.users.create(draft).userID)
            let api = try await client.resourceServers.create(
                ResourceServerDraft(
                    identifier: "https://books.example/", scopes: [ResourceServerScope(value: "read:books")]))
            #expect(api.id != nil)
            let role = try await client.roles.create(.init(name: "reader", description: "May read books"))
            let read = PermissionSelection(
                permissions: [.init(resourceServerIdentifier: "https://books.example/", permissionName: "read:books")])
            try await client.roles.permissions.add(role.id, read)
            try await client.users.roles.assign(user, [role.id])
            #expect(try await client.roles.users(role.id).items.map(\.userID) == [user])
            let names = try await client.users.permissions(user).items.map(\.permissionName)
            #expect(names == ["read:books"])
            try await client.users.roles.remove(user, [role.id])
            #expect(try await client.users.roles(user).items.isEmpty)
        }
    }
}
