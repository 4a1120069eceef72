import Contract
import OrderedCollections
import TestKit
import Testing

@Suite("Logins that somebody must agree to") struct ConsentTests {
    @Test func `an API may want its own applications' users to agree`() async throws {
        try await eachEngine { tenant in
            let app = try await WebApplication(tenant, api: ["skip_consent_for_verifiable_first_party_clients": false])
            let asked = ["audience": LoginFixture.audience, "scope": "openid read:notes"]
            let view = try await app.logIn(try await app.page(asked))
            #expect(view.location.hasPrefix("/u/consent?state="))
            #expect(
                try await app.authorize(asked.merging(["prompt": "none"]) { $1 }).parameters["error"]
                    == "consent_required")
            let page = try await app.browser.open(view.location)
            let done = try await app.browser.submit(
                "/u/consent", ["state": page.hidden("state") ?? "", "action": "accept"])
            #expect(done.parameters["code"] != nil)
            #expect(try await app.authorize(asked.merging(["prompt": "none"]) { $1 }).parameters["code"] != nil)
            // Nobody need agree to what is no API's.
            #expect(try await app.authorize(["prompt": "none"]).parameters["code"] != nil)
        }
    }

    @Test(arguments: ["/grants/{grant}", "/grants?user_id={user}"])
    func `a consent that is taken back takes the refresh tokens with it`(_ path: String) async throws {
        try await eachEngine { tenant in
            let app = try await WebApplication(tenant, api: ["skip_consent_for_verifiable_first_party_clients": false])
            let view = try await app.logIn(
                try await app.page(["audience": LoginFixture.audience, "scope": "openid read:notes offline_access"]))
            let page = try await app.browser.open(view.location)
            let done = try await app.browser.submit(
                "/u/consent", ["state": page.hidden("state") ?? "", "action": "accept"])
            let tokens = try await app.exchange(try #require(done.parameters["code"]))
            let token = try #require(tokens.json["refresh_token"]?.string, "\(tokens.text)")
            expect(try await app.login.refresh(token), 200)
            let grants = try await tenant.request("GET", "/grants", token: tenant.token).json
            let grant = try #require(grants.array?.first?["id"]?.string, "\(grants.text)")
            let address = path.replacing("{grant}", with: grant)
                .replacing("{user}", with: app.login.user.replacing("|", with: "%7C"))
            #expect(try await tenant.request("DELETE", address, token: tenant.token).status == 204)
            let refused = try await app.login.refresh(token)
            #expect(refused.status == 403 && refused.json["error"] == "invalid_grant", "\(refused.text)")
        }
    }

    private static let loopback = "http://localhost:8080/callback"
    private static let custom = "com.example.app://callback"
    private static let setting = "skip_non_verifiable_callback_uri_confirmation_prompt"

    private func application(_ tenant: TestTenant, _ more: JSONObject = [:]) async throws -> WebApplication {
        let callbacks: JSON = [.string(Self.loopback), .string(Self.custom), .string(WebApplication.callback)]
        let own: JSONObject = ["callbacks": callbacks]
        return try await WebApplication(tenant, client: own.merging(more) { $1 })
    }

    @Test(arguments: [loopback, custom])
    func `a login that shows no screen is confirmed where nobody can verify the callback`(_ uri: String) async throws {
        try await eachEngine { tenant in
            let app = try await application(tenant)
            try await tenant.run([.patch("/tenants/settings", .object([Self.setting: false]), 200)])
            _ = try await app.code()
            #expect(try await app.authorize(["prompt": "none"]).parameters["code"] != nil, "that is the application's")
            let asked = ["redirect_uri": uri]
            let view = try await app.authorize(asked)
            #expect(view.location.hasPrefix("/u/confirmation?state="))
            let silent = try await app.authorize(asked.merging(["prompt": "none"]) { $1 })
            #expect(silent.parameters["error"] == "interaction_required")
            let page = try await app.browser.open(view.location)
            #expect(page.text.contains("Notes"))
            let no = try await app.browser.submit(
                "/u/confirmation", ["state": page.hidden("state") ?? "", "action": "deny"])
            #expect(no.parameters["error"] == "access_denied")
            let again = try await app.browser.open(try await app.authorize(asked).location)
            let yes = try await app.browser.submit(
                "/u/confirmation", ["state": again.hidden("state") ?? "", "action": "accept"])
            #expect(yes.location.hasPrefix(uri + "?code="))
            // Whoever sees the login page has seen a screen.
            #expect(try await app.code(asked.merging(["prompt": "login"]) { $1 }).isEmpty == false)
        }
    }

    @Test func `applications and tenants may do without`() async throws {
        try await eachEngine { tenant in
            let app = try await application(tenant)
            _ = try await app.code()
            let silent = ["redirect_uri": Self.loopback, "prompt": "none"]
            try await tenant.run([.patch("/tenants/settings", .object([Self.setting: true]), 200)])
            #expect(try await app.authorize(silent).parameters["code"] != nil)
            try await tenant.run([.patch("/clients/\(app.login.client)", .object([Self.setting: false]), 200)])
            #expect(try await app.authorize(silent).parameters["error"] == "interaction_required")
            try await tenant.run([
                .patch("/clients/\(app.login.client)", .object([Self.setting: .null, "oidc_conformant": false]), 200),
                .patch("/tenants/settings", .object([Self.setting: false]), 200),
            ])
            #expect(try await app.authorize(silent).parameters["code"] != nil, "not for applications of old")
        }
    }

    @Test func `a server for development does not ask`() async throws {
        try await eachEngine { tenant in
            let app = try await application(tenant)
            _ = try await app.code()
            let view = try await app.authorize(["redirect_uri": Self.loopback, "prompt": "none"])
            #expect(view.parameters["code"] != nil)
        }
    }
}
