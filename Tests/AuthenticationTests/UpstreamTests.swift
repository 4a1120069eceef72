import Contract
import HTTPTypes
import ManagementClient
import Secrets
import Serving
import TestKit
import Testing

@Suite("Logins with others' providers") struct UpstreamTests {
    @Test func aCompanysTenantVouchesForItsPeople() async throws {
        try await eachEngine { tenant in
            try await CompanyTenant.listening(for: tenant) { company in
                let app = try await WebApplication(tenant)
                try await app.connect(options(company))
                let sent = try await app.authorize(["connection": "corp", "login_hint": "grace@corp.example"])
                let asked = sent.parameters
                #expect(asked["redirect_uri"] == "http://localhost:3000/login/callback")
                #expect(asked["scope"] == "openid profile email" && asked["client_id"] == company.client)
                #expect(asked["code_challenge_method"] == "S256" && asked["login_hint"] == "grace@corp.example")
                let back = try await company.logIn(sent.location)
                let view = try await app.comeBack(back)
                #expect(view.location.hasPrefix(WebApplication.callback) && view.parameters["state"] == "a state")
                let claims = try await app.claims(of: view)
                let id = "oidc|corp|auth0|grace@corp.example"
                #expect(claims["sub"]?.string == id && claims["email"] == "grace@corp.example")
                #expect(claims["name"] == "Grace Hopper" && claims["email_verified"] == true)
                let user = try await tenant.request("GET", "/users/\(PercentEncoding.encode(id))", token: tenant.token)
                let identity = user.json["identities"]?.array?.first
                #expect(identity?["provider"] == "oidc" && identity?["isSocial"] == false)
                #expect(identity?["user_id"]?.string == "corp|auth0|grace@corp.example")
                #expect(user.json["logins_count"] == 1 && user.json["iss"] == nil && user.json["nonce"] == nil)
                #expect(try await app.login.logged() == ["seacft", "s"])
                let signup = try await app.login.event("ss")
                #expect(signup["strategy"] == "oidc" && signup["strategy_type"] == "enterprise")
                let sid = claims["sid"]?.string ?? ""
                let session = try await tenant.request("GET", "/sessions/\(sid)", token: tenant.token)
                #expect(session.json["authentication"]?["methods"]?.array?.first?["name"] == "federated")
                #expect(try await app.authorize(["prompt": "none"]).parameters["code"] != nil)
                #expect(try await app.authorize(["connection": "corp"]).parameters["code"] != nil)
                // A session with another connection is none for who is asked for with this one.
                let other = try await app.authorize(["connection": "People", "prompt": "none"])
                #expect(other.parameters["error"] == "login_required")
            }
        }
    }

    @Test func theCallbackWorksOnceAndInItsBrowserAlone() async throws {
        try await eachEngine { tenant in
            try await CompanyTenant.listening(for: tenant) { company in
                let app = try await WebApplication(tenant)
                try await app.connect(options(company))
                let first = try await app.authorize(["connection": "corp"])
                let back = try await company.logIn(first.location)
                let victim = WebApplication(sharing: app.login)
                _ = try await victim.authorize(["connection": "corp"])
                #expect(try await victim.comeBack(back).status == 400, "it began in another browser")
                #expect(try await Browser(tenant).open(String(back.dropFirst(21))).status == 400)
                #expect(try await app.comeBack(back).parameters["code"] != nil, "others have not used it up")
                #expect(try await app.comeBack(back).status == 400, "it was used")
                let second = try await app.authorize(["connection": "corp", "prompt": "login"])
                let late = try await company.logIn(second.location)
                tenant.clock.advance(.seconds(3_601))
                #expect(try await app.comeBack(late).status == 400, "it took too long")
                let third = try await app.authorize(["connection": "corp", "prompt": "login"])
                let state = try #require(third.parameters["state"])
                let swapped = try await app.browser.open("/login/callback?state=\(state)&code=\(code(in: back))")
                #expect(swapped.parameters["error"] == "access_denied", "another login's code")
                #expect(swapped.parameters["error_description"]?.contains("did not take the code") == true)
                let again = try await app.browser.open("/login/callback?state=\(state)&code=\(code(in: back))")
                #expect(again.status == 400, "what was refused was used, too")
                #expect(try await app.browser.open("/login/callback?state=x&code=y").status == 400)
                #expect(try await app.browser.open("/login/callback").status == 400)
            }
        }
    }

