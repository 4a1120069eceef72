import Contract
import HTTPTypes
import TestKit
import Testing

@Suite("Logins of devices without a browser") struct DeviceFlowTests {
    private static let grant: JSON = "urn:ietf:params:oauth:grant-type:device_code"

    /// A device that waits.
    private struct Device {
        let app: WebApplication
        let code: String
        let userCode: String

        init(_ app: WebApplication, _ more: JSONObject = [:]) async throws {
            let answer = try await DeviceFlowTests.ask(app, more)
            self.app = app
            code = try #require(answer.json["device_code"]?.string, "\(answer.json.text)")
            userCode = try #require(answer.json["user_code"]?.string)
        }

        func poll(_ more: JSONObject = [:]) async throws -> TestTenant.Answer {
            app.login.tenant.clock.advance(.seconds(5))
            let usual: JSONObject = ["grant_type": DeviceFlowTests.grant, "device_code": .string(code)]
            return try await app.login.ask(usual.merging(more) { $1 })
        }

        /// Types the code in.
        func activate(_ browser: Browser? = nil) async throws -> Browser.View {
            let browser = browser ?? app.browser
            let answer = try await browser.submit("/activate", ["user_code": userCode])
            return answer.location.isEmpty ? answer : try await browser.open(answer.location)
        }

