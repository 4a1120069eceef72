import Contract
import ExtensionsAPI
import ManagementClient
import TestKit
import Testing

@Suite struct BlacklistedTokensTests {
    @Test func areRefused() async throws {
        try await eachEngine { tenant in
            let one = try await token("one", of: tenant)
            let two = try await token("two", of: tenant)
            let audience: JSON = .string(tenant.issuer + "api/v2/")
            let refused: JSON = .refusal(401, "The token is blacklisted")
            try await tenant.run([
                .get("/roles", 200, by: .token(one)),
                .post("/blacklists/tokens", ["aud": "elsewhere", "jti": "one"], 204),
                .get("/roles", 200, by: .token(one)),
                .post("/blacklists/tokens", ["aud": audience, "jti": "one"], 204),
                .get("/roles", 401, refused, by: .token(one)),
                .get("/roles", 200, by: .token(two)),
                .post("/blacklists/tokens", ["aud": "app", "jti": "two"], 204),
                .get("/roles", 401, refused, by: .token(two)),
                .get("/roles", 200),
            ])
        }
    }

    @Test func tellNothingOfTheirUsers() async throws {
        try await eachEngine { tenant in
            let user = try await tenant.client.users.create(
                UserDraft(
                    connection: "Username-Password-Authentication", email: "ada@example.com", password: "Tr4in-Set-9x"))
            let token = try await tenant.signed([
                "iss": .string(tenant.issuer), "sub": .string(user.userID?.value ?? ""), "azp": "app", "jti": "j",
                "aud": .string(tenant.issuer + "userinfo"), "scope": "openid",
                "exp": .integer(Int64(tenant.clock.now.seconds + 60)),
            ])
            #expect(try await tenant.request("GET", "/userinfo", token: token, root: "").status == 200)
            try await tenant.client.blacklistedTokens.add(BlacklistedToken(jti: "j", aud: "app"))
            #expect(try await tenant.request("GET", "/userinfo", token: token, root: "").status == 401)
        }
    }

    @Test func areListed() async throws {
        try await eachEngine { tenant in
            try await tenant.run([
                .get("/blacklists/tokens", 200, []),
                .post("/blacklists/tokens", ["aud": "app", "jti": "b"], 204),
                .post("/blacklists/tokens", ["aud": "app", "jti": "b"], 204),
                .post("/blacklists/tokens", ["aud": "app", "jti": "a"], 204),
                .post("/blacklists/tokens", ["jti": "c"], 204),
                .get(
                    "/blacklists/tokens?aud=app&include_totals=true&per_page=50", 200,
                    [["aud": "app", "jti": "a"], ["aud": "app", "jti": "b"]]),
                .get(
                    "/blacklists/tokens?aud=\(tenant.administrator.clientID)", 200,
                    [["aud": .string(tenant.administrator.clientID), "jti": "c"]]),
                .post("/blacklists/tokens", ["aud": "app"], 400),
                .get("/blacklists/tokens", 403, by: .scopes(["read:clients"])),
            ])
        }
    }

    /// Other servers learn of the change the next time they poll for changes.
    @Test func becomeKnownToOtherServers() async throws {
        try await eachEngine { tenant in
            let known = tenant.gatehouse.services.tenants.generation
            try await tenant.run([.post("/blacklists/tokens", ["aud": "app", "jti": "a"], 204)])
            #expect(tenant.gatehouse.services.tenants.generation == known + 1)
            try await tenant.run([.post("/blacklists/tokens", ["aud": "app", "jti": "b"], 204)])
            #expect(tenant.gatehouse.services.tenants.generation == known + 1)
        }
    }

    private func token(_ id: String, of tenant: TestTenant) async throws -> String {
        try await tenant.signed([
            "iss": .string(tenant.issuer), "sub": "app@clients", "azp": "app", "jti": .string(id),
            "aud": .string(tenant.issuer + "api/v2/"), "scope": "read:roles",
            "exp": .integer(Int64(tenant.clock.now.seconds + 60)),
        ])
    }
}
