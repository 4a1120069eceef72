import Contract
import HTTPTypes
import Mail
import OrderedCollections
import Secrets
import TestKit
import Testing

@Suite("Logins with codes that are mailed") struct PasswordlessTests {
    static let grant: JSON = "http://auth0.com/oauth/grant-type/passwordless/otp"

    static func application(_ tenant: TestTenant, _ options: JSON = ["email": [:]]) async throws
        -> WebApplication
    {
        let app = try await WebApplication(tenant, client: ["grant_types": ["authorization_code", grant]])
        try await tenant.run([
            .patch(
                "/connections/\(app.login.connection)/clients",
                [["client_id": .string(app.login.client), "status": false]], 204),
            .post(
                "/connections",
                [
                    "name": "email", "strategy": "email", "enabled_clients": [.string(app.login.client)],
                    "options": options,
                ], 201, keeping: ["mailing": "id"]),
        ])
        return app
    }

    static func start(_ app: WebApplication, _ more: JSONObject = [:]) async throws -> TestTenant.Answer {
        let asked: JSONObject = [
            "client_id": .string(app.login.client), "client_secret": .string(app.login.secret), "connection": "email",
            "email": "New@example.com", "send": "code", "authParams": ["scope": "openid"],
        ]
        return try await app.login.tenant.request(
            "POST", "/passwordless/start", body: .object(asked.merging(more) { $1 }), token: nil, root: "")
    }

    /// The code in the newest mail.
    static func code(_ tenant: TestTenant) async throws -> String {
        let mail = try #require(try await tenant.mails(.passwordless).max { $0.createdAt < $1.createdAt })
        let text = try #require(mail.document["text"]?.string)
        return String(try #require(text.firstMatch(of: /\b[0-9]{4,}\b/)).output)
    }

    private static func show(_ app: WebApplication, _ code: String, _ email: JSON = "new@example.com") async throws
        -> TestTenant.Answer
    {
        try await app.login.ask([
            "grant_type": grant, "realm": "email", "username": email, "otp": .string(code), "scope": "openid email",
        ])
    }

    @Test func aCodeMakesAUserAndLogsIn() async throws {
        try await eachEngine { tenant in
            let app = try await Self.application(tenant)
            expect(try await Self.start(app), 200, ["email": "new@example.com", "email_verified": false])
            let code = try await Self.code(tenant)
            let wrong = oauthError("invalid_grant", "Wrong email or verification code.")
            expect(try await Self.show(app, code, "other@example.com"), 403, wrong)
            expect(try await Self.show(app, code == "000000" ? "000001" : "000000"), 403, wrong)
            let answer = try await Self.show(app, code)
            expect(answer, 200, ["scope": "openid email"])
            let claims = try app.login.claims(answer.json["id_token"])
            #expect(claims["email"] == "new@example.com" && claims["email_verified"] == true)
            #expect(claims["sub"]?.string?.hasPrefix("email|") == true)
            expect(try await Self.show(app, code), 403, wrong)
            #expect(
                try await app.login.logged() == [
                    "fepotpft", "f", "sepotpft", "s", "fepotpft", "f", "fepotpft", "f", "cs",
                ])
            // The next time it is the same user.
            tenant.clock.advance(.seconds(1))
            _ = try await Self.start(app)
            let again = try await Self.show(app, try await Self.code(tenant))
            #expect(try app.login.claims(again.json["id_token"])["sub"] == claims["sub"])
        }
    }

