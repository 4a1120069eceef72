import AccessAPI
import ApplicationsAPI
import Contract
import ManagementClient
import Model
import PeopleAPI
import Storage
import TestKit
import Testing

@Suite struct GrantsTests {
    private static let api = "https://api.example.com/"

    /// Two users and two applications.
    private static let given: [Scenario] =
        ["ada", "bob"].map { name in
            let draft: JSON = [
                "connection": "Username-Password-Authentication", "email": .string("\(name)@acme.com"),
                "password": "correct-Horse-9",
            ]
            return .post("/users", draft, 201, keeping: [name: "user_id"])
        } + ["shop", "desk"].map { .post("/clients", ["name": .string($0)], 201, keeping: [$0: "client_id"]) }

    private func each(
        _ body: (TestTenant, _ user: (String) -> UserID, _ client: (String) -> ClientID) async throws -> Void
    )
        async throws
    {
        try await eachEngine { tenant in
            let kept = try await tenant.run(Self.given)
            let now = tenant.clock.now
            func user(_ name: String) -> UserID { UserID(kept[name]?.string ?? "") }
            func client(_ name: String) -> ClientID { ClientID(kept[name]?.string ?? "") }
            let (ada, bob, shop, desk) = (user("ada"), user("bob"), client("shop"), client("desk"))
            try await tenant.store.write("local") { transaction in
                try transaction.grant(["a", "b"], by: ada, to: shop, audience: Self.api, id: "g1", at: now)
                try transaction.grant(["b", "c"], by: ada, to: shop, audience: Self.api, id: "g2", at: now)
                try transaction.grant([], by: ada, to: desk, audience: "urn:other", id: "g3", at: now)
                try transaction.grant(["a"], by: bob, to: shop, audience: Self.api, id: "g4", at: now)
            }
            try await body(tenant, user, client)
        }
    }

    @Test func whatWasAllowedAddsUp() async throws {
        try await each { tenant, user, client in
            let mine = try await tenant.client.grants.list(GrantFilter(userID: user("ada"), audience: Self.api))
            let expected = Grant(
                id: "g1", clientID: client("shop"), userID: user("ada"), audience: Self.api, scope: ["a", "b", "c"])
            #expect(mine.items == [expected])
        }
    }

    @Test func listed() async throws {
        try await each { tenant, user, client in
            func ids(_ filter: GrantFilter) async throws -> [String] {
                try await tenant.client.grants.list(filter).items.map(\.id.value)
            }
            #expect(try await ids(GrantFilter()) == ["g1", "g3", "g4"])
            #expect(try await ids(GrantFilter(userID: user("ada"))) == ["g1", "g3"])
            #expect(try await ids(GrantFilter(clientID: client("shop"))) == ["g1", "g4"])
            #expect(try await ids(GrantFilter(audience: "urn:other")) == ["g3"])
            let page = try await tenant.client.grants.list(GrantFilter(page: 1, perPage: 2, includeTotals: true))
            #expect(page.items.map(\.id) == ["g4"] && page.total == 3)
        }
    }

    @Test func deleted() async throws {
        try await each { tenant, user, client in
            let grants = tenant.client.grants
            try await grants.delete("g3")
            try await grants.delete("g3")
            #expect(try await grants.list().items.map(\.id) == ["g1", "g4"])
            try await grants.deleteAll(GrantHolder(userID: user("ada")))
            #expect(try await grants.list().items.map(\.id) == ["g4"])
            let unnamed = try await tenant.request("DELETE", "/grants", token: tenant.token)
            #expect(unnamed.status == 400 && unnamed.json["errorCode"] == "invalid_query_string")
            try await tenant.client.clients.delete(client("shop"))
            #expect(try await grants.list().items.isEmpty)
        }
    }
}
