import Contract
import Crypto
import Secrets
import TestKit
import Testing

@Suite("Answers that browsers bring") struct ResponseTypeTests {
    private static func application(_ tenant: TestTenant, client: JSONObject = [:]) async throws -> WebApplication {
        let grants: JSONObject = ["grant_types": ["authorization_code", "implicit", "refresh_token"]]
        return try await WebApplication(
            tenant, client: grants.merging(client) { $1 }, api: ["token_lifetime_for_web": 600])
    }

    private static func half<Function: HashFunction>(_ text: String?, _: Function.Type) -> String {
        let digest = Function.hash(data: Array((text ?? "").utf8))
        return Base64URL.text(Array(digest).prefix(Function.Digest.byteCount / 2))
    }

    @Test func tokensComeInTheFragment() async throws {
        try await eachEngine { tenant in
            let app = try await Self.application(tenant)
            let wanted = [
                "response_type": "token id_token", "audience": LoginFixture.audience,
                "scope": "openid email read:notes offline_access", "code_challenge": "", "code_challenge_method": "",
            ]
            let view = try await app.logIn(try await app.page(wanted))
            #expect(view.location.hasPrefix(WebApplication.callback + "#"), "\(view.location)")
            let answer = view.parameters
            #expect(answer["state"] == "a state" && answer["token_type"] == "Bearer" && answer["code"] == nil)
            #expect(answer["expires_in"] == "600" && answer["scope"] == "openid email read:notes")
            #expect(answer["refresh_token"] == nil)
            let access = try app.login.claims(answer["access_token"].map(JSON.string))
            #expect(access["aud"] == [.string(LoginFixture.audience), .string(tenant.issuer + "userinfo")])
            #expect(access["scope"] == "openid email read:notes" && access["azp"]?.string == app.login.client)
            #expect(try #require(access["exp"]?.integer) - (try #require(access["iat"]?.integer)) == 600)
            let identity = try app.login.claims(answer["id_token"].map(JSON.string))
            #expect(identity["nonce"] == "a nonce" && identity["email"] == "ada@example.com")
            #expect(identity["at_hash"]?.string == Self.half(answer["access_token"], SHA256.self))
            #expect(identity["c_hash"] == nil && identity["sid"] != nil)
            let person = try await tenant.request(
                "GET", "/userinfo", token: try #require(answer["access_token"]), root: "")
            #expect(person.json["email"] == "ada@example.com")
            #expect(try await app.login.logged() == ["s"], "there is no exchange")
            let event = try await app.login.event("s")
            #expect(event["client_id"]?.string == app.login.client)
        }
    }

    @Test func anIDTokenAloneComesByForm() async throws {
        try await eachEngine { tenant in
            let app = try await Self.application(tenant, client: ["jwt_configuration": ["alg": "HS256"]])
            let view = try await app.logIn(
                try await app.page([
                    "response_type": "id_token", "response_mode": "form_post", "code_challenge": "",
                    "code_challenge_method": "",
                ]))
            #expect(view.text.contains("action=\"\(WebApplication.callback)\"") && view.hidden("state") == "a state")
            #expect(
                view.hidden("access_token") == nil && view.hidden("expires_in") == nil && view.hidden("code") == nil)
            let token = view.hidden("id_token").map(JSON.string)
            #expect(try app.login.header(token)["alg"] == "HS256")
            #expect(try app.login.claims(token)["nonce"] == "a nonce")
            #expect(try app.login.claims(token)["at_hash"] == nil)
        }
    }

    @Test func aCodeMayHaveTokensBesideIt() async throws {
        try await eachEngine { tenant in
            let app = try await Self.application(tenant, client: ["jwt_configuration": ["alg": "RS512"]])
            let view = try await app.logIn(
                try await app.page(["response_type": "id_token code token", "scope": "openid offline_access"]))
            let answer = view.parameters
            let code = try #require(answer["code"], "\(view.location)")
            let first = try app.login.claims(answer["id_token"].map(JSON.string))
            #expect(first["c_hash"]?.string == Self.half(code, SHA512.self))
            #expect(first["at_hash"]?.string == Self.half(answer["access_token"], SHA512.self))
            #expect(answer["expires_in"] == "7200" && answer["scope"] == "openid")
            let tokens = try await app.exchange(code)
            expect(tokens, 200, ["scope": "openid offline_access", "expires_in": 86_400])
            #expect(tokens.json["refresh_token"] != nil)
            #expect(try app.login.claims(tokens.json["id_token"])["sub"] == first["sub"])
            // With a session it is the same, and what is not asked for does not come.
            let second = try await app.authorize(["response_type": "code id_token"]).parameters
            #expect(second["code"] != nil && second["id_token"] != nil && second["access_token"] == nil)
            let third = try await app.authorize(["response_type": "code token", "nonce": ""]).parameters
            #expect(third["code"] != nil && third["id_token"] == nil && third["access_token"] != nil)
            let silent = try await app.authorize([
                "response_type": "token", "nonce": "", "prompt": "none", "response_mode": "web_message",
            ])
            #expect(silent.text.contains("\"access_token\":\"") && silent.text.contains("https://notes.example"))
            #expect(try await app.login.logged() == ["ssa", "s", "s", "seacft", "s"])
        }
    }

