import Contract
import TestKit
import Testing

@Suite struct RefreshTokenGrantTests {
    static let unknown = oauthError("invalid_grant", "Unknown or invalid refresh token.")
    static let rotating: JSONObject = [
        "refresh_token": [
            "rotation_type": "rotating", "expiration_type": "expiring", "token_lifetime": 1_000,
            "idle_token_lifetime": 500,
        ]
    ]

    @Test func aTokenThatStays() async throws {
        try await eachEngine { tenant in
            let login = try await LoginFixture(tenant)
            let token = try await login.refreshToken()
            let answer = try await login.refresh(token)
            expect(answer, 200, ["scope": "openid read:notes write:notes offline_access", "expires_in": 86_400])
            #expect(answer.json["refresh_token"] == nil && answer.json["id_token"] != nil)
            #expect(try login.claims(answer.json["access_token"])["gty"] == "refresh_token")
            let less = try await login.refresh(token, ["scope": "read:notes delete:notes"])
            expect(less, 200, ["scope": "read:notes"])
            #expect(less.json["id_token"] == nil)
            let user = try await tenant.request("GET", "/users/\(login.user)", token: tenant.token)
            #expect(user.json["logins_count"] == 1, "an exchange is no login")
            let event: JSON = [
                "user_id": .string(login.user), "audience": .string(LoginFixture.audience), "scope": "read:notes",
                "connection": "People",
            ]
            #expect(try await login.event("sertft").difference(from: event) == nil)
            let kept = try await tenant.request(
                "GET", "/users/\(login.user)/refresh-tokens", token: tenant.token)
            #expect(kept.json["tokens"]?.array?.first?["rotating"] == false, "\(kept.json.text)")
        }
    }

    @Test func rotation() async throws {
        try await eachEngine { tenant in
            let login = try await LoginFixture(tenant, client: Self.rotating)
            let first = try await login.refreshToken()
            let second = try #require(try await login.refresh(first).json["refresh_token"]?.string)
            #expect(first != second)
            let third = try #require(try await login.refresh(second).json["refresh_token"]?.string)
            expect(try await login.refresh(first), 403, Self.unknown)
            #expect(try await login.logged().first == "ferrt")
            expect(try await login.refresh(third), 403, Self.unknown)
            #expect(try await login.logged().first == "fertft")
        }
    }