    @Test func browsersThatComeBackAtOnceAreOneUsers() async throws {
        try await eachEngine { tenant in
            try await CompanyTenant.listening(for: tenant) { company in
                let app = try await WebApplication(tenant)
                try await app.connect(options(company))
                var requests: [IncomingRequest] = []
                for _ in 0..<4 {
                    let other = WebApplication(sharing: app.login)
                    let back = try await company.logIn(try await other.authorize(["connection": "corp"]).location)
                    let cookie = "did=\(try #require(other.browser.cookies["did"]))"
                    let query = String(back.split(separator: "?")[1])
                    // Each comes twice, as where somebody is impatient.
                    for _ in 0..<2 {
                        requests.append(
                            IncomingRequest(
                                method: "GET", path: "/login/callback", query: query, headers: [.cookie: cookie]))
                    }
                }
                let site = tenant.gatehouse.site
                let statuses = await withTaskGroup(of: Int.self) { group in
                    for request in requests { group.addTask { await site.answer(request).status } }
                    return await group.reduce(into: []) { $0.append($1) }
                }
                #expect(statuses.sorted() == [302, 302, 302, 302, 400, 400, 400, 400])
                let user = try #require(try await app.users("identities.provider:oidc").first)
                #expect(user["logins_count"] == 4)
                #expect(try await app.login.logged() == ["s", "s", "s", "s"])
            }
        }
    }

    @Test func whatTheProviderRefusesIsToldToTheApplication() async throws {
        try await eachEngine { tenant in
            try await CompanyTenant.listening(for: tenant) { company in
                let app = try await WebApplication(tenant)
                try await app.connect(options(company))
                let sent = try await app.authorize(["connection": "corp"])
                let state = try #require(sent.parameters["state"])
                let view = try await app.browser.open(
                    "/login/callback?state=\(state)&error=access_denied&error_description=Not%20today")
                #expect(view.parameters["error"] == "access_denied" && view.parameters["state"] == "a state")
                #expect(view.parameters["error_description"] == "Not today")
                let event = try await app.login.event("f")
                #expect(event["description"] == "Not today" && event["connection"] == "corp")
                #expect(try await app.users("identities.provider:oidc").isEmpty)
                #expect(app.browser.cookies["auth0"] == nil)
            }
        }
    }

    @Test func profilesFollowTheProvider() async throws {
        try await eachEngine { tenant in
            try await CompanyTenant.listening(for: tenant) { company in
                let app = try await WebApplication(tenant)
                let connection = try await app.connect(options(company))
                let again = ["prompt": "login"]
                let id = try await app.claims(of: try await app.logIn(at: company, again))["sub"]?.string ?? ""
                let path = "/users/\(PercentEncoding.encode(id))"
                try await company.call(.patch, "users/auth0%7Cgrace@corp.example", ["name": "Amazing Grace"])
                #expect(try await app.claims(of: try await app.logIn(at: company, again))["name"] == "Amazing Grace")
                let wanted = company.connection(["set_user_root_attributes": "on_first_login"])
                try await tenant.run([.patch("/connections/\(connection)", ["options": wanted], 200)])
                try await company.call(.patch, "users/auth0%7Cgrace@corp.example", ["name": "Rear Admiral"])
                #expect(try await app.claims(of: try await app.logIn(at: company, again))["name"] == "Amazing Grace")
                let user = try await tenant.request("GET", path, token: tenant.token)
                #expect(user.json["logins_count"] == 3)
                let never = company.connection(["set_user_root_attributes": "never_on_login"])
                try await tenant.run([.patch("/connections/\(connection)", ["options": never], 200)])
                try await company.add("ada@corp.example", name: "Ada")
                let ada = try await app.logIn(at: company, as: "ada@corp.example", again)
                #expect(try await app.claims(of: ada)["name"] == "ada@corp.example")
            }
        }
    }

