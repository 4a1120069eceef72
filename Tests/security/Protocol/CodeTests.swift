import Contract
import HTTPTypes
import OrderedCollections
import TestKit
import Testing

@Suite("Codes that are stolen or shown elsewhere") struct CodeAttackTests {
    @Test(arguments: ["plain", "", "s256", "S512", "S256 "])
    func `PKCE is S256`(_ method: String) async throws {
        try await eachEngine { tenant in
            let app = try await WebApplication(tenant)
            let view = try await app.authorize(["code_challenge_method": method])
            #expect(view.parameters["error"] == "invalid_request", "\(view.location)")
            let discovery = try await tenant.request(
                "GET", "/.well-known/openid-configuration", token: nil, root: "")
            #expect(discovery.json["code_challenge_methods_supported"] == ["S256"])
        }
    }

    @Test func `a verifier that is the challenge is none`() async throws {
        try await eachEngine { tenant in
            let app = try await WebApplication(tenant)
            let challenge = String(repeating: "a", count: 43)
            let code = try await app.code(["code_challenge": challenge])
            expect(try await app.exchange(code, ["code_verifier": .string(challenge)]), 403, ["error": "invalid_grant"])
        }
    }

    @Test func `a code that comes twice ends what was given for it`() async throws {
        try await eachEngine { tenant in
            let app = try await WebApplication(tenant)
            let code = try await app.code(["scope": "openid offline_access", "audience": LoginFixture.audience])
            let tokens = try await app.exchange(code).json
            let access = try #require(tokens["access_token"]?.string)
            #expect(try await profile(tenant, access).status == 200)
            tenant.clock.advance(.seconds(2))
            expect(try await app.exchange(code), 403, ["error": "invalid_grant"])
            #expect(try await profile(tenant, access).status == 401)
            // Those of other logins stay good.
            let other = try await app.exchange(try await app.code(["prompt": "login"])).json
            #expect(try await profile(tenant, try #require(other["access_token"]?.string)).status == 200)
        }
    }

    @Test func `a blocked user has no profile to show`() async throws {
        try await eachEngine { tenant in
            let app = try await WebApplication(tenant)
            let access = try #require(try await app.exchange(try await app.code()).json["access_token"]?.string)
            try await tenant.run([.patch("/users/\(app.login.user)", ["blocked": true], 200)])
            #expect(try await profile(tenant, access).status == 401)
        }
    }

    private func profile(_ tenant: TestTenant, _ token: String) async throws -> TestTenant.Answer {
        try await tenant.request("GET", "/userinfo", token: token, root: "")
    }

    @Test func `requests are pushed by POST alone`() async throws {
        try await eachEngine { tenant in
            let answer = try await tenant.request("GET", "/oauth/par", token: nil, root: "")
            #expect(answer.status == 405 && answer.headers[.allow] == "POST")
        }
    }

    /// Gives a tenant with two applications that mail codes.
    private func twoApplications(_ tenant: TestTenant) async throws -> (one: LoginFixture, two: String, secret: String)
    {
        let grants: JSON = ["http://auth0.com/oauth/grant-type/passwordless/otp", "authorization_code"]
        let one = try await LoginFixture(
            tenant, client: ["grant_types": grants, "callbacks": ["https://notes.example/callback"]])
        let kept = try await tenant.run([
            .post(
                "/clients", ["name": "Two", "grant_types": grants], 201,
                keeping: ["id": "client_id", "secret": "client_secret"]),
            .post(
                "/connections",
                ["name": "email", "strategy": "email", "enabled_clients": [.string(one.client), "{id}"]], 201),
        ])
        return (one, kept["id"]?.string ?? "", kept["secret"]?.string ?? "")
    }

    private func start(_ login: LoginFixture, send: String) async throws {
        let body: JSON = [
            "client_id": .string(login.client), "client_secret": .string(login.secret), "connection": "email",
            "email": "ada@example.com", "send": .string(send),
            "authParams": [
                "redirect_uri": "https://notes.example/callback", "response_type": "code", "scope": "openid",
            ],
        ]
        let answer = try await login.tenant.request(
            "POST", "/passwordless/start", body: body, token: nil, root: "")
        #expect(answer.status == 200, "\(answer.json)")
    }

    private func show(_ login: LoginFixture, _ code: String, _ more: JSONObject = [:]) async throws -> TestTenant.Answer
    {
        let grant: JSONObject = [
            "grant_type": "http://auth0.com/oauth/grant-type/passwordless/otp", "realm": "email",
            "username": "ada@example.com", "otp": .string(code), "scope": "openid",
        ]
        return try await login.ask(grant.merging(more) { $1 })
    }

    @Test func `a mailed code is for the application that asked`() async throws {
        try await eachEngine { tenant in
            let (one, two, secret) = try await twoApplications(tenant)
            try await start(one, send: "code")
            let mail = try #require(try await tenant.mails(.passwordless).first)
            let code = try #require(mail.text.firstMatch(of: /[0-9]{6}/).map { String($0.output) })
            let elsewhere: JSONObject = ["client_id": .string(two), "client_secret": .string(secret)]
            expect(try await show(one, code, elsewhere), 403, ["error": "invalid_grant"])
            expect(try await show(one, code), 200, [:])
        }
    }

    @Test func `a link's code works nowhere but behind the link`() async throws {
        try await eachEngine { tenant in
            let (one, _, _) = try await twoApplications(tenant)
            try await start(one, send: "link")
            let mail = try #require(try await tenant.mails(.passwordless).first)
            let code = try #require(mail.text.firstMatch(of: /verification_code=([A-Za-z0-9_-]+)/)?.output.1)
            expect(try await show(one, String(code)), 403, ["error": "invalid_grant"])
            let app = WebApplication(sharing: one)
            let page = try await app.page(["connection": "email"])
            let form = try await app.browser.submit(
                "/u/login/code",
                ["state": page.hidden("state") ?? "", "email": "ada@example.com", "code": String(code)])
            #expect(form.parameters["code"] == nil, "\(form.location)")
        }
    }

    @Test func `the page of a link of an impersonation has the headers of every page`() async throws {
        try await eachEngine { tenant in
            let answer = try await tenant.request("GET", "/forensics/impersonation?ticket=x", token: nil, root: "")
            #expect(answer.status == 400)
            for name in ["Content-Security-Policy", "X-Frame-Options", "X-Content-Type-Options", "Referrer-Policy"] {
                #expect(answer.headers[try #require(HTTPField.Name(name))] != nil, "\(name)")
            }
        }
    }
}