    @Test func twoExchangesAtOnce() async throws {
        try await eachEngine { tenant in
            let login = try await LoginFixture(tenant, client: Self.rotating)
            let token = try await login.refreshToken()
            let answers = try await withThrowingTaskGroup(of: TestTenant.Answer.self) { group in
                for _ in 1...2 { group.addTask { try await login.refresh(token) } }
                return try await group.reduce(into: [TestTenant.Answer]()) { $0.append($1) }
            }
            #expect(answers.map(\.status).sorted() == [200, 403])
            let next = answers.compactMap { $0.json["refresh_token"]?.string }
            expect(try await login.refresh(try #require(next.first)), 403, Self.unknown)
        }
    }

    @Test func leeway() async throws {
        try await eachEngine { tenant in
            let settings: JSON = ["rotation_type": "rotating", "expiration_type": "expiring", "leeway": 30]
            let login = try await LoginFixture(tenant, client: ["refresh_token": settings])
            let token = try await login.refreshToken()
            for _ in 1...2 { expect(try await login.refresh(token), 200) }
            tenant.clock.advance(.seconds(30))
            expect(try await login.refresh(token), 403, Self.unknown)
        }
    }

    @Test func lifetimes() async throws {
        try await eachEngine { tenant in
            let login = try await LoginFixture(tenant, client: Self.rotating)
            let idle = try await login.refreshToken()
            var used = try await login.refreshToken()
            for _ in 1...2 {
                tenant.clock.advance(.seconds(499))
                used = try #require(try await login.refresh(used).json["refresh_token"]?.string)
            }
            expect(try await login.refresh(idle), 403, Self.unknown)
            tenant.clock.advance(.seconds(2))
            expect(try await login.refresh(used), 403, Self.unknown)
        }
    }

    @Test func refusals() async throws {
        try await eachEngine { tenant in
            let login = try await LoginFixture(tenant)
            let token = try await login.refreshToken()
            expect(try await login.refresh("v1.none"), 403, Self.unknown)
            expect(
                try await login.refresh("", [:]), 400,
                oauthError("invalid_request", "Missing required parameter: refresh_token"))
            let kept = try await tenant.run([
                .post(
                    "/clients", ["name": "Thief", "grant_types": LoginFixture.grants], 201,
                    keeping: ["client_id": "client_id", "client_secret": "client_secret"])
            ])
            let thief: JSONObject = [
                "client_id": kept["client_id"] ?? .null, "client_secret": kept["client_secret"] ?? .null,
            ]
            expect(try await login.refresh(token, thief), 403, Self.unknown)
            #expect(try await login.logged().first == "fertft", "it is not used up")
            try await tenant.run([.patch("/users/\(login.user)", ["blocked": true], 200)])
            expect(try await login.refresh(token), 401, oauthError("unauthorized", "user is blocked"))
            try await tenant.run([.patch("/users/\(login.user)", ["blocked": false], 200)])
            expect(try await login.refresh(token), 200)
            try await tenant.run([.delete("/users/\(login.user)", 204)])
            expect(try await login.refresh(token), 403, Self.unknown)
        }
    }

    @Test func onlyWhereItIsAllowed() async throws {
        try await eachEngine { tenant in
            let login = try await LoginFixture(tenant, api: ["allow_offline_access": false])
            let wanted: JSONObject = [
                "audience": .string(LoginFixture.audience), "scope": "read:notes offline_access",
            ]
            let answer = try await login.logIn(wanted)
            expect(answer, 200, ["scope": "read:notes"])
            #expect(answer.json["refresh_token"] == nil)
            try await tenant.run([
                .patch("/resource-servers/\(login.api)", ["allow_offline_access": true], 200),
                .patch(
                    "/clients/\(login.client)",
                    ["grant_types": ["http://auth0.com/oauth/grant-type/password-realm"]], 200),
            ])
            #expect(try await login.logIn(wanted).json["refresh_token"] == nil)
        }
    }

    @Test func severalAPIs() async throws {
        try await eachEngine { tenant in
            let other = "https://other.example/"
            let policy: JSON = ["audience": .string(other), "scope": ["read:other"]]
            let settings: JSON = [
                "rotation_type": "non-rotating", "expiration_type": "non-expiring", "policies": [policy],
            ]
            let api: JSON = [
                "identifier": .string(other), "scopes": [["value": "read:other"], ["value": "write:other"]],
                "allow_offline_access": true,
            ]
            try await tenant.run([.post("/resource-servers", api, 201)])
            let login = try await LoginFixture(tenant, client: ["refresh_token": settings])
            let token = try await login.refreshToken()
            let answer = try await login.refresh(token, ["audience": .string(other)])
            expect(answer, 200, ["scope": "openid offline_access read:other"])
            let audiences: JSON = [.string(other), .string(tenant.issuer + "userinfo")]
            #expect(try login.claims(answer.json["access_token"])["aud"] == audiences)
            let same = try await login.refresh(token, ["audience": "https://elsewhere.example/"])
            expect(same, 200, ["scope": "openid read:notes write:notes offline_access"])
            let kept = try await tenant.request(
                "GET", "/users/\(login.user)/refresh-tokens", token: tenant.token)
            #expect(kept.json["tokens"]?.array?.first?["resource_servers"]?.array?.count == 2)
        }
    }

    @Test func revocation() async throws {
        try await eachEngine { tenant in
            let login = try await LoginFixture(tenant)
            func revoke(_ members: JSONObject) async throws -> TestTenant.Answer {
                let who: JSONObject = ["client_id": .string(login.client), "client_secret": .string(login.secret)]
                let body = JSON.object(who.merging(members) { $1 })
                return try await tenant.request("POST", "/oauth/revoke", body: body, token: nil, root: "")
            }
            let (first, second) = (try await login.refreshToken(), try await login.refreshToken())
            expect(
                try await revoke([:]), 400, oauthError("invalid_request", "Missing required parameter: token"))
            expect(
                try await revoke(["token": .string(first), "client_secret": "wrong"]), 401,
                oauthError("access_denied", "Unauthorized"))
            #expect(try await revoke(["token": "v1.none"]).status == 200)
            let answer = try await revoke(["token": .string(first)])
            #expect(answer.status == 200 && answer.json == .null)
            #expect(try await login.logged().first == "srrt")
            expect(try await login.refresh(first), 403, Self.unknown)
            expect(try await login.refresh(second), 200)
            let third = try await login.refreshToken()
            try await tenant.run([
                .patch("/tenants/settings", ["flags": ["revoke_refresh_token_grant": true]], 200)
            ])
            #expect(try await revoke(["token": .string(second)]).status == 200)
            expect(try await login.refresh(third), 403, Self.unknown)
        }
    }
}
