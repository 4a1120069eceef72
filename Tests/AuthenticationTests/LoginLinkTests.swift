import Contract
import HTTPTypes
import Secrets
import TestKit
import Testing

@Suite("Logins with links that are mailed") struct LoginLinkTests {
    private static func start(
        _ app: WebApplication, _ parameters: JSON = ["state": "an own state", "scope": "openid email"],
        _ more: JSONObject = [:]
    ) async throws -> TestTenant.Answer {
        // Mails that are made at the same time have no order.
        app.login.tenant.clock.advance(.seconds(1))
        let link: JSONObject = ["send": "link", "authParams": parameters]
        return try await PasswordlessTests.start(app, link.merging(more) { $1 })
    }

    /// An application whose links work in any browser.
    private static func application(_ tenant: TestTenant) async throws -> WebApplication {
        let anywhere: JSON = ["passwordless": ["allow_magiclink_verify_without_session": true]]
        try await tenant.run([.patch("/tenants/settings", ["universal_login": anywhere], 200)])
        return try await PasswordlessTests.application(tenant)
    }

    /// The link in the newest mail, without the server's address.
    private static func link(_ tenant: TestTenant) async throws -> String {
        let mail = try #require(try await tenant.mails(.passwordless).max { $0.createdAt < $1.createdAt })
        let text = try #require(mail.document["html"]?.string).replacing("&amp;", with: "&")
        let link = try #require(text.firstMatch(of: /href="([^"]*)"/), "\(text)")
        #expect(link.output.1.hasPrefix(tenant.issuer))
        return String(link.output.1.dropFirst(tenant.issuer.count - 1))
    }

    private static func press(_ page: Browser.View, _ browser: Browser, email: String? = nil) async throws
        -> Browser.View
    {
        try await browser.submit(
            "/u/login/code",
            [
                "state": try #require(page.hidden("state")), "code": try #require(page.hidden("code")),
                "email": try email ?? #require(page.hidden("email")),
            ])
    }