    @Test func whatIsRefused() async throws {
        try await eachEngine { tenant in
            let app = try await Self.application(tenant)
            for (more, error, description) in [
                (["response_type": "none"], "unsupported_response_type", "Unsupported response type: none"),
                (["response_type": "code code"], "unsupported_response_type", "Unsupported response type: code code"),
                (["response_type": "id_token", "nonce": ""], "invalid_request", "Missing required parameter: nonce"),
                (
                    ["response_type": "id_token", "scope": "email"], "invalid_request",
                    "The scope openid is needed for an ID token"
                ),
                (
                    ["response_type": "token", "response_mode": "query"], "invalid_request",
                    "Unsupported response mode: query"
                ),
            ] {
                let view = try await app.authorize(more)
                #expect(view.parameters["error"] == error, "\(more): \(view.location)")
                #expect(view.parameters["error_description"] == description)
                let isAtFront = more["response_type"]?.contains("token") == true
                #expect(view.location.contains(isAtFront ? "#" : "?"), "errors come as tokens would")
            }
            let silent = try await app.authorize(["response_type": "token", "prompt": "none"])
            #expect(silent.location.hasPrefix(WebApplication.callback + "#error=login_required"))
            let message = "Grant type 'implicit' not allowed for the client."
            try await tenant.run([
                .patch("/clients/\(app.login.client)", ["grant_types": ["authorization_code"]], 200)
            ])
            #expect(try await app.authorize(["response_type": "token"]).parameters["error"] == "unauthorized_client")
            #expect(try await app.authorize(["response_type": "code token"]).parameters["error_description"] == message)
            try await tenant.run([.patch("/clients/\(app.login.client)", ["grant_types": ["implicit"]], 200)])
            #expect(
                try await app.authorize(["response_type": "code id_token"]).parameters["error_description"]
                    == "Grant type 'authorization_code' not allowed for the client.")
            let page = try await app.authorize(["response_type": "id_token"])
            #expect(page.location.hasPrefix("/u/login"))
        }
    }

    @Test func actionsSayWhatTokensSay() async throws {
        try await eachEngine { tenant in
            let app = try await Self.application(tenant)
            try await ActionFlowTests.bind(
                """
                api.idToken.setCustomClaim('protocol', event.transaction.protocol);
                api.accessToken.setCustomClaim('plan', 'gold');
                """, of: tenant)
            let answer = try await app.logIn(try await app.page(["response_type": "id_token token"])).parameters
            #expect(
                try app.login.claims(answer["id_token"].map(JSON.string))["protocol"] == "oidc-implicit-profile")
            #expect(try app.login.claims(answer["access_token"].map(JSON.string))["plan"] == "gold")
            let hybrid = try await app.authorize(["response_type": "code id_token"]).parameters
            #expect(try app.login.claims(hybrid["id_token"].map(JSON.string))["protocol"] == "oidc-hybrid-profile")
        }
    }

    @Test func whoIsBlockedWhileThePageIsOpenGetsNoTokens() async throws {
        try await eachEngine { tenant in
            let app = try await Self.application(tenant, client: ["is_first_party": false])
            let asked = try await app.logIn(try await app.page(["response_type": "id_token token"]))
            let page = try await app.browser.open(asked.location)
            try await tenant.run([.patch("/users/\(app.login.user)", ["blocked": true], 200)])
            let view = try await app.browser.submit(
                "/u/consent", ["state": try #require(page.hidden("state")), "action": "accept"])
            #expect(view.location.contains("#error=unauthorized"), "\(view.location)")
        }
    }
}