    @Test func tokensAreSealedAndShownToThoseWhoMayAsk() async throws {
        try await eachEngine { tenant in
            try await CompanyTenant.listening(for: tenant) { company in
                let app = try await WebApplication(tenant)
                try await app.connect(options(company))
                let claims = try await app.claims(of: try await app.logIn(at: company))
                let id = claims["sub"]?.string ?? ""
                let path = "/users/\(PercentEncoding.encode(id))"
                let shown = try await tenant.request("GET", path, token: tenant.token)
                let token = try #require(shown.json["identities"]?.array?.first?["access_token"]?.string)
                #expect(try app.login.claims(.string(token))["iss"]?.string == CompanyTenant.issuer)
                #expect(shown.json["identities"]?.array?.first?["expires_in"] == 86_400)
                let reader = try await tenant.token(scopes: ["read:users"])
                for address in [path, "/users?q=identities.provider:oidc"] {
                    let answer = try await tenant.request("GET", address, token: reader)
                    #expect(answer.status == 200 && !answer.text.contains("access_token"))
                }
                let list = try await tenant.request("GET", "/users?q=identities.provider:oidc", token: tenant.token)
                #expect(list.json.array?.first?["identities"]?.array?.first?["access_token"]?.string == token)
                let kept = try await tenant.gatehouse.services.store.read("local") { transaction in
                    try transaction.rows("SELECT tokens AS kept FROM identity_tokens").map { try $0["kept"] as String }
                        + transaction.rows("SELECT CAST(document AS TEXT) AS kept FROM users").map { try $0["kept"] }
                }
                #expect(!kept.isEmpty && kept.allSatisfy { !$0.contains(token) })
                // They come along with the identity.
                try await tenant.run([
                    .post(
                        "/users/\(app.login.user)/identities",
                        ["provider": "oidc", "user_id": .string(String(id.dropFirst(5)))], 201)
                ])
                let linked = try await tenant.request("GET", "/users/\(app.login.user)", token: tenant.token)
                #expect(linked.json["identities"]?.array?.last?["access_token"]?.string == token)
            }
        }
    }

    @Test func aLinkedIdentityLogsItsUserIn() async throws {
        try await eachEngine { tenant in
            try await CompanyTenant.listening(for: tenant) { company in
                let app = try await WebApplication(tenant)
                try await app.connect(options(company))
                let id = try await app.claims(of: try await app.logIn(at: company))["sub"]?.string ?? ""
                try await tenant.run([
                    .post(
                        "/users/\(app.login.user)/identities",
                        ["provider": "oidc", "user_id": .string(String(id.dropFirst(5)))], 201)
                ])
                try await company.call(.patch, "users/auth0%7Cgrace@corp.example", ["name": "Amazing Grace"])
                let claims = try await app.claims(of: try await app.logIn(at: company, ["prompt": "login"]))
                #expect(claims["sub"]?.string == app.login.user && claims["name"] == "Ada Lovelace")
                let user = try await tenant.request("GET", "/users/\(app.login.user)", token: tenant.token)
                let identity = user.json["identities"]?.array?.last
                #expect(identity?["profileData"]?["name"] == "Amazing Grace")
                #expect(try await app.users("identities.provider:oidc").count == 1)
            }
        }
    }

    @Test func whatAProviderSaysOfItselfIsRemembered() async throws {
        try await eachEngine { tenant in
            try await CompanyTenant.listening(for: tenant) { company in
                let app = try await WebApplication(tenant)
                try await app.connect(options(company))
                func fetched(_ name: String) -> Int {
                    tenant.outbound.requests.count { $0.url == CompanyTenant.issuer + ".well-known/" + name }
                }
                for (hours, times) in [(0, 1), (0, 1), (1, 2)] {
                    for clock in [tenant.clock, company.tenant.clock] { clock.advance(.seconds(hours * 3_600)) }
                    _ = try await app.claims(of: try await app.logIn(at: company, ["prompt": "login"]))
                    #expect(fetched("openid-configuration") == times && fetched("jwks.json") == times)
                }
                // Who could not be asked is not asked again at once.
                let nobody: JSON = ["client_id": "notes", "discovery_url": "https://nobody.example"]
                try await app.connect(nobody, as: "nobody")
                let url = "https://nobody.example/.well-known/openid-configuration"
                for (seconds, times) in [(0, 1), (4, 1), (1, 2)] {
                    tenant.clock.advance(.seconds(seconds))
                    let view = try await app.authorize(["connection": "nobody"])
                    #expect(view.parameters["error"] == "temporarily_unavailable")
                    #expect(tenant.outbound.requests.count { $0.url == url } == times)
                }
            }
        }
    }

