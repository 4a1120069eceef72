import Contract
import ManagementClient
import Model
import PeopleAPI
import Storage
import TestKit
import Testing

@Suite struct ConnectedAccountsTests {
    @Test func accountsAndTokenSets() async throws {
        try await eachEngine { tenant in
            let kept = try await tenant.run([
                .post("/users", UserIdentitiesTests.user("ada"), 201),
                .post(
                    "/connections", ["name": "google", "strategy": "google-oauth2"], 201, keeping: ["google": "id"]),
            ])
            let connection = try #require(kept["google"]?.string)
            for id in ["cac_2", "cac_1"] {
                let account = ConnectedAccountRow(
                    id: id, userID: "auth0|ada", connectionID: connection, scopes: ["calendar"], at: tenant.clock.now)
                try await tenant.store.write("local") { try $0.insert(account) }
                tenant.clock.advance(.seconds(1))
            }
            let tokens = FederatedTokenSetRow(
                id: "set", userID: "auth0|ada", connection: "google", scope: "calendar", issuedAt: tenant.clock.now,
                tokens: ["access_token": "secret"])
            let ended = FederatedTokenSetRow(
                id: "ended", userID: "auth0|ada", connection: "google", issuedAt: tenant.clock.now,
                expiresAt: tenant.clock.now, tokens: [:])
            try await tenant.store.write("local") { transaction in
                try transaction.insert(tokens)
                try transaction.insert(ended)
            }
            let accounts = tenant.client.connectedAccounts
            let first = try await accounts.list("auth0|ada", ConnectedAccountQuery(take: 1))
            let rest = try await accounts.list("auth0|ada", ConnectedAccountQuery(from: first.next, take: 1))
            #expect((first.items + rest.items).map(\.id) == ["cac_2", "cac_1"] && rest.next == nil)
            try await tenant.run([
                .get(
                    "/users/auth0%7Cada/connected-accounts?take=1", 200,
                    [
                        "connected_accounts": [
                            [
                                "id": "cac_2", "connection": "google", "connection_id": .string(connection),
                                "strategy": "google-oauth2", "access_type": "offline", "scopes": ["calendar"],
                            ]
                        ], "next": "~.",
                    ]),
                .get("/users/auth0%7Cnone/connected-accounts", 404),
                .get(
                    "/users/auth0%7Cada/federated-connections-tokensets", 200,
                    [["id": "set", "connection": "google", "scope": "calendar"]], lacking: ["0.tokens"]),
                .get("/users/auth0%7Cnone/federated-connections-tokensets", 404),
                .delete("/users/auth0%7Cother/federated-connections-tokensets/set", 204),
            ])
            #expect(try await accounts.tokenSets("auth0|ada").count == 1)
            try await accounts.deleteTokenSet("auth0|ada", "set")
            #expect(try await accounts.tokenSets("auth0|ada").isEmpty)
            try await tenant.run([.delete("/connections/\(connection)", 202)])
            #expect(try await accounts.list("auth0|ada").items.isEmpty)
        }
    }
}
