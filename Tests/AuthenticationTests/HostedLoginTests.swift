import Contract
import HTTPTypes
import Secrets
import TestKit
import Testing

@Suite("Hosted login") struct HostedLoginTests {
    @Test func aLoginGivesACodeAndTheCodeTokens() async throws {
        try await eachEngine { tenant in
            let app = try await WebApplication(tenant)
            let page = try await app.page()
            #expect(page.status == 200 && page.text.contains("Log in to continue to Notes."))
            let view = try await app.logIn(page)
            #expect(view.status == 302 && view.location.hasPrefix(WebApplication.callback + "?code="))
            #expect(view.parameters["state"] == "a state")
            let cookies = view.headers.filter { $0.name == .setCookie }.map(\.value)
            #expect(cookies.allSatisfy { $0.contains("; HttpOnly; SameSite=Lax; Max-Age=") })
            let answer = try await app.exchange(try #require(view.parameters["code"]))
            expect(answer, 200, ["scope": "openid profile email", "token_type": "Bearer"])
            let claims = try app.login.claims(answer.json["id_token"])
            #expect(claims["nonce"] == "a nonce" && claims["email"] == "ada@example.com")
            #expect(claims["auth_time"] == nil && claims["amr"] == nil, "nobody has asked, and nothing was shown")
            #expect(claims["sub"]?.string == app.login.user)
            #expect(try app.login.claims(answer.json["access_token"])["gty"] == nil)
            let user = try await tenant.request("GET", "/users/\(app.login.user)", token: tenant.token)
            #expect(user.json["logins_count"] == 1)
            #expect(try await app.login.logged() == ["seacft", "s"])
            let sessions = try await tenant.request("GET", "/users/\(app.login.user)/sessions", token: tenant.token)
            #expect(sessions.json["sessions"]?.array?.first?["id"] == claims["sid"])
        }
    }

    @Test func aCodeIsGoodOnceAndForItsOwnerAlone() async throws {
        try await eachEngine { tenant in
            let app = try await WebApplication(tenant)
            let wanted = ["scope": "openid offline_access"]
            let invalid = oauthError("invalid_grant", "Invalid authorization code")
            let wrong = oauthError("invalid_grant", "Failed to verify code verifier")
            // Who shows the wrong verifier has spent the code.
            let first = try await app.code(wanted)
            let other = String(WebApplication.verifier.reversed())
            expect(try await app.exchange(first, ["code_verifier": .string(other)]), 403, wrong)
            expect(try await app.exchange(first), 403, invalid)
            let second = try await app.code(wanted.merging(["prompt": "login"]) { $1 })
            let elsewhere = "The redirect URI is wrong. You sent https://x.example/, and we expected "
            expect(
                try await app.exchange(second, ["redirect_uri": "https://x.example/"]), 403,
                oauthError("invalid_grant", elsewhere + WebApplication.callback))
            let third = try await app.code(wanted.merging(["prompt": "login"]) { $1 })
            let tokens = try await app.exchange(third)
            let refresh = try #require(tokens.json["refresh_token"]?.string)
            expect(try await app.login.refresh(refresh), 200, [:])
            // A code that comes twice was stolen: its tokens are good no more.
            expect(try await app.exchange(third), 403, invalid)
            expect(
                try await app.login.refresh(refresh), 403,
                oauthError("invalid_grant", "Unknown or invalid refresh token."))
            let fourth = try await app.code(wanted.merging(["prompt": "login"]) { $1 })
            tenant.clock.advance(.seconds(61))
            expect(try await app.exchange(fourth), 403, invalid)
            #expect(try await app.login.event("feacft")["description"] == "Invalid authorization code")
        }
    }

    @Test func aCodeIsOfNoUseToAnotherApplication() async throws {
        try await eachEngine { tenant in
            let app = try await WebApplication(tenant)
            let other = try await tenant.request(
                "POST", "/clients", body: ["name": "Other", "grant_types": ["authorization_code"]], token: tenant.token)
            let code = try await app.code()
            let stolen: JSONObject = [
                "client_id": other.json["client_id"] ?? "", "client_secret": other.json["client_secret"] ?? "",
            ]
            expect(
                try await app.exchange(code, stolen), 403, oauthError("invalid_grant", "Invalid authorization code"))
            expect(try await app.exchange(code), 200, [:])
        }
    }

    @Test func whoKeepsASecretNeedsNoChallengeAndOthersDo() async throws {
        try await eachEngine { tenant in
            let app = try await WebApplication(tenant)
            let code = try await app.code(["code_challenge": "", "code_challenge_method": ""])
            expect(try await app.exchange(code, ["code_verifier": .null]), 200, [:])
            try await tenant.run([
                .patch("/clients/\(app.login.client)", ["token_endpoint_auth_method": "none"], 200)
            ])
            let refused = try await app.authorize(["code_challenge": "", "code_challenge_method": ""])
            #expect(refused.parameters["error_description"] == "Missing required parameter: code_challenge")
            let own = try await app.code(["prompt": "login"])
            expect(try await app.exchange(own, ["client_secret": .null]), 200, [:])
        }
    }

    @Test func aSessionStandsInForALogin() async throws {
        try await eachEngine { tenant in
            let app = try await WebApplication(tenant)
            let silent = ["prompt": "none"]
            #expect(try await app.authorize(silent).parameters["error"] == "login_required")
            _ = try await app.code()
            #expect(try await app.authorize().parameters["code"] != nil)
            let code = try await app.authorize(silent).parameters["code"]
            #expect(try await app.exchange(try #require(code)).status == 200)
            #expect(try await app.login.logged() == ["seacft", "ssa", "s", "s", "fsa"])
            let user = try await tenant.request("GET", "/users/\(app.login.user)", token: tenant.token)
            #expect(user.json["logins_count"] == 1, "a session is no login")
            #expect(try await app.authorize(["prompt": "login"]).location.hasPrefix("/u/login?state="))
            tenant.clock.advance(.seconds(100))
            #expect(try await app.authorize(["max_age": "200"]).parameters["code"] != nil)
            #expect(try await app.authorize(["max_age": "100"]).location.hasPrefix("/u/login?state="))
            #expect(try await Browser(tenant).open(app.address(silent)).parameters["error"] == "login_required")
            tenant.clock.advance(.seconds(72 * 3_600))
            #expect(try await app.authorize(silent).parameters["error"] == "login_required", "it was not used")
        }
    }

    @Test func nobodyGoesOnWithALoginThatBeganElsewhere() async throws {
        try await eachEngine { tenant in
            let app = try await WebApplication(tenant)
            let page = try await app.page()
            let state = try #require(page.hidden("state"))
            let victim = Browser(tenant)
            #expect(try await victim.open("/u/login?state=\(state)").status == 400)
            _ = try await victim.open(app.address())
            let form: KeyValuePairs = [
                "state": state, "username": "ada@example.com", "password": LoginFixture.password,
            ]
            #expect(try await victim.submit("/u/login", form).status == 400)
            tenant.clock.advance(.seconds(3_601))
            #expect(try await app.logIn(page).status == 400, "it was open for too long")
        }
    }

    @Test func whatIsWrongIsSaidToWhoCanMendIt() async throws {
        try await eachEngine { tenant in
            let app = try await WebApplication(tenant)
            let page = try await app.page(["login_hint": "\"><script>x</script>"])
            #expect(!page.text.contains("<script>") && page.text.contains("&lt;script&gt;"))
            let wrong = try await app.logIn(page, password: "wrong")
            #expect(wrong.status == 403 && wrong.alert == "Wrong email or password.")
            #expect(wrong.text.contains("value=\"ada@example.com\""))
            #expect(try await app.login.logged() == ["fp"])
            try await tenant.run([.patch("/users/\(app.login.user)", ["blocked": true], 200)])
            let blocked = try await app.logIn(page)
            #expect(blocked.parameters["error"] == "unauthorized")
            #expect(blocked.parameters["error_description"] == "user is blocked")
            #expect(blocked.parameters["state"] == "a state")
        }
    }

    @Test func requestsThatAreRefused() async throws {
        try await eachEngine { tenant in
            let app = try await WebApplication(tenant)
            // Of these nobody is told but the person at the browser.
            for (more, status) in [
                (["client_id": ""], 400), (["client_id": "nobody"], 400),
                (["redirect_uri": "https://evil.example/"], 403),
                (["redirect_uri": "https://a.b.notes.example/callback"], 403),
                (["redirect_uri": WebApplication.callback + "#x"], 403),
            ] {
                let view = try await app.authorize(more)
                #expect(view.status == status && view.location.isEmpty && view.alert != nil, "\(more)")
            }
            for (more, error) in [
                (["response_type": ""], "invalid_request"), (["response_type": "token"], "unauthorized_client"),
                (["response_mode": "x"], "invalid_request"), (["prompt": "none login"], "invalid_request"),
                (["max_age": "-1"], "invalid_request"), (["code_challenge_method": "S512"], "invalid_request"),
                (["code_challenge": "short"], "invalid_request"), (["audience": "https://x.example/"], "access_denied"),
                (["organization": "org_x"], "invalid_request"),
            ] {
                let view = try await app.authorize(more)
                #expect(view.parameters["error"] == error, "\(more): \(view.location)")
                #expect(view.location.hasPrefix(WebApplication.callback))
            }
            let wild = try await app.authorize(["redirect_uri": "https://pr-7.notes.example/callback"])
            #expect(wild.location.hasPrefix("/u/login"))
            try await tenant.run([.patch("/clients/\(app.login.client)", ["grant_types": ["refresh_token"]], 200)])
            #expect(try await app.authorize().parameters["error"] == "unauthorized_client")
        }
    }

    @Test func answersComeInFourWays() async throws {
        try await eachEngine { tenant in
            let app = try await WebApplication(tenant)
            _ = try await app.code()
            #expect(try await app.authorize(["response_mode": "fragment"]).location.contains("callback#code="))
            let form = try await app.authorize(["response_mode": "form_post", "state": "\"><b>"])
            #expect(form.text.contains("action=\"\(WebApplication.callback)\"") && form.hidden("code") != nil)
            #expect(form.hidden("state") == "&#34;&gt;&lt;b&gt;")
            let message = try await app.authorize([
                "response_mode": "web_message", "prompt": "none", "state": "</script>",
            ])
            #expect(message.text.contains("\"https://notes.example\")"))
            #expect(message.text.contains("\\u003c/script\\u003e"))
            let policyName = try #require(HTTPField.Name("Content-Security-Policy"))
            #expect(message.headers[policyName]?.contains("frame-ancestors https://notes.example;") == true)
            let frameName = try #require(HTTPField.Name("X-Frame-Options"))
            #expect(message.headers[frameName] == nil && form.headers[frameName] == "DENY")
        }
    }

    @Test func peopleSignUp() async throws {
        try await eachEngine { tenant in
            let app = try await WebApplication(tenant)
            let page = try await app.page(["screen_hint": "signup"])
            let state = try #require(page.hidden("state"))
            #expect(page.text.contains("action=\"/u/signup\""))
            let weak = try await app.browser.submit(
                "/u/signup", ["state": state, "email": "new@example.com", "password": "a"])
            #expect(weak.status == 400 && weak.alert?.contains("At least 8 characters") == true)
            let taken = try await app.browser.submit(
                "/u/signup", ["state": state, "email": "ada@example.com", "password": "Correct-Horse-10"])
            #expect(taken.alert == "Invalid sign up")
            let view = try await app.browser.submit(
                "/u/signup", ["state": state, "email": "New@example.com", "password": "Correct-Horse-10"])
            let tokens = try await app.exchange(try #require(view.parameters["code"]))
            #expect(try app.login.claims(tokens.json["id_token"])["email"] == "new@example.com")
            try await tenant.run([
                .patch("/connections/\(app.login.connection)", ["options": ["disable_signup": true]], 200)
            ])
            let closed = try await app.page(["screen_hint": "signup", "prompt": "login"])
            #expect(closed.status == 403)
            #expect(try await !app.page(["prompt": "login"]).text.contains("/u/signup"))
        }
    }

    @Test func aNewPasswordIsMailed() async throws {
        try await eachEngine { tenant in
            let app = try await WebApplication(tenant)
            let state = try #require(try await app.page().hidden("state"))
            for email in ["ada@example.com", "nobody@example.com"] {
                let view = try await app.browser.submit("/u/reset-password/request", ["state": state, "email": email])
                #expect(view.status == 200 && view.text.contains("Look at your mails"))
            }
            let wrong = try await app.browser.submit("/u/reset-password/request", ["state": state, "email": "x"])
            #expect(wrong.status == 400)
            try await tenant.work()
            #expect(try await app.login.event("scpr")["user_id"]?.string == app.login.user)
        }
    }

    @Test func aSecondFactorIsAskedFor() async throws {
        try await eachEngine { tenant in
            let app = try await WebApplication(tenant)
            try await tenant.run([
                .put("/guardian/factors/otp", ["enabled": true], 200),
                .put("/guardian/factors/recovery-code", ["enabled": true], 200),
                .post(
                    "/users/\(app.login.user)/authentication-methods",
                    ["type": "totp", "name": "phone", "totp_secret": .string(SecondFactorTests.secret)], 201),
            ])
            let challenge = try await app.logIn(try await app.page())
            #expect(challenge.status == 200 && challenge.parameters["code"] == nil)
            let state = try #require(challenge.hidden("state"))
            let token = try #require(challenge.hidden("mfa_token"))
            #expect(app.browser.cookies["auth0"] == nil, "nobody is logged in yet")
            let wrong = try await app.browser.submit(
                "/u/mfa-otp-challenge", ["state": state, "mfa_token": token, "code": "000000"])
            #expect(wrong.alert == "Invalid otp_code.")
            let step = Int64(tenant.clock.now.seconds / OneTimeCodes.period)
            let code = try #require(OneTimeCodes(secret: SecondFactorTests.secret)).code(step: step)
            let view = try await app.browser.submit(
                "/u/mfa-otp-challenge", ["state": state, "mfa_token": token, "code": code])
            let tokens = try await app.exchange(try #require(view.parameters["code"]))
            #expect(try app.login.claims(tokens.json["id_token"])["amr"] == ["mfa"])
            #expect(try await app.login.logged() == ["seacft", "s", "gd_auth_failed", "mfar"])
            #expect(try await app.authorize(["prompt": "none"]).parameters["code"] != nil, "the session remembers it")
        }
    }

    /// Logs in with a second factor, in a browser that is remembered from then on.
    private static func rememberBrowser(of app: WebApplication) async throws {
        let tenant = app.login.tenant
        try await tenant.run([
            .put("/guardian/factors/otp", ["enabled": true], 200),
            .post(
                "/users/\(app.login.user)/authentication-methods",
                ["type": "totp", "name": "phone", "totp_secret": .string(SecondFactorTests.secret)], 201),
        ])
        let challenge = try await app.logIn(try await app.page())
        let step = Int64(tenant.clock.now.seconds / OneTimeCodes.period)
        let code = try #require(OneTimeCodes(secret: SecondFactorTests.secret)).code(step: step)
        _ = try await app.browser.submit(
            "/u/mfa-otp-challenge",
            [
                "state": try #require(challenge.hidden("state")),
                "mfa_token": try #require(challenge.hidden("mfa_token")), "code": code, "remember": "yes",
            ])
    }

    @Test func aBrowserIsRememberedAfterASecondFactor() async throws {
        try await eachEngine { tenant in
            let app = try await WebApplication(tenant)
            try await Self.rememberBrowser(of: app)
            let again = ["prompt": "login"]
            #expect(try await app.logIn(try await app.page(again)).parameters["code"] != nil)
            #expect(try await app.authorize(["prompt": "none"]).parameters["code"] != nil)
            // That is for pages: who asks with a password and the cookie has no browser.
            try await tenant.run([
                .patch("/clients/\(app.login.client)", ["grant_types": LoginFixture.grants], 200)
            ])
            let cookie = "auth0-mf=\(app.browser.cookies["auth0-mf"] ?? "")"
            expect(try await app.login.logIn(headers: [.cookie: cookie]), 403, ["error": "mfa_required"])
            try await tenant.run([
                .patch(
                    "/clients/\(app.login.client)", ["grant_types": ["authorization_code", "refresh_token"]], 200)
            ])
            try await tenant.run([
                .post(
                    "/users/\(app.login.user)/multifactor/actions/invalidate-remember-browser", nil, 204)
            ])
            #expect(try await app.logIn(try await app.page(again)).hidden("mfa_token") != nil)
        }
    }

    @Test(arguments: [true, false])
    func actionsDecideWhetherARememberedBrowserWillDo(_ allows: Bool) async throws {
        try await eachEngine { tenant in
            let app = try await WebApplication(tenant)
            try await Self.rememberBrowser(of: app)
            try await ActionFlowTests.bind(
                "api.multifactor.enable('any', { allowRememberBrowser: \(allows) });", of: tenant)
            let view = try await app.logIn(try await app.page(["prompt": "login"]))
            #expect((view.parameters["code"] != nil) == allows, "\(view.location) \(view.alert ?? "")")
        }
    }

    @Test func whoHasToHaveASecondFactorSetsOneUp() async throws {
        try await eachEngine { tenant in
            let app = try await WebApplication(tenant)
            _ = try await app.code()
            try await tenant.run([
                .put("/guardian/factors/otp", ["enabled": true], 200),
                .put("/guardian/policies", ["all-applications"], 200),
            ])
            #expect(try await app.authorize(["prompt": "none"]).parameters["error"] == "mfa_required")
            let view = try await app.logIn(try await app.page())
            let link = try #require(view.text.firstMatch(of: /href="(\/mfa\/enrollment\?ticket=[^"]+)"/))
            #expect(try await app.browser.open(String(link.output.1)).text.contains("Set up one-time codes"))
        }
    }

    @Test func othersApplicationsAskForConsent() async throws {
        try await eachEngine { tenant in
            let app = try await WebApplication(tenant, client: ["is_first_party": false, "oidc_conformant": true])
            let wanted = ["audience": LoginFixture.audience, "scope": "openid read:notes"]
            let asked = try await app.logIn(try await app.page(wanted))
            #expect(asked.location.hasPrefix("/u/consent?state="))
            let form = try await app.browser.open(asked.location)
            #expect(form.text.contains("Let Notes in?") && form.text.contains("read:notes"))
            let state = try #require(form.hidden("state"))
            let denied = try await app.browser.submit("/u/consent", ["state": state, "action": "deny"])
            #expect(denied.parameters["error"] == "access_denied")
            #expect(
                try await app.authorize(wanted.merging(["prompt": "none"]) { $1 }).parameters["error"]
                    == "consent_required")
            let again = try await app.page(wanted)
            let accepted = try await app.browser.submit(
                "/u/consent", ["state": try #require(again.hidden("state")), "action": "accept"])
            expect(
                try await app.exchange(try #require(accepted.parameters["code"])), 200, ["scope": "openid read:notes"])
            let grants = try await tenant.request("GET", "/grants", token: tenant.token)
            #expect(grants.json.array?.first?["scope"] == ["openid", "read:notes"])
            #expect(try await app.authorize(wanted).parameters["code"] != nil, "it is asked once")
            let more = try await app.authorize(wanted.merging(["scope": "openid write:notes"]) { $1 })
            #expect(more.location.hasPrefix("/u/consent"), "for what was not asked for")
        }
    }

    @Test func whoIsInvitedJoins() async throws {
        try await eachEngine { tenant in
            let app = try await WebApplication(
                tenant, client: ["organization_usage": "allow", "initiate_login_uri": "https://notes.example/login"])
            let draft: JSONObject = [
                "inviter": ["name": "Eve"], "client_id": .string(app.login.client), "send_invitation_email": false,
            ]
            func invitation(_ email: JSON) -> JSON {
                .object(draft.merging(["invitee": ["email": email], "roles": ["{role}"]]) { $1 })
            }
            let kept = try await tenant.run([
                .post("/organizations", ["name": "acme"], 201, keeping: ["org": "id"]),
                .post("/roles", ["name": "editor"], 200, keeping: ["role": "id"]),
                .post(
                    "/organizations/{org}/enabled_connections", ["connection_id": .string(app.login.connection)], 201),
                .post(
                    "/organizations/{org}/invitations", invitation("ada@example.com"), 201,
                    keeping: ["ada": "ticket_id"]),
                .post(
                    "/organizations/{org}/invitations", invitation("New@example.com"), 201,
                    keeping: ["new": "ticket_id"]),
            ])
            let organization = try #require(kept["org"]?.string)
            let outside = try await app.logIn(try await app.page(["organization": organization]))
            #expect(outside.parameters["error"] == "access_denied", "who is not invited is not let in")
            func invited(_ who: String) -> [String: String] {
                ["organization": organization, "invitation": kept[who]?.string ?? ""]
            }
            let other = try await app.logIn(try await app.page(invited("new")))
            #expect(other.parameters["error"] == "access_denied", "nor who has another's invitation")
            let code = try await app.logIn(try await app.page(invited("ada"))).parameters["code"]
            let tokens = try await app.exchange(try #require(code))
            #expect(try app.login.claims(tokens.json["id_token"])["org_id"]?.string == organization)
            let roles = try await tenant.request(
                "GET", "/organizations/\(organization)/members/\(app.login.user)/roles", token: tenant.token)
            #expect(roles.json.array?.first?["name"] == "editor")
            #expect(
                try await app.authorize(invited("ada")).parameters["error_description"]
                    == "invitation not found or already used")
            // Who has no account makes one, with the address that was invited.
            let signup = try await app.page(invited("new"))
            #expect(signup.text.contains("value=\"new@example.com\" readonly"))
            let joined = try await app.browser.submit(
                "/u/signup",
                [
                    "state": try #require(signup.hidden("state")), "email": "mallory@example.com",
                    "password": "Correct-Horse-10",
                ])
            let own = try await app.exchange(try #require(joined.parameters["code"]))
            #expect(try app.login.claims(own.json["id_token"])["email"] == "new@example.com")
            let left = try await tenant.request(
                "GET", "/organizations/\(organization)/invitations", token: tenant.token)
            #expect(left.json == [])
        }
    }

    @Test func aNewPasswordEndsSessions() async throws {
        try await eachEngine { tenant in
            let app = try await WebApplication(tenant)
            _ = try await app.code()
            #expect(try await app.authorize(["prompt": "none"]).parameters["code"] != nil)
            try await tenant.run([.patch("/users/\(app.login.user)", ["password": "Correct-Horse-10"], 200)])
            #expect(try await app.authorize(["prompt": "none"]).parameters["error"] == "login_required")
        }
    }

    @Test func pagesSayWhatTheTenantSays() async throws {
        try await eachEngine { tenant in
            let app = try await WebApplication(tenant)
            let texts: JSON = ["login": ["title": "Hi & welcome", "description": "To ${clientName} of ${companyName}"]]
            try await tenant.run([
                .put("/prompts/login/custom-text/en", texts, 200),
                .patch("/tenants/settings", ["friendly_name": "<Acme>"], 200),
            ])
            let page = try await app.page()
            #expect(page.text.contains("<h1>Hi &amp; welcome</h1>"))
            #expect(page.text.contains("To Notes of &lt;Acme&gt;"))
        }
    }

    @Test func aLogoutEndsTheSession() async throws {
        try await eachEngine { tenant in
            let app = try await WebApplication(tenant)
            let tokens = try await app.exchange(try await app.code())
            let elsewhere = try await app.browser.open(
                "/v2/logout?client_id=\(app.login.client)&returnTo=https%3A%2F%2Fevil.example%2F")
            #expect(elsewhere.status == 400 && elsewhere.location.isEmpty)
            #expect(try await app.authorize(["prompt": "none"]).parameters["code"] != nil)
            let hint = try #require(tokens.json["id_token"]?.string)
            let out = try await app.browser.open(
                "/oidc/logout?id_token_hint=\(hint)&state=s&post_logout_redirect_uri=https%3A%2F%2Fnotes.example%2Fbye")
            #expect(out.location == "https://notes.example/bye?state=s")
            #expect(app.browser.cookies["auth0"] == nil)
            #expect(try await app.login.event("slo")["user_name"] == "ada@example.com")
            _ = try await app.code()
            let stolen = app.browser.cookies
            #expect(try await app.browser.open("/oidc/logout").text.contains("Do you want to log out?"))
            #expect(try await app.browser.open("/oidc/logout?logout_hint=x").text.contains("Do you want to log out?"))
            #expect(
                try await app.browser.open("/oidc/logout?id_token_hint=\(hint)&logout_hint=x").alert
                    == "logout_hint is not that of the id_token_hint")
            #expect(try await app.browser.open("/oidc/logout?confirm=yes").text.contains("Do you want to log out?"))
            let there = "post_logout_redirect_uri=https%3A%2F%2Fnotes.example%2Fbye&client_id=\(app.login.client)"
            let question = try await app.browser.open("/oidc/logout?\(there)")
            let policy = try #require(question.headers[.contentSecurityPolicy])
            #expect(!policy.contains("form-action"), "the form's answer leads there, and who knows where from there")
            #expect(
                try await app.browser.open("/oidc/logout?post_logout_redirect_uri=https%3A%2F%2Fevil.example").status
                    == 400)
            let forged = try await app.browser.submit("/oidc/logout", ["confirm": "yes"])
            #expect(forged.text.contains("Do you want to log out?"), "another site's form lacks the browser's token")
            let token = try #require(question.hidden("confirm"))
            let done = try await app.browser.submit("/oidc/logout", ["confirm": token])
            #expect(done.status == 200 && done.location.isEmpty)
            app.browser.cookies = stolen
            #expect(try await app.authorize(["prompt": "none"]).parameters["error"] == "login_required")
            let sid = try app.login.claims(try await app.exchange(try await app.code()).json["id_token"])["sid"]
            let hinted = try await app.browser.open("/oidc/logout?logout_hint=\(sid?.string ?? "")")
            #expect(hinted.text.contains("You are logged out"), "the session's name stands for a confirmation")
            let bye = try await app.browser.open("/v2/logout?client_id=\(app.login.client)")
            #expect(bye.location == "https://notes.example/bye")
        }
    }
}