    @Test func whoIsBlockedOrDeniedIsNotLetIn() async throws {
        try await eachEngine { tenant in
            try await CompanyTenant.listening(for: tenant) { company in
                let app = try await WebApplication(tenant)
                let connection = try await app.connect(options(company))
                let id = try await app.claims(of: try await app.logIn(at: company))["sub"]?.string ?? ""
                let again = ["prompt": "login"]
                let path = "/users/\(PercentEncoding.encode(id))"
                try await tenant.run([.patch(path, ["blocked": true], 200)])
                let blocked = try await app.logIn(at: company, again)
                #expect(blocked.parameters["error_description"] == "user is blocked")
                try await tenant.run([.patch(path, ["blocked": false], 200)])
                try await ActionFlowTests.bind(
                    "if (event.connection.strategy === 'oidc') api.access.deny('Not today');", of: tenant)
                let denied = try await app.logIn(at: company, again)
                #expect(denied.parameters["error_description"] == "Not today")
                _ = try await tenant.client.actions.updateBindings(at: .postLogin, .init(bindings: []))
                let closed = company.connection(["disable_signup": true])
                try await tenant.run([.patch("/connections/\(connection)", ["options": closed], 200)])
                #expect(try await app.logIn(at: company, again).parameters["code"] != nil)
                try await company.add("ada@corp.example", name: "Ada")
                let stranger = try await app.logIn(at: company, as: "ada@corp.example", again)
                #expect(stranger.parameters["error_description"] == "Public signup is disabled")
                #expect(try await app.users("identities.provider:oidc").count == 1)
                // It was switched off while the browser was away.
                let sent = try await app.authorize(["connection": "corp", "prompt": "login"])
                try await tenant.run([
                    .patch(
                        "/connections/\(connection)/clients",
                        [["client_id": .string(app.login.client), "status": false]], 204)
                ])
                let late = try await app.comeBack(try await company.logIn(sent.location))
                #expect(late.parameters["error_description"] == "the connection was disabled")
                let gone = try await app.authorize(["connection": "corp", "prompt": "login"])
                #expect(gone.parameters["error_description"] == "the connection was disabled")
            }
        }
    }