    @Test func codesCannotBeGuessedAndEnd() async throws {
        try await eachEngine { tenant in
            let app = try await Self.application(tenant)
            _ = try await Self.start(app)
            let code = try await Self.code(tenant)
            for _ in 0..<3 { #expect(try await Self.show(app, "x\(code)").status == 403) }
            let often = "You've reached the maximum number of attempts. Please try to login again."
            expect(try await Self.show(app, code), 403, oauthError("invalid_grant", often))
            tenant.clock.advance(.seconds(1))
            _ = try await Self.start(app)
            let next = try await Self.code(tenant)
            tenant.clock.advance(.seconds(181))
            let late = "The verification code has expired. Please try to login again."
            expect(try await Self.show(app, next), 403, oauthError("invalid_grant", late))
            for _ in 0..<3 { #expect(try await Self.start(app).status == 200) }
            #expect(try await Self.start(app).status == 429, "nobody is flooded with mails")
            tenant.clock.advance(.seconds(601))
            #expect(try await Self.start(app).status == 200)
        }
    }

    @Test func actionsDecideWhoSignsUp() async throws {
        try await eachEngine { tenant in
            let app = try await Self.application(tenant)
            try await ActionFlowTests.bind(
                "if (event.user.email.startsWith('new')) api.access.deny('not_invited', 'Ask for an invitation');",
                to: .preUserRegistration, function: "onExecutePreUserRegistration", of: tenant)
            _ = try await Self.start(app)
            let code = try await Self.code(tenant)
            expect(try await Self.show(app, code), 403, oauthError("access_denied", "Ask for an invitation"))
            #expect(try await Self.show(app, code).json["error"] == "invalid_grant", "a code is good once")
            let event = try await app.login.event("fs")
            #expect(event["details"]?["actions"]?["executions"]?.array?.count == 1)
            let users = try await tenant.request("GET", "/users-by-email?email=new@example.com", token: tenant.token)
            #expect(users.json == [])
            tenant.clock.advance(.seconds(1))
            _ = try await Self.start(app, ["email": "guest@example.com"])
            let guest = try await Self.show(app, try await Self.code(tenant), "guest@example.com")
            #expect(guest.status == 200)
        }
    }

    @Test func whatIsRefused() async throws {
        try await eachEngine { tenant in
            let app = try await Self.application(tenant, ["email": [:], "disable_signup": true])
            for (more, status, error) in [
                (["client_secret": "wrong"], 401, "access_denied"), (["connection": "sms"], 400, "bad.connection"),
                (["connection": "People"], 400, "bad.connection"), (["email": "x"], 400, "bad.email"),
                (["send": "fax"], 400, "bad.send"), (["connection": .null], 400, "invalid_request"),
            ] as [(JSONObject, Int, String)] {
                let answer = try await Self.start(app, more)
                #expect(answer.status == status && answer.json["error"]?.string == error, "\(more)")
            }
            // Who could not log in is sent nothing, and nobody is told.
            #expect(try await Self.start(app).status == 200)
            #expect(try await tenant.mails(.passwordless).isEmpty)
            for _ in 0..<4 { #expect(try await Self.start(app).status == 200) }
            #expect(try await Self.start(app).status == 429, "as for those whom mails are sent")
        }
    }

    @Test func whatHasChangedSinceTheCodeWasSentCounts() async throws {
        try await eachEngine { tenant in
            let app = try await Self.application(tenant)
            let connection = try await tenant.request("GET", "/connections?strategy=email", token: tenant.token).json
            let path = "/connections/\(connection.member("0.id")?.string ?? "")"
            func code() async throws -> String {
                tenant.clock.advance(.seconds(200))
                expect(try await Self.start(app), 200)
                return try await Self.code(tenant)
            }
            let wrong = oauthError("invalid_grant", "Wrong email or verification code.")
            let early = try await code()
            try await tenant.run([.patch(path, ["options": ["email": [:], "disable_signup": true]], 200)])
            expect(try await Self.show(app, early), 403, wrong)
            try await tenant.run([.patch(path, ["options": ["email": [:]]], 200)])
            let first = try await Self.show(app, try await code())
            expect(first, 200)
            let user = try #require(try app.login.claims(first.json["id_token"])["sub"]?.string)
            // The code proves the address, verified before or not.
            try await tenant.run([.patch("/users/\(user)", ["email_verified": false], 200)])
            expect(try await Self.show(app, try await code()), 200)
            try await tenant.run([.get("/users/\(user)", 200, ["email_verified": true])])
            // Nor is a code enough for who has a second factor, or is blocked.
            try await tenant.run([.put("/guardian/policies", ["all-applications"], 200)])
            expect(try await Self.show(app, try await code()), 403, ["error": "mfa_required"])
            try await tenant.run([.put("/guardian/policies", [], 200)])
            let late = try await code()
            try await tenant.run([.patch("/users/\(user)", ["blocked": true], 200)])
            expect(try await Self.show(app, late), 401, oauthError("unauthorized", "user is blocked"))
            try await tenant.run([.patch("/users/\(user)", ["blocked": false], 200)])
            let last = try await code()
            let missing = oauthError("invalid_request", "the connection was not found")
            try await tenant.run([
                .patch("\(path)/clients", [["client_id": .string(app.login.client), "status": false]], 204)
            ])
            expect(try await Self.show(app, last), 400, missing)
            try await tenant.run([
                .patch("\(path)/clients", [["client_id": .string(app.login.client), "status": true]], 204),
                .patch(
                    "/connections/\(app.login.connection)/clients",
                    [["client_id": .string(app.login.client), "status": true]], 204),
            ])
            let database: JSONObject = [
                "grant_type": Self.grant, "realm": "People", "username": "ada@example.com", "otp": "000000",
            ]
            expect(try await app.login.ask(database), 400, missing)
            expect(try await Self.show(app, last), 200)
        }
    }

    @Test func aBrowserThatIsRememberedNeedsNoSecondFactor() async throws {
        try await eachEngine { tenant in
            let app = try await Self.application(tenant)
            try await tenant.run([
                .patch("/users/\(app.login.user)", ["email_verified": true], 200),
                .put("/guardian/factors/otp", ["enabled": true], 200),
            ])
            func logIn() async throws -> Browser.View {
                tenant.clock.advance(.seconds(200))
                let state = try await newState(of: app)
                _ = try await app.browser.submit("/u/login", ["state": state, "email": "new@example.com"])
                return try await app.browser.submit(
                    "/u/login/code",
                    ["state": state, "email": "new@example.com", "code": try await Self.code(tenant)])
            }
            #expect(try await logIn().parameters["code"] != nil)
            let user = try await tenant.request("GET", "/users-by-email?email=new@example.com", token: tenant.token)
            try await tenant.run([
                .post(
                    "/users/\(user.json.member("0.user_id")?.string ?? "")/authentication-methods",
                    ["type": "totp", "name": "phone", "totp_secret": .string(SecondFactorTests.secret)], 201)
            ])
            let challenge = try await logIn()
            let step = Int64(tenant.clock.now.seconds / OneTimeCodes.period)
            _ = try await app.browser.submit(
                "/u/mfa-otp-challenge",
                [
                    "state": try #require(challenge.hidden("state")),
                    "mfa_token": try #require(challenge.hidden("mfa_token")),
                    "code": try #require(OneTimeCodes(secret: SecondFactorTests.secret)).code(step: step),
                    "remember": "yes",
                ])
            #expect(try await logIn().parameters["code"] != nil)
        }
    }

    @Test func aLinkedAddressConfirmsNoOther() async throws {
        try await eachEngine { tenant in
            let app = try await Self.application(tenant)
            _ = try await Self.start(app)
            let first = try await Self.show(app, try await Self.code(tenant))
            let user = try #require(try app.login.claims(first.json["id_token"])["sub"]?.string)
            try await tenant.run([
                .post(
                    "/users/\(app.login.user)/identities",
                    ["provider": "email", "user_id": .string(String(user.dropFirst("email|".count)))], 201),
                .patch("/users/\(app.login.user)", ["email_verified": false], 200),
            ])
            tenant.clock.advance(.seconds(1))
            _ = try await Self.start(app)
            let second = try await Self.show(app, try await Self.code(tenant))
            #expect(try app.login.claims(second.json["id_token"])["sub"]?.string == app.login.user)
            try await tenant.run([
                .get("/users/\(app.login.user)", 200, ["email": "ada@example.com", "email_verified": false])
            ])
        }
    }

    @Test func formsCanAskForLinks() async throws {
        try await eachEngine { tenant in
            let app = try await Self.application(tenant)
            let form = [
                "client_id": app.login.client, "client_secret": app.login.secret, "connection": "email",
                "email": "new@example.com", "send": "link",
            ]
            let body = form.map { "\($0.key)=\(PercentEncoding.encode($0.value))" }.joined(separator: "&")
            let answer = try await tenant.request(
                "POST", "/passwordless/start", bytes: Array(body.utf8), token: nil,
                headers: [.contentType: "application/x-www-form-urlencoded"], root: "")
            expect(answer, 200)
        }
    }

    /// Of a login that begins anew.
    private func newState(of app: WebApplication) async throws -> String {
        try #require(try await app.page(["prompt": "login"]).hidden("state"))
    }

    @Test func pagesAskForTheCode() async throws {
        try await eachEngine { tenant in
            let app = try await Self.application(
                tenant, ["email": ["subject": "Hi {{ code }}"], "totp": ["length": 8]])
            #expect(try await app.page(["screen_hint": "signup"]).text.contains("name=\"email\""))
            let page = try await app.page()
            let state = try #require(page.hidden("state"))
            #expect(page.text.contains("name=\"email\"") && !page.text.contains("password"))
            #expect(try await app.browser.submit("/u/login", ["state": state, "email": "x"]).status == 400)
            let form = try await app.browser.submit("/u/login", ["state": state, "email": "new@example.com"])
            #expect(form.text.contains("that we sent to new@example.com"))
            let code = try await Self.code(tenant)
            #expect(code.count == 8)
            let mail = try #require(try await tenant.mails(.passwordless).last)
            #expect(mail.document["subject"]?.string == "Hi \(code)")
            let wrong = try await app.browser.submit(
                "/u/login/code", ["state": state, "email": "new@example.com", "code": "0"])
            #expect(wrong.status == 403 && wrong.alert == "Wrong email or verification code.")
            let view = try await app.browser.submit(
                "/u/login/code", ["state": state, "email": "new@example.com", "code": code])
            let tokens = try await app.exchange(try #require(view.parameters["code"]))
            let claims = try app.login.claims(tokens.json["id_token"])
            #expect(claims["email"] == "new@example.com")
            let sid = claims["sid"]?.string ?? ""
            let session = try await tenant.request("GET", "/sessions/\(sid)", token: tenant.token)
            #expect(session.json["authentication"]?["methods"]?.array?.first?["name"] == "email")
            #expect(session.json["connection"] == nil)
            // A session is one of the connection that it began with, whatever the user's first identity is.
            let user = claims["sub"]?.string ?? ""
            try await tenant.run([
                .post(
                    "/users/\(app.login.user)/identities",
                    ["provider": "email", "user_id": .string(String(user.dropFirst(6)))], 201)
            ])
            tenant.clock.advance(.seconds(1))
            _ = try await app.browser.submit(
                "/u/login", ["state": try await newState(of: app), "email": "new@example.com"])
            let linked = try await app.browser.submit(
                "/u/login/code",
                ["state": try await newState(of: app), "email": "new@example.com", "code": try await Self.code(tenant)])
            let own = try await app.exchange(try #require(linked.parameters["code"]))
            #expect(try app.login.claims(own.json["id_token"])["sub"]?.string == app.login.user)
            #expect(try await app.authorize(["prompt": "none"]).parameters["code"] != nil)
        }
    }
}
