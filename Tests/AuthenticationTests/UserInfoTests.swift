import Contract
import HTTPTypes
import Serving
import TestKit
import Testing

@Suite struct UserInfoTests {
    @Test func claimsByScope() async throws {
        try await eachEngine { tenant in
            let login = try await LoginFixture(tenant)
            let full = try await login.logIn(["scope": "openid profile email", "audience": "https://notes.example/"])
            let token = try #require(full.json["access_token"]?.string)
            let told: JSON = [
                "sub": .string(login.user), "name": "Ada Lovelace", "email": "ada@example.com", "email_verified": true,
                "nickname": "~.", "picture": "~.", "updated_at": "~^2026-01-31T",
            ]
            for method in ["GET", "POST"] {
                let answer = try await tenant.request(method, "/userinfo", token: token, root: "")
                expect(answer, 200, told)
                #expect(answer.json["identities"] == nil && answer.json["logins_count"] == nil)
            }
            let form = try await tenant.request(
                "POST", "/userinfo", bytes: Array("access_token=\(token)".utf8), token: nil,
                headers: [.contentType: "application/x-www-form-urlencoded"], root: "")
            expect(form, 200, told)
            let short = try #require(try await login.logIn().json["access_token"]?.string)
            let answer = try await tenant.request("GET", "/userinfo", token: short, root: "")
            #expect(answer.json == ["sub": .string(login.user)])
        }
    }

    @Test func tokensThatDoNotTellOfAUser() async throws {
        try await eachEngine { tenant in
            let login = try await LoginFixture(tenant)
            let answer = try await login.logIn()
            let good = try #require(answer.json["access_token"]?.string)
            let unscoped = try await login.logIn([
                "scope": "read:notes", "audience": .string(LoginFixture.audience),
            ])
            let bad = [
                good + "x", "none", try #require(answer.json["id_token"]?.string),
                try #require(unscoped.json["access_token"]?.string), tenant.token,
            ]
            for token in bad { try await refuses(tenant, token, "Bearer realm=\"Users\", error=\"invalid_token\"") }
            try await refuses(tenant, nil, "Bearer realm=\"Users\"")
            #expect(try await tenant.request("GET", "/userinfo", token: good, root: "").status == 200)
            tenant.clock.advance(.seconds(86_400))
            try await refuses(tenant, good, "Bearer realm=\"Users\", error=\"invalid_token\"")
            let fresh = try #require(try await login.logIn().json["access_token"]?.string)
            try await tenant.run([.delete("/users/\(login.user)", 204)])
            try await refuses(tenant, fresh, "Bearer realm=\"Users\", error=\"invalid_token\"")
        }
    }

    private func refuses(_ tenant: TestTenant, _ token: String?, _ challenge: String) async throws {
        var headers = HTTPFields()
        headers[.authorization] = token.map { "Bearer \($0)" }
        let answer = await tenant.gatehouse.site.answer(
            IncomingRequest(method: "GET", path: "/userinfo", headers: headers))
        #expect(answer.status == 401 && String(decoding: answer.body, as: UTF8.self) == "Unauthorized")
        #expect(answer.headers[.wwwAuthenticate]?.hasPrefix(challenge) == true)
    }

    @Test func discoveryNamesIt() async throws {
        try await eachEngine { tenant in
            let document = try await tenant.request("GET", "/.well-known/openid-configuration", token: nil, root: "")
            let named: JSON = [
                "userinfo_endpoint": .string(tenant.issuer + "userinfo"),
                "revocation_endpoint": .string(tenant.issuer + "oauth/revoke"),
            ]
            #expect(document.json.difference(from: named) == nil)
            #expect(document.json["grant_types_supported"]?.strings?.contains("refresh_token") == true)
        }
    }
}
