import Contract
import HTTPTypes
import OrderedCollections
import TestKit
import Testing

/// Exchanges of codes and refresh tokens whose user, application or API has changed since the login.
@Suite("Exchanges after something has changed") struct ExchangeTests {
    private static let blocked = oauthError("unauthorized", "user is blocked")

    private func block(_ login: LoginFixture) async throws {
        try await login.tenant.run([.patch("/users/\(login.user)", ["blocked": true], 200)])
    }

    @Test func `a code of a user who is blocked by now gives nothing`() async throws {
        try await eachEngine { tenant in
            let app = try await WebApplication(tenant)
            let code = try await app.code()
            try await block(app.login)
            expect(try await app.exchange(code), 401, Self.blocked)
        }
    }

    @Test func `a code without a challenge is for whoever proves to be the application`() async throws {
        try await eachEngine { tenant in
            let app = try await WebApplication(tenant)
            let without = ["code_challenge": "", "code_challenge_method": "", "prompt": "login"]
            let verified = try await app.code(without)
            expect(
                try await app.exchange(verified), 403, oauthError("invalid_grant", "Failed to verify code verifier"))
            let code = try await app.code(without)
            try await tenant.run([
                .patch("/clients/\(app.login.client)", ["token_endpoint_auth_method": "none"], 200)
            ])
            expect(
                try await app.exchange(code, ["code_verifier": .null, "client_secret": .null]), 401,
                oauthError("access_denied", "Unauthorized"))
        }
    }

    @Test func `who has left an organization gets no tokens for it`() async throws {
        try await eachEngine { tenant in
            let app = try await WebApplication(tenant, client: ["organization_usage": "allow"])
            let kept = try await tenant.run([
                .post("/organizations", ["name": "acme"], 201, keeping: ["org": "id"]),
                .post(
                    "/organizations/{org}/enabled_connections", ["connection_id": .string(app.login.connection)], 201),
                .post("/organizations/{org}/members", ["members": [.string(app.login.user)]], 204),
            ])
            let organization = try #require(kept["org"]?.string)
            let asked = [
                "organization": organization, "prompt": "login", "scope": "openid offline_access",
                "audience": LoginFixture.audience,
            ]
            let tokens = try await app.exchange(try await app.code(asked))
            let refresh = try #require(tokens.json["refresh_token"]?.string, "\(tokens.json.text)")
            expect(try await app.login.refresh(refresh), 200)
            let code = try await app.code(asked)
            try await tenant.run([
                .delete(
                    "/organizations/\(organization)/members", 204, body: ["members": [.string(app.login.user)]])
            ])
            let refusal = oauthError(
                "access_denied", "user \(app.login.user) is not part of the \(organization) organization")
            expect(try await app.exchange(code), 403, refusal)
            expect(try await app.login.refresh(refresh), 403, refusal)
        }
    }

    @Test func `policies for other APIs do not touch the token's own`() async throws {
        try await eachEngine { tenant in
            let policy: JSON = ["audience": .string(LoginFixture.audience), "scope": ["read:notes"]]
            let login = try await LoginFixture(
                tenant,
                client: [
                    "refresh_token": [
                        "rotation_type": "non-rotating", "expiration_type": "non-expiring", "policies": [policy],
                    ]
                ])
            let token = try await login.refreshToken()
            expect(
                try await login.refresh(token, ["audience": .string(LoginFixture.audience)]), 200,
                ["scope": "openid read:notes write:notes offline_access"])
        }
    }

    @Test func `tokens that never end do not end`() async throws {
        try await eachEngine { tenant in
            let login = try await LoginFixture(
                tenant,
                client: [
                    "refresh_token": [
                        "rotation_type": "rotating", "expiration_type": "expiring", "token_lifetime": 1_000,
                        "idle_token_lifetime": 500, "infinite_idle_token_lifetime": true,
                    ]
                ])
            let token = try await login.refreshToken()
            tenant.clock.advance(.seconds(999))
            expect(try await login.refresh(token), 200)
            let other = try await login.refreshToken()
            tenant.clock.advance(.seconds(1_000))
            expect(try await login.refresh(other), 403)
        }
    }

    @Test func `an application revokes its own tokens alone`() async throws {
        try await eachEngine { tenant in
            let login = try await LoginFixture(tenant)
            let token = try await login.refreshToken()
            let kept = try await tenant.run([
                .post(
                    "/clients", ["name": "Other"], 201, keeping: ["id": "client_id", "secret": "client_secret"])
            ])
            let body: JSON = [
                "client_id": kept["id"] ?? .null, "client_secret": kept["secret"] ?? .null, "token": .string(token),
            ]
            let answer = try await tenant.request("POST", "/oauth/revoke", body: body, token: nil, root: "")
            #expect(answer.status == 200)
            expect(try await login.refresh(token), 200)
        }
    }

    @Test func `where users ask from is an address`() async throws {
        try await eachEngine { tenant in
            let login = try await LoginFixture(tenant, client: ["is_token_endpoint_ip_header_trusted": true])
            let name = try #require(HTTPField.Name("auth0-forwarded-for"))
            expect(try await login.logIn(headers: [name: "<script>"]), 200)
            #expect(try await login.event("s")["ip"] == "127.0.0.1")
        }
    }

    @Test func `a connection may go without protection against guesses`() async throws {
        try await eachEngine { tenant in
            let login = try await LoginFixture(tenant, options: ["brute_force_protection": false])
            for _ in 1...11 { expect(try await login.logIn(["password": "wrong"]), 403) }
            #expect(try await tenant.mails(.blockedAccount).isEmpty)
            expect(try await login.logIn(), 200)
        }
    }

    @Test func `an address that the tenant trusts is neither counted nor told of`() async throws {
        try await eachEngine { tenant in
            let login = try await LoginFixture(tenant)
            try await tenant.run([
                .patch("/attack-protection/brute-force-protection", ["allowlist": ["127.0.0.1"]], 200)
            ])
            for _ in 1...11 { expect(try await login.logIn(["password": "wrong"]), 403) }
            #expect(try await tenant.mails(.blockedAccount).isEmpty)
            try await tenant.run([.patch("/attack-protection/brute-force-protection", ["allowlist": []], 200)])
            expect(try await login.logIn(), 429)
        }
    }

    @Test func `what asks for an API may name it as a resource`() async throws {
        try await eachEngine { tenant in
            let login = try await LoginFixture(tenant)
            let asked: JSONObject = ["resource": .string(LoginFixture.audience), "scope": "openid read:notes"]
            expect(try await login.logIn(asked), 200, ["scope": "openid"])
            try await tenant.run([
                .patch("/tenants/settings", ["resource_parameter_profile": "compatibility"], 200)
            ])
            expect(try await login.logIn(asked), 200, ["scope": "openid read:notes"])
            // The user's profile is no API.
            let own: JSONObject = ["audience": .string(tenant.issuer + "userinfo"), "scope": "openid read:notes"]
            expect(try await login.logIn(own), 200, ["scope": "openid"])
        }
    }
}