    @Test func aSecondFactorIsAskedForHereToo() async throws {
        try await eachEngine { tenant in
            try await CompanyTenant.listening(for: tenant) { company in
                let app = try await WebApplication(tenant)
                try await app.connect(options(company))
                let id = try await app.claims(of: try await app.logIn(at: company))["sub"]?.string ?? ""
                try await tenant.run([
                    .put("/guardian/factors/otp", ["enabled": true], 200),
                    .post(
                        "/users/\(PercentEncoding.encode(id))/authentication-methods",
                        ["type": "totp", "name": "Phone", "totp_secret": .string(SecondFactorTests.secret)], 201),
                ])
                let page = try await app.logIn(at: company, ["prompt": "login"])
                let token = try #require(page.hidden("mfa_token"), "\(page.location)")
                let wrong = try await app.browser.submit(
                    "/u/mfa-otp-challenge",
                    ["state": try #require(page.hidden("state")), "mfa_token": token, "code": "000000"])
                #expect(wrong.status == 403)
                let step = Int64(tenant.clock.now.seconds / OneTimeCodes.period)
                let code = try #require(OneTimeCodes(secret: SecondFactorTests.secret)).code(step: step)
                let right = try await app.browser.submit(
                    "/u/mfa-otp-challenge",
                    ["state": try #require(page.hidden("state")), "mfa_token": token, "code": code])
                #expect(right.parameters["code"] != nil)
            }
        }
    }

    @Test func aKeyMayShowWhoAsks() async throws {
        try await eachEngine { tenant in
            try await CompanyTenant.listening(for: tenant) { company in
                let app = try await WebApplication(tenant)
                let method: JSONObject = ["token_endpoint_auth_method": "private_key_jwt", "client_secret": .null]
                for (name, format) in [("a", "token_endpoint"), ("b", "issuer")] as [(String, JSON)] {
                    let more = method.merging(["token_endpoint_jwtca_aud_format": format]) { $1 }
                    let id = try await app.connect(company.connection(more), as: name)
                    let keys = try await tenant.request("GET", "/connections/\(id)/keys", token: tenant.token)
                    let credential = try await company.call(
                        .post, "clients/\(company.client)/credentials",
                        [
                            "credential_type": "public_key", "pem": keys.json.array?.first?["cert"] ?? .null,
                            "kid": keys.json.array?.first?["kid"] ?? .null,
                        ])
                    try await company.call(
                        .patch, "clients/\(company.client)",
                        [
                            "token_endpoint_auth_method": .null,
                            "client_authentication_methods": [
                                "private_key_jwt": ["credentials": [["id": credential["id"] ?? .null]]]
                            ],
                        ])
                    let sent = try await app.authorize(["connection": name, "prompt": "login"])
                    let view = try await app.comeBack(try await company.logIn(sent.location))
                    #expect(try await app.claims(of: view)["email"] == "grace@corp.example")
                    // Without the key nobody is taken for the tenant.
                    _ = try await tenant.client.connections.rotateKeys(ID(id), ConnectionKeyDraft())
                    let next = try await app.authorize(["connection": name, "prompt": "login"])
                    let refused = try await app.comeBack(try await company.logIn(next.location))
                    #expect(refused.parameters["error"] == "access_denied")
                }
            }
        }
    }

    @Test func aLogoutMayEndTheProvidersSessionToo() async throws {
        try await eachEngine { tenant in
            let bye = "https://notes.example/bye"
            try await CompanyTenant.listening(for: tenant, client: ["allowed_logout_urls": [.string(bye)]]) { company in
                let app = try await WebApplication(tenant)
                try await app.connect(options(company))
                let query = "client_id=\(app.login.client)&returnTo=\(PercentEncoding.encode(bye))"
                _ = try await app.logIn(at: company)
                let view = try await app.browser.open("/v2/logout?federated&\(query)")
                #expect(view.location.hasPrefix(CompanyTenant.issuer + "oidc/logout?"))
                #expect(view.parameters["post_logout_redirect_uri"] == bye)
                #expect(try await app.authorize(["prompt": "none"]).parameters["error"] == "login_required")
                let hint = try app.login.claims(.string(view.parameters["id_token_hint"] ?? ""))
                #expect(hint["iss"]?.string == CompanyTenant.issuer)
                // The provider takes it, and sends the browser on.
                let path = String(view.location.dropFirst(CompanyTenant.issuer.count))
                let ended = try await company.tenant.send(.get, "/" + path)
                #expect(ended.headers[.location] == bye)
                _ = try await app.logIn(at: company, ["prompt": "login"])
                #expect(try await app.browser.open("/v2/logout?\(query)").location == bye)
                _ = try await app.logIn(at: company, ["prompt": "login"])
                let question = try await app.browser.open("/oidc/logout?federated")
                #expect(question.text.contains("name=\"federated\""))
                let token = try #require(question.hidden("confirm"))
                let asked = try await app.browser.submit("/oidc/logout", ["confirm": token, "federated": ""])
                #expect(asked.location.hasPrefix(CompanyTenant.issuer + "oidc/logout?"))
                _ = try await app.code()
                #expect(try await app.browser.open("/v2/logout?federated&\(query)").location == bye)
                let shown = try await tenant.request("GET", "/users?q=identities.provider:oidc", token: tenant.token)
                #expect(shown.text.contains("access_token") && !shown.text.contains("id_token"))
            }
        }
    }

    private func options(_ company: CompanyTenant) -> JSON { company.connection() }

    private func code(in address: String) -> String {
        address.firstMatch(of: /code=([^&]*)/).map { String($0.output.1) } ?? ""
    }
}