    @Test func aLinkLeadsToAButtonAndTheButtonToTheApplication() async throws {
        try await eachEngine { tenant in
            let app = try await Self.application(tenant)
            expect(try await Self.start(app), 200, ["email": "new@example.com", "email_verified": false])
            let link = try await Self.link(tenant)
            // What looks at mails does not use it up.
            for _ in 0..<4 { #expect(try await Browser(tenant).open(link).status == 200) }
            let users = try await tenant.request("GET", "/users-by-email?email=new@example.com", token: tenant.token)
            #expect(users.json == [])
            let page = try await app.browser.open(link)
            #expect(page.text.contains("Notes") && page.text.contains("new@example.com"))
            let view = try await Self.press(page, app.browser)
            #expect(view.location.hasPrefix(WebApplication.callback + "?code="), "\(view.location) \(view.alert ?? "")")
            #expect(view.parameters["state"] == "an own state")
            let tokens = try await app.exchange(
                try #require(view.parameters["code"]), ["code_verifier": .null, "redirect_uri": .null])
            expect(tokens, 200, ["scope": "openid email"])
            let claims = try app.login.claims(tokens.json["id_token"])
            #expect(claims["email"] == "new@example.com" && claims["email_verified"] == true)
            #expect(try await app.login.logged() == ["seacft", "s", "cls"])
            #expect(try await app.authorize(["prompt": "none"]).parameters["code"] != nil, "there is a session")
            // It is good once.
            #expect(try await app.browser.open(link).status == 404)
            #expect(try await Self.press(page, app.browser).status == 400)
        }
    }

    @Test func tokensComeAsTheyWereAskedFor() async throws {
        try await eachEngine { tenant in
            let app = try await Self.application(tenant)
            try await tenant.run([
                .patch("/clients/\(app.login.client)", ["grant_types": ["authorization_code", "implicit"]], 200)
            ])
            _ = try await Self.start(
                app,
                [
                    "response_type": "token id_token", "nonce": "a nonce", "scope": "openid",
                    "redirect_uri": "https://a.notes.example/callback",
                ])
            // It may be followed in another browser than the one that asked for it.
            let browser = Browser(tenant)
            let view = try await Self.press(try await browser.open(try await Self.link(tenant)), browser)
            #expect(view.location.hasPrefix("https://a.notes.example/callback#access_token="), "\(view.location)")
            let claims = try app.login.claims(view.parameters["id_token"].map(JSON.string))
            #expect(claims["nonce"] == "a nonce")
        }
    }

    @Test func unlessToldOtherwiseTheBrowserMustBeTheSame() async throws {
        try await eachEngine { tenant in
            let app = try await PasswordlessTests.application(tenant)
            let answer = try await Self.start(app)
            let cookie = try #require(answer.headers[.setCookie])
            #expect(cookie.hasPrefix("did=") && cookie.contains("HttpOnly"))
            let link = try await Self.link(tenant)
            _ = try await app.browser.open(app.address())
            let refused = try await app.browser.open(link)
            #expect(refused.status == 400 && refused.alert == "The link must be opened on the same device and browser.")
            let browser = Browser(tenant)
            #expect(try await browser.open(link).status == 400)
            browser.cookies["did"] = String(cookie.dropFirst(4).prefix { $0 != ";" })
            let view = try await Self.press(try await browser.open(link), browser)
            #expect(view.parameters["code"] != nil, "\(view.text)")
        }
    }

    @Test func linksAreNotForOthers() async throws {
        try await eachEngine { tenant in
            let app = try await Self.application(tenant)
            _ = try await Self.start(app)
            let link = try await Self.link(tenant)
            let other = link.replacing("new%40example.com", with: "ada%40example.com")
            #expect(other != link)
            #expect(try await app.browser.open(other).status == 404)
            #expect(
                try await app.browser.open(link.replacing("connection=email", with: "connection=People")).status == 404)
            #expect(try await app.browser.open("/passwordless/verify_redirect").status == 404)
            let page = try await app.browser.open(link)
            let wrong = try await Self.press(page, app.browser, email: "ada@example.com")
            #expect(wrong.status == 403 && wrong.alert == "Wrong email or verification code.")
            // The page is the browser's that opened it.
            let thief = Browser(tenant)
            _ = try await thief.open(app.address())
            #expect(try await Self.press(page, thief).status == 400)
            // A link ends with the next one, and with time.
            _ = try await Self.start(app)
            #expect(try await app.browser.open(link).status == 404)
            let next = try await Self.link(tenant)
            let late = try await app.browser.open(next)
            tenant.clock.advance(.seconds(181))
            #expect(try await app.browser.open(next).status == 404)
            #expect(try await Self.press(late, app.browser).status == 403)
            // A code that is typed in is no link.
            _ = try await Self.start(app, [:], ["send": "code"])
            let mail = try #require(try await tenant.mails(.passwordless).max { $0.createdAt < $1.createdAt })
            let code = try #require(mail.document["text"]?.string?.firstMatch(of: /\b[0-9]{6}\b/)).output
            let address = "/passwordless/verify_redirect?connection=email&email=new%40example.com&verification_code="
            #expect(try await app.browser.open(address + code).status == 404)
        }
    }

    @Test func oneOfTwoWhoPressAtTheSameTimeGetsIn() async throws {
        try await eachEngine { tenant in
            let app = try await Self.application(tenant)
            _ = try await Self.start(app)
            let link = try await Self.link(tenant)
            let found = try await withThrowingTaskGroup { group in
                for _ in 0..<3 {
                    group.addTask {
                        let browser = Browser(tenant)
                        let page = try await browser.open(link)
                        return page.status == 200 ? try await Self.press(page, browser).status : page.status
                    }
                }
                return try await group.reduce(into: 0) { $0 += $1 == 302 ? 1 : 0 }
            }
            #expect(found == 1)
        }
    }

    @Test func whatIsRefused() async throws {
        try await eachEngine { tenant in
            let app = try await Self.application(tenant)
            for (parameters, status, error) in [
                (["redirect_uri": "https://evil.example/"], 403, "invalid_request"),
                (["response_type": "x"], 400, "unsupported_response_type"),
                (["response_type": "token"], 403, "unauthorized_client"), (["scope": 1], 400, "invalid_request"),
                ("x", 400, "invalid_request"), (["state": "a\u{0}b"], 400, "invalid_request"),
            ] as [(JSON, Int, String)] {
                let answer = try await Self.start(app, parameters)
                #expect(answer.status == status && answer.json["error"]?.string == error, "\(answer.json.text)")
            }
            #expect(try await tenant.mails(.passwordless).isEmpty)
            // A link is what is sent unless told otherwise, and the application cannot be another's.
            _ = try await Self.start(app, ["client_id": "nobody"], ["send": .null])
            #expect(try await app.browser.open(try await Self.link(tenant)).text.contains("Continue to Notes"))
        }
    }
}
