import Contract
import HTTPTypes
import TestKit
import Testing

@Suite("Requests that applications push") struct PushedRequestTests {
    private static func application(_ tenant: TestTenant, client: JSONObject = [:]) async throws -> WebApplication {
        let app = try await WebApplication(tenant, client: client)
        try await tenant.run([.patch("/tenants/settings", ["pushed_authorization_requests_supported": true], 200)])
        return app
    }

    private static func push(_ app: WebApplication, _ more: JSONObject = [:]) async throws -> TestTenant.Answer {
        let asked: JSONObject = [
            "client_id": .string(app.login.client), "client_secret": .string(app.login.secret),
            "redirect_uri": .string(WebApplication.callback), "response_type": "code", "scope": "openid email",
            "state": "a pushed state", "nonce": "a pushed nonce",
        ]
        return try await app.login.tenant.request(
            "POST", "/oauth/par", body: .object(asked.merging(more) { $1 }), token: nil, root: "")
    }

    private static func open(_ app: WebApplication, _ name: JSON?, client: String? = nil) async throws -> Browser.View {
        let name = try #require(name?.string)
        return try await app.browser.open(
            "/authorize?client_id=\(client ?? app.login.client)&request_uri=\(PercentEncoding.encode(name))&state=other"
        )
    }

    @Test func aNameStandsForWhatWasPushedOnce() async throws {
        try await eachEngine { tenant in
            let app = try await Self.application(tenant, client: ["require_pushed_authorization_requests": true])
            let pushed = try await Self.push(app)
            expect(pushed, 201, ["expires_in": 30])
            let name = pushed.json["request_uri"]
            #expect(name?.string?.hasPrefix("urn:ietf:params:oauth:request_uri:") == true)
            // Another application's name for it is none, and does not use it up.
            #expect(try await Self.open(app, name, client: tenant.administrator.clientID).status == 400)
            let view = try await app.logIn(try await app.browser.open(try await Self.open(app, name).location))
            #expect(view.parameters["state"] == "a pushed state", "what the browser says does not count")
            let tokens = try await app.exchange(try #require(view.parameters["code"]), ["code_verifier": .null])
            expect(tokens, 200, ["scope": "openid email"])
            #expect(try app.login.claims(tokens.json["id_token"])["nonce"] == "a pushed nonce")
            let again = try await Self.open(app, name)
            #expect(again.status == 400 && again.alert?.contains("was used before") == true)
            let direct = try await app.authorize()
            #expect(
                direct.parameters["error_description"] == "Pushed authorization requests are required for this client")
        }
    }

    @Test func itIsGoodForHalfAMinute() async throws {
        try await eachEngine { tenant in
            let app = try await Self.application(tenant)
            let first = try await Self.push(app).json["request_uri"]
            tenant.clock.advance(.seconds(29))
            #expect(try await Self.open(app, first).location.hasPrefix("/u/login"))
            let second = try await Self.push(app).json["request_uri"]
            tenant.clock.advance(.seconds(30))
            #expect(try await Self.open(app, second).status == 400)
            #expect(try await Self.open(app, "https://notes.example/request").alert?.contains("/oauth/par") == true)
            #expect(try await app.authorize().location.hasPrefix("/u/login"), "it may still be asked directly")
        }
    }

    @Test func oneOfTwoAtTheSameTimeIsAnswered() async throws {
        try await eachEngine { tenant in
            let app = try await Self.application(tenant)
            let name = PercentEncoding.encode(try #require(try await Self.push(app).json["request_uri"]?.string))
            let address = "/authorize?client_id=\(app.login.client)&request_uri=\(name)"
            let found = try await withThrowingTaskGroup { group in
                for _ in 0..<5 { group.addTask { try await Browser(tenant).open(address).status } }
                return try await group.reduce(into: 0) { $0 += $1 == 302 ? 1 : 0 }
            }
            #expect(found == 1)
        }
    }

    @Test func whatIsRefused() async throws {
        try await eachEngine { tenant in
            let app = try await Self.application(tenant)
            for (more, status, error) in [
                (["client_secret": "wrong"], 401, "access_denied"), (["client_secret": .null], 401, "access_denied"),
                (["response_type": "x"], 400, "unsupported_response_type"),
                (["redirect_uri": "https://evil.example/"], 403, "invalid_request"),
                (["request_uri": "urn:x"], 400, "invalid_request"), (["state": "a\u{0}b"], 400, "invalid_request"),
                (["max_age": "x"], 400, "invalid_request"),
                (["state": .string(String(repeating: "x", count: 10_240))], 413, "invalid_request"),
            ] as [(JSONObject, Int, String)] {
                let answer = try await Self.push(app, more)
                #expect(answer.status == status && answer.json["error"]?.string == error, "\(answer.json.text)")
            }
            #expect(try await app.login.event("fpar")["client_id"]?.string == app.login.client)
            let document = try await tenant.request("GET", "/.well-known/openid-configuration", token: nil, root: "")
            #expect(document.json["pushed_authorization_request_endpoint"]?.string == tenant.issuer + "oauth/par")
            try await tenant.run([
                .patch("/clients/\(app.login.client)", ["token_endpoint_auth_method": "none"], 200)
            ])
            #expect(try await Self.push(app, ["client_secret": .null]).status == 401, "it must prove who it is")
            try await tenant.run([
                .patch("/clients/\(app.login.client)", ["token_endpoint_auth_method": "client_secret_basic"], 200),
                .patch("/tenants/settings", ["pushed_authorization_requests_supported": false], 200),
            ])
            #expect(try await Self.push(app).json["error"] == "invalid_request")
            let other = try await tenant.request("GET", "/.well-known/openid-configuration", token: nil, root: "")
            #expect(other.json["pushed_authorization_request_endpoint"] == nil)
        }
    }
}