        func decide(_ page: Browser.View, _ action: String = "confirm") async throws -> Browser.View {
            try await app.browser.submit(
                "/u/device-code-confirmation", ["state": try #require(page.hidden("state")), "action": action])
        }

        /// Logs Ada in for it.
        func logIn() async throws -> Browser.View {
            try await app.logIn(try await app.browser.open(try await decide(try await activate()).location))
        }
    }

    private static func application(_ tenant: TestTenant, client: JSONObject = [:]) async throws -> WebApplication {
        let members: JSONObject = ["grant_types": [grant, "refresh_token"]]
        return try await WebApplication(tenant, client: members.merging(client) { $1 })
    }

    private static func ask(_ app: WebApplication, _ more: JSONObject = [:]) async throws -> TestTenant.Answer {
        let asked: JSONObject = [
            "client_id": .string(app.login.client), "client_secret": .string(app.login.secret),
            "scope": "openid email offline_access",
        ]
        return try await app.login.tenant.request(
            "POST", "/oauth/device/code", body: .object(asked.merging(more) { $1 }), token: nil, root: "")
    }

    @Test func somebodyLogsInElsewhere() async throws {
        try await eachEngine { tenant in
            let app = try await Self.application(tenant)
            let answer = try await Self.ask(app)
            expect(answer, 200, ["expires_in": 900, "interval": 5])
            let userCode = try #require(answer.json["user_code"]?.string)
            #expect(userCode.wholeMatch(of: /[B-DF-HJ-NP-TV-XZ]{4}-[B-DF-HJ-NP-TV-XZ]{4}/) != nil, "\(userCode)")
            #expect(answer.json["verification_uri"]?.string == tenant.issuer + "activate")
            let form = try await app.browser.open("/activate?user_code=\(userCode)")
            #expect(form.text.contains("value=\"\(userCode)\"") && form.text.contains("action=\"/activate\""))
            let device = try await Device(app, ["audience": .string(LoginFixture.audience)])
            let pending = oauthError("authorization_pending", "User has yet to authorize device code.")
            expect(try await device.poll(), 403, pending)
            // However the code is typed in.
            let typed = device.userCode.lowercased().replacing("-", with: " ")
            let opened = try await app.browser.submit("/activate", ["user_code": typed])
            let page = try await app.browser.open(opened.location)
            #expect(page.text.contains("logged in to Notes as you"), "\(page.text)")
            let login = try await app.browser.open(try await device.decide(page).location)
            #expect(login.text.contains("Log in to continue to Notes."))
            let end = try await app.logIn(login)
            #expect(end.location == "/device/success")
            #expect(try await app.browser.open(end.location).text.contains("Your device is connected"))
            let tokens = try await device.poll()
            expect(tokens, 200, ["scope": "openid email offline_access", "token_type": "Bearer"])
            let claims = try app.login.claims(tokens.json["id_token"])
            #expect(claims["email"] == "ada@example.com" && claims["sid"] == nil)
            let refresh = try #require(tokens.json["refresh_token"]?.string)
            expect(try await device.poll(), 403, oauthError("invalid_grant", "Invalid or expired device code."))
            #expect(try await app.login.logged() == ["fede", "sede", "s"])
            // It outlives the browser's session.
            let sessions = try await tenant.request(
                "GET", "/users/\(app.login.user)/sessions", token: tenant.token)
            let session = try #require(sessions.json["sessions"]?.array?.first?["id"]?.string)
            try await tenant.run([.post("/sessions/\(session)/revoke", nil, 202)])
            expect(try await app.login.refresh(refresh), 200, [:])
        }
    }

    @Test func aSessionIsEnoughButNotWithoutAYes() async throws {
        try await eachEngine { tenant in
            let app = try await Self.application(tenant)
            let first = try await Device(app)
            #expect(try await first.logIn().location == "/device/success")
            let second = try await Device(app)
            let page = try await second.activate()
            #expect(page.text.contains(second.userCode))
            #expect(try await second.poll().json["error"] == "authorization_pending")
            // Whoever is sent the address of the page cannot say yes with it.
            let state = try #require(page.hidden("state"))
            let other = Browser(tenant)
            _ = try await Device(app).activate(other)
            let forged = try await other.submit(
                "/u/device-code-confirmation", ["state": state, "action": "confirm"])
            #expect(forged.status == 400)
            // No other page of this login leads past the question.
            let login = try await app.browser.submit(
                "/u/login",
                ["state": state, "username": "ada@example.com", "password": LoginFixture.password])
            #expect(login.location == "/device/failure")
            #expect(try await second.poll().json["error"] == "access_denied")
            let third = try await Device(app)
            let again = try await third.activate()
            #expect(try await third.decide(again).location == "/device/success")
            #expect(try await third.decide(again).status == 400, "it is good once")
            #expect(try await third.poll().status == 200)
        }
    }

    @Test func devicesWait() async throws {
        try await eachEngine { tenant in
            let app = try await Self.application(tenant)
            let device = try await Device(app)
            _ = try await device.poll()
            let tooSoon = try await app.login.ask(["grant_type": Self.grant, "device_code": .string(device.code)])
            expect(
                tooSoon, 429,
                oauthError("slow_down", "You are polling faster than the specified interval of 5 seconds."))
            #expect(try await device.poll().json["error"] == "authorization_pending")
            #expect(try await app.login.logged() == [], "waiting is nothing to tell of")
            let page = try await device.activate()
            tenant.clock.advance(.seconds(900))
            #expect(try await device.activate().alert == "No device waits with this code. It may have expired.")
            let late = try await app.browser.open(try await device.decide(page).location)
            #expect(try await app.logIn(late).location == "/device/failure")
            #expect(try await device.poll().json["error"] == "expired_token")
            #expect(try await device.poll().json["error"] == "invalid_grant", "it is told once")
        }
    }

    @Test func peopleSayNo() async throws {
        try await eachEngine { tenant in
            let app = try await Self.application(tenant, client: ["is_first_party": false])
            let device = try await Device(app)
            #expect(try await device.decide(try await device.activate(), "cancel").location == "/device/failure")
            expect(
                try await device.poll(), 403, oauthError("access_denied", "User cancelled the confirmation prompt"))
            #expect(try await device.poll().json["error"] == "invalid_grant")
            let second = try await Device(app)
            let asked = try await second.logIn()
            #expect(asked.location.hasPrefix("/u/consent"))
            let consent = try await app.browser.open(asked.location)
            let denied = try await app.browser.submit(
                "/u/consent", ["state": try #require(consent.hidden("state")), "action": "deny"])
            #expect(denied.location == "/device/failure")
            expect(try await second.poll(), 403, oauthError("access_denied", "User did not authorize the request"))
            try await tenant.run([.patch("/users/\(app.login.user)", ["blocked": true], 200)])
            let third = try await Device(app)
            #expect(try await third.decide(try await third.activate()).location == "/device/failure")
            expect(try await third.poll(), 403, oauthError("access_denied", "user is blocked"))
            #expect(
                try await app.login.logged() == ["fede", "fdeac", "f", "fede", "fdeac", "s", "fede", "fede", "fdecc"])
        }
    }

    @Test func aDeviceIsOneApplications() async throws {
        try await eachEngine { tenant in
            let app = try await Self.application(tenant)
            let other = try await tenant.request(
                "POST", "/clients", body: ["name": "Other", "grant_types": [Self.grant]], token: tenant.token)
            let device = try await Device(app)
            _ = try await device.logIn()
            let stolen = try await device.poll([
                "client_id": other.json["client_id"] ?? "", "client_secret": other.json["client_secret"] ?? "",
            ])
            expect(stolen, 403, oauthError("invalid_grant", "Invalid or expired device code."))
            // Of two that ask at the same time one gets tokens.
            tenant.clock.advance(.seconds(5))
            let (code, fixture) = (device.code, app.login)
            let granted = try await withThrowingTaskGroup { group in
                for _ in 0..<4 {
                    group.addTask {
                        try await fixture.ask(["grant_type": Self.grant, "device_code": .string(code)]).status
                    }
                }
                return try await group.reduce(into: 0) { $0 += $1 == 200 ? 1 : 0 }
            }
            #expect(granted == 1)
        }
    }

    @Test func actionsAreToldThatADeviceWaits() async throws {
        try await eachEngine { tenant in
            let app = try await Self.application(tenant)
            try await ActionFlowTests.bind(
                "api.idToken.setCustomClaim('protocol', event.transaction.protocol);", of: tenant)
            let device = try await Device(app)
            _ = try await device.logIn()
            let tokens = try await device.poll()
            #expect(try app.login.claims(tokens.json["id_token"])["protocol"] == "oauth2-device-code")
        }
    }

    @Test func whoConfirmsADeviceHasSeenAScreen() async throws {
        try await eachEngine { tenant in
            let app = try await Self.application(tenant)
            try await tenant.run([
                .patch(
                    "/tenants/settings", ["skip_non_verifiable_callback_uri_confirmation_prompt": false], 200)
            ])
            #expect(try await Device(app).logIn().location == "/device/success")
            let device = try await Device(app)
            #expect(try await device.decide(try await device.activate()).location == "/device/success")
            expect(try await device.poll(), 200)
        }
    }

    @Test func whatIsRefused() async throws {
        try await eachEngine { tenant in
            let app = try await Self.application(tenant)
            for (more, status, error) in [
                (["client_secret": "wrong"], 401, "access_denied"), (["client_id": "nobody"], 401, "access_denied"),
                (["audience": "https://x.example/"], 403, "access_denied"),
            ] as [(JSONObject, Int, String)] {
                let answer = try await Self.ask(app, more)
                #expect(answer.status == status && answer.json["error"]?.string == error, "\(answer.json.text)")
            }
            try await tenant.run([
                .patch("/tenants/settings", ["device_flow": ["charset": "digits", "mask": "*** *** ****"]], 200)
            ])
            #expect(try await Device(app).userCode.wholeMatch(of: /\d{3} \d{3} \d{4}/) != nil)
            try await tenant.run([
                .patch("/tenants/settings", ["device_flow": ["charset": "digits", "mask": "*"]], 200)
            ])
            #expect(try await Device(app).userCode.wholeMatch(of: /\d{3}-\d{3}-\d{3}/) != nil, "one digit is no secret")
            try await tenant.run([
                .patch(
                    "/attack-protection/suspicious-ip-throttling",
                    ["stage": ["pre-login": ["max_attempts": 2, "rate": 864_000]]], 200)
            ])
            for status in [403, 403, 429] {
                let view = try await app.browser.submit("/activate", ["user_code": "<b>"])
                #expect(view.status == status && view.text.contains("value=\"&lt;b&gt;\""), "\(view.text)")
            }
            #expect(try await app.browser.open("/u/device-code-confirmation?state=x").status == 400)
            try await tenant.run([.patch("/clients/\(app.login.client)", ["grant_types": ["refresh_token"]], 200)])
            #expect(try await Self.ask(app).json["error"] == "unauthorized_client")
            #expect(try await app.login.event("fdeaz")["client_id"]?.string == app.login.client)
        }
    }
}
