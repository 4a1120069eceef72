import GatehouseTesting
import ManagementClient
import Testing

/// What `MovingFromNodeAuth0` shows.
@Suite struct MovingFromNodeAuth0Article {
    @Test func client() {
        let (id, secret) = ("id", "secret")
        var cache = TokenCache()
        cache.timeToLive = .seconds(600)
        let client = ManagementClient(
            domain: "tenant.eu.auth0.com", clientID: id, clientSecret: secret, scope: "read:users", cache: cache)
        #expect(client.configuration.retry.maxRetries == 10)
    }

    @Test func methods() async throws {
        try await LocalTenant.run { tenant in
            let management = tenant.management
            let role = try await management.createRole(.init(name: "editor"))
            let users = try await management.getUsersInRole(role.id)
            print(users.items.count)
            let same = try await management.roles.get(role.id)
            let holders = try await management.roles.users(role.id)
            print(holders.items.count)
            #expect(same == role)
        }
    }
}
