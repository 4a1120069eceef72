import Contract
import Foundation
import Serving
import TestKit
import Testing

@Suite struct ImpersonationTests {
    private func link(_ login: LoginFixture, _ parameters: JSON) async throws -> String {
        let kept = try await login.tenant.run([
            .get("/users-by-email?email=grace@example.com", 200, keeping: ["id": "0.user_id"])
        ])
        let body: JSON = [
            "impersonator_id": kept["id"] ?? .null, "protocol": "oauth2", "client_id": .string(login.client),
            "additionalParameters": parameters,
        ]
        let request = IncomingRequest(
            method: "POST", path: "/api/v2/users/\(login.user.replacing("|", with: "%7C"))/impersonate",
            headers: [.authorization: "Bearer \(login.tenant.token)", .contentType: "application/json"],
            body: body.bytes)
        let answer = await login.tenant.gatehouse.site.answer(request)
        return String(decoding: answer.body, as: UTF8.self)
    }

    private func follow(_ tenant: TestTenant, _ link: String) async throws -> OutgoingResponse {
        let parts = try #require(URLComponents(string: link))
        let request = IncomingRequest(
            method: "GET", path: parts.percentEncodedPath, query: parts.percentEncodedQuery ?? "")
        return await tenant.gatehouse.site.answer(request)
    }

    private func fixture(_ tenant: TestTenant) async throws -> LoginFixture {
        let callbacks: JSON = ["https://app.example/callback", "https://app.example/other"]
        let login = try await LoginFixture(tenant, client: ["callbacks": callbacks])
        let grace: JSON = [
            "connection": "People", "email": "grace@example.com", "username": "grace", "password": "Compiler-1952",
        ]
        try await tenant.run([.post("/users", grace, 201)])
        return login
    }

    @Test func aLinkWorksOnce() async throws {
        try await eachEngine { tenant in
            let login = try await fixture(tenant)
            let link = try await link(login, ["scope": "openid email", "state": "a b&c"])
            let answer = try await follow(tenant, link)
            #expect(answer.status == 302 && answer.headers[.cacheControl] == "no-store")
            let location = try #require(answer.headers[.location])
            #expect(location.hasPrefix("https://app.example/callback#id_token="))
            let fragment = PercentEncoding.pairs(try #require(location.split(separator: "#").last)) ?? []
            let sent = Dictionary(uniqueKeysWithValues: fragment.map { ($0.name, $0.value) })
            #expect(sent["state"] == "a b&c" && sent["token_type"] == "Bearer")
            let claims = try login.claims(sent["id_token"].map(JSON.string))
            #expect(claims["sub"]?.string == login.user && claims["impersonated"] == true)
            #expect(claims["impersonator"]?["email"] == "grace@example.com", "\(claims.text)")
            let told = try await tenant.request("GET", "/userinfo", token: sent["access_token"], root: "")
            expect(told, 200, ["email": "ada@example.com"])
            let event = try await login.event("s")
            #expect(event["details"]?["impersonator"]?["email"] == "grace@example.com")
            let user = try await tenant.request("GET", "/users/\(login.user)", token: tenant.token)
            #expect(user.json["logins_count"] == nil, "the user did not log in")
            #expect(try await follow(tenant, link).status == 400)
        }
    }

    @Test func linksThatDoNotWork() async throws {
        try await eachEngine { tenant in
            let login = try await fixture(tenant)
            let other = try await follow(tenant, try await link(login, ["callback_url": "https://app.example/other"]))
            #expect(other.headers[.location]?.hasPrefix("https://app.example/other#") == true)
            let stranger = try await link(login, ["callback_url": "https://evil.example/"])
            let late = try await link(login, [:])
            let answer = try await follow(tenant, stranger)
            #expect(answer.status == 400 && answer.headers[.location] == nil)
            #expect(answer.headers[.contentType] == "text/html; charset=utf-8")
            tenant.clock.advance(.seconds(300))
            for link in [late, "/forensics/impersonation?ticket=none", "/forensics/impersonation"] {
                #expect(try await follow(tenant, link).status == 400)
            }
        }
    }
}
