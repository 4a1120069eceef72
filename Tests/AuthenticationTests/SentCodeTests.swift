import Contract
import Mail
import Phones
import OrderedCollections
import TestKit
import Testing

@Suite("Second factors that codes are sent to") struct SentCodeTests {
    static let grant: JSON = "http://auth0.com/oauth/grant-type/mfa-oob"
    static let grants = JSON.array((LoginFixture.grants.array ?? []) + [grant])
    static let phone = "+15550100"
    static let messages = "https://api.twilio.com/2010-04-01/Accounts/AC1/Messages.json"

    /// Switches factors on.
    static func use(_ factors: String..., of tenant: TestTenant) async throws {
        for factor in factors { try await tenant.run([.put("/guardian/factors/\(factor)", ["enabled": true], 200)]) }
    }

    /// Has texts go to Twilio, which takes them.
    static func useTwilio(_ tenant: TestTenant, status: Int = 201) async throws {
        try await tenant.run([
            .put("/guardian/factors/phone/selected-provider", ["provider": "twilio"], 200),
            .put(
                "/guardian/factors/phone/providers/twilio",
                ["sid": "AC1", "auth_token": "hush", "from": "+15550199"], 200),
        ])
        tenant.outbound.answer(messages, with: ["message": "Not a number"], status: status)
    }

    /// Gives Ada a phone.
    static func addPhone(_ login: LoginFixture) async throws {
        try await login.tenant.run([
            .post(
                "/users/\(login.user)/authentication-methods",
                ["type": "phone", "name": "mine", "phone_number": .string(phone)], 201)
        ])
    }

    static func fixture(_ tenant: TestTenant) async throws -> LoginFixture {
        let login = try await LoginFixture(tenant, client: ["grant_types": grants])
        try await use("sms", of: tenant)
        try await addPhone(login)
        return login
    }

    /// The code in a text.
    static func code(in text: String?) throws -> String {
        String(try #require(text?.firstMatch(of: /\b[0-9]{6}\b/)).output)
    }

    /// The code in the newest message to a phone.
    static func code(_ tenant: TestTenant) async throws -> String {
        try code(in: await tenant.texts().max { $0.createdAt < $1.createdAt }?.message.text)
    }

    private static func token(_ login: LoginFixture) async throws -> JSON {
        try #require(try await login.logIn().json["mfa_token"])
    }

    private static func challenge(
        _ login: LoginFixture, _ token: JSON, _ more: JSONObject = [:]
    ) async throws -> TestTenant.Answer {
        let asked: JSONObject = [
            "client_id": .string(login.client), "client_secret": .string(login.secret), "mfa_token": token,
        ]
        return try await login.tenant.request(
            "POST", "/mfa/challenge", body: .object(asked.merging(more) { $1 }), token: nil, root: "")
    }

    private static func prove(
        _ login: LoginFixture, _ token: JSON, _ challenge: JSON?, _ code: String
    ) async throws -> TestTenant.Answer {
        try await login.ask([
            "grant_type": grant, "mfa_token": token, "oob_code": challenge ?? .null, "binding_code": .string(code),
        ])
    }

    private static let wrong = oauthError("invalid_grant", "Invalid binding_code.")

    @Test func aTextedCodeLogsIn() async throws {
        try await eachEngine { tenant in
            let login = try await Self.fixture(tenant)
            try await Self.useTwilio(tenant)
            let token = try await Self.token(login)
            let listed = try await tenant.request("GET", "/mfa/authenticators", token: token.string, root: "")
            expect(
                listed, 200,
                [
                    [
                        "id": "~^sms\\|dev_", "authenticator_type": "oob", "oob_channel": "sms", "active": true,
                        "name": "XXXXX0100",
                    ]
                ])
            let asked = try await Self.challenge(login, token, ["challenge_type": "otp oob"])
            expect(asked, 200, ["challenge_type": "oob", "binding_method": "prompt"])
            let code = try await Self.code(tenant)
            try await tenant.work()
            let sent = try #require(tenant.outbound.requests.last)
            #expect(
                String(decoding: sent.body, as: UTF8.self).hasPrefix("To=%2B15550100&From=%2B15550199&Body=\(code)%20"))
            #expect(try await tenant.texts().map(\.message.text) == [""], "what it said goes")
            let oob = asked.json["oob_code"]
            expect(try await Self.prove(login, token, oob, code == "000000" ? "000001" : "000000"), 403, Self.wrong)
            expect(try await Self.prove(login, token, "another", code), 403, Self.wrong)
            let answer = try await Self.prove(login, token, oob, code)
            expect(answer, 200)
            #expect(try login.claims(answer.json["id_token"])["amr"] == ["mfa"])
            expect(
                try await Self.prove(login, token, oob, code), 403,
                oauthError("invalid_grant", "Malformed mfa_token"))
            let logged = try await login.logged()
            #expect(logged.filter { $0 == "gd_auth_failed" }.count == 2)
            for type in ["gd_start_auth", "gd_send_sms", "gd_auth_succeed", "seoobft", "feoobft", "s"] {
                #expect(logged.contains(type), "\(type)")
            }
            #expect(!logged.contains("gd_enrollment_complete"), "it was set up before")
            let logs = try await tenant.request("GET", "/logs?per_page=100", token: tenant.token)
            #expect(!logs.text.contains(code) && !logs.text.contains("hush"), "the log tells no secrets")
        }
    }

    @Test func codesAreForOneLoginAndAWhile() async throws {
        try await eachEngine { tenant in
            let login = try await Self.fixture(tenant)
            let (first, second) = (try await Self.token(login), try await Self.token(login))
            let oob = try await Self.challenge(login, first).json["oob_code"]
            let code = try await Self.code(tenant)
            expect(try await Self.prove(login, second, oob, code), 403, Self.wrong)
            tenant.clock.advance(.seconds(1))
            let again = try await Self.challenge(login, first).json["oob_code"]
            expect(try await Self.prove(login, first, oob, code), 403, Self.wrong)
            let next = try await Self.code(tenant)
            tenant.clock.advance(.seconds(300))
            expect(try await Self.prove(login, first, again, next), 403, Self.wrong)
            let last = try await Self.challenge(login, first).json["oob_code"]
            try await tenant.run([.put("/guardian/factors/sms", ["enabled": false], 200)])
            expect(try await Self.prove(login, first, last, try await Self.code(tenant)), 403, Self.wrong)
            try await tenant.run([.put("/guardian/factors/sms", ["enabled": true], 200)])
            expect(try await Self.prove(login, first, last, try await Self.code(tenant)), 200)
        }
    }

    @Test func nobodyGuessesOrFloods() async throws {
        try await eachEngine { tenant in
            let login = try await Self.fixture(tenant)
            let token = try await Self.token(login)
            let oob = try await Self.challenge(login, token).json["oob_code"]
            let code = try await Self.code(tenant)
            for _ in 1...10 { expect(try await Self.prove(login, token, oob, "x"), 403) }
            expect(try await Self.prove(login, token, oob, code), 429, ["error": "too_many_attempts"])
            for _ in 1...9 { expect(try await Self.challenge(login, token), 200) }
            expect(try await Self.challenge(login, token), 429, ["error": "too_many_requests"])
            #expect(try await tenant.texts().count == 10)
            #expect(try await login.logged().first == "gd_otp_rate_limit_exceed")
            tenant.clock.advance(.seconds(360))
            expect(try await Self.challenge(login, token), 200)
        }
    }

    @Test func whatCannotBeChallenged() async throws {
        try await eachEngine { tenant in
            let login = try await Self.fixture(tenant)
            let token = try await Self.token(login)
            let unsupported: JSON = ["error": "unsupported_challenge_type"]
            expect(try await Self.challenge(login, token, ["challenge_type": "otp"]), 400, unsupported)
            expect(try await Self.challenge(login, token, ["oob_channel": "email"]), 400, unsupported)
            expect(
                try await Self.challenge(login, token, ["authenticator_id": "sms|dev_x"]), 400,
                ["error": "invalid_authenticator_id"])
            expect(
                try await Self.challenge(login, "none"), 403, oauthError("invalid_grant", "Malformed mfa_token"))
            expect(try await Self.challenge(login, token, ["client_secret": "x"]), 401)
            expect(
                try await login.ask(["grant_type": Self.grant, "mfa_token": token, "oob_code": "x"]), 400,
                oauthError("invalid_request", "Missing required parameter: binding_code"))
            expect(try await tenant.request("GET", "/mfa/authenticators", token: nil, root: ""), 401)
            tenant.clock.advance(.seconds(600))
            let expired = oauthError("expired_token", "mfa_token is expired")
            expect(try await Self.challenge(login, token), 403, expired)
            expect(try await tenant.request("GET", "/mfa/authenticators", token: token.string, root: ""), 403, expired)
        }
    }

    @Test func aPhoneIsEnrolledByItsFirstCode() async throws {
        try await eachEngine { tenant in
            let login = try await LoginFixture(tenant, client: ["grant_types": Self.grants])
            try await Self.use("sms", "recovery-code", of: tenant)
            try await tenant.run([.put("/guardian/policies", ["all-applications"], 200)])
            let token = try await Self.token(login)
            expect(try await Self.challenge(login, token), 400, ["error": "association_required"])
            func associate(_ more: JSONObject) async throws -> TestTenant.Answer {
                let body: JSONObject = ["authenticator_types": ["oob"], "oob_channels": ["sms"]]
                return try await tenant.request(
                    "POST", "/mfa/associate", body: .object(body.merging(more) { $1 }), token: token.string, root: "")
            }
            expect(try await associate([:]), 400, ["error": "invalid_request"])
            expect(try await associate(["phone_number": "12"]), 400, ["error": "invalid_request"])
            expect(try await associate(["oob_channels": ["voice"]]), 400, ["error": "invalid_request"])
            expect(try await associate(["oob_channels": ["email"], "email": "a@example.com"]), 400)
            let made = try await associate(["phone_number": "+1 (555) 0100"])
            expect(
                made, 200,
                [
                    "authenticator_type": "oob", "binding_method": "prompt", "oob_channel": "sms",
                    "recovery_codes": ["~^[A-Z0-9]{24}$"],
                ])
            expect(
                try await tenant.request("GET", "/mfa/authenticators", token: token.string, root: ""), 200,
                [["active": false], ["authenticator_type": "recovery-code"]])
            let text = try #require(try await tenant.texts().first)
            #expect(text.state == .kept && text.message.to == Self.phone && text.message.kind == "otp_enroll")
            expect(try await Self.prove(login, token, made.json["oob_code"], try await Self.code(tenant)), 200)
            let logged = try await login.logged()
            #expect(logged.contains("gd_start_enroll") && logged.contains("gd_enrollment_complete"))
            let next = try await Self.token(login)
            expect(
                try await tenant.request(
                    "POST", "/mfa/associate",
                    body: ["authenticator_types": ["oob"], "oob_channels": ["sms"], "phone_number": "+15550111"],
                    token: next.string, root: ""), 403, oauthError("access_denied", "User is already enrolled."))
        }
    }

    @Test func aConfirmedAddressWillDo() async throws {
        try await eachEngine { tenant in
            let login = try await Self.fixture(tenant)
            try await Self.use("email", of: tenant)
            let token = try await Self.token(login)
            let asked = try await Self.challenge(login, token, ["oob_channel": "email"])
            expect(asked, 200, ["challenge_type": "oob"])
            let mail = try #require(try await tenant.mails(.mfaCode).first)
            #expect(mail.to == "ada@example.com")
            #expect(try await tenant.texts().isEmpty)
            expect(
                try await Self.prove(login, token, asked.json["oob_code"], try Self.code(in: mail.text)), 200)
            #expect(try await login.logged().contains("gd_send_email"))
        }
    }

    @Test func aTextThatTwilioRefusesIsLogged() async throws {
        try await eachEngine { tenant in
            let login = try await Self.fixture(tenant)
            try await Self.useTwilio(tenant, status: 400)
            expect(try await Self.challenge(login, try await Self.token(login)), 200)
            try await tenant.work()
            let event = try await login.event("gd_send_sms_failure")
            #expect(event["details"]?["error"] == "Twilio: Not a number" && event["user_id"]?.string == login.user)
            #expect(try await tenant.texts().map(\.state) == [.failed])
        }
    }

    @Test func aTextThatIsLateIsNotSent() async throws {
        try await eachEngine { tenant in
            let login = try await Self.fixture(tenant)
            try await Self.useTwilio(tenant, status: 503)
            expect(try await Self.challenge(login, try await Self.token(login)), 200)
            try await tenant.work()
            #expect(try await tenant.texts().map(\.state) == [.waiting])
            tenant.outbound.answer(Self.messages, with: [:], status: 201)
            tenant.clock.advance(.seconds(300))
            try await tenant.work()
            #expect(tenant.outbound.requests.count == 1)
            #expect(try await tenant.texts().map(\.error) == ["The message could not be sent in time"])
        }
    }

    @Test func whoIsBlockedMeanwhileGoesNoFurther() async throws {
        try await eachEngine { tenant in
            let login = try await Self.fixture(tenant)
            let token = try await Self.token(login)
            let oob = try await Self.challenge(login, token).json["oob_code"]
            let code = try await Self.code(tenant)
            try await tenant.run([.patch("/users/\(login.user)", ["blocked": true], 200)])
            let blocked = oauthError("unauthorized", "user is blocked")
            expect(try await Self.challenge(login, token), 401, blocked)
            expect(try await tenant.request("GET", "/mfa/authenticators", token: token.string, root: ""), 401, blocked)
            expect(try await Self.prove(login, token, oob, code), 401, blocked)
        }
    }

    @Test func anAddressThatNobodyHasConfirmedWillNotDo() async throws {
        try await eachEngine { tenant in
            let login = try await Self.fixture(tenant)
            try await Self.use("email", of: tenant)
            func listed() async throws -> [JSON] {
                let token = try await Self.token(login)
                let answer = try await tenant.request("GET", "/mfa/authenticators", token: token.string, root: "")
                return (answer.json.array ?? []).map { $0["oob_channel"] ?? .null }
            }
            #expect(try await listed() == ["sms", "email"])
            try await tenant.run([.patch("/users/\(login.user)", ["email_verified": false], 200)])
            #expect(try await listed() == ["sms"])
            // The same address is told of once.
            try await tenant.run([
                .patch("/users/\(login.user)", ["email_verified": true], 200),
                .post(
                    "/users/\(login.user)/authentication-methods",
                    ["type": "email", "name": "mine", "email": "ada@example.com"], 201),
            ])
            #expect(try await listed().count { $0 == "email" } == 1)
        }
    }

    @Test func aGeneratorIsChallengedWithoutACode() async throws {
        try await eachEngine { tenant in
            let login = try await Self.fixture(tenant)
            try await Self.use("otp", of: tenant)
            try await tenant.run([
                .post(
                    "/users/\(login.user)/authentication-methods",
                    ["type": "totp", "name": "generator", "totp_secret": .string(SecondFactorTests.secret)], 201)
            ])
            let token = try await Self.token(login)
            let asked = try await Self.challenge(login, token, ["challenge_type": "otp"])
            expect(asked, 200, ["challenge_type": "otp"])
            #expect(asked.json["oob_code"] == nil)
            #expect(try await tenant.texts().isEmpty)
            let listed = try await tenant.request("GET", "/mfa/authenticators", token: token.string, root: "")
            let phone = try #require(listed.json.array?.first { $0["oob_channel"] == "sms" }?["id"])
            expect(
                try await Self.challenge(login, token, ["authenticator_id": phone]), 200, ["challenge_type": "oob"])
        }
    }

    @Test func whatCannotBeEnrolled() async throws {
        try await eachEngine { tenant in
            let login = try await LoginFixture(tenant, client: ["grant_types": Self.grants])
            try await Self.use("sms", "email", of: tenant)
            try await tenant.run([.put("/guardian/policies", ["all-applications"], 200)])
            let token = try await Self.token(login)
            func associate(_ body: JSON, _ scheme: String = "Bearer") async throws -> TestTenant.Answer {
                try await tenant.request(
                    "POST", "/mfa/associate", body: body, token: nil,
                    headers: [.authorization: "\(scheme) \(token.string ?? "")"], root: "")
            }
            let oob: JSON = ["oob"]
            for (body, words) in [
                (["authenticator_types": []], "Missing required parameter: authenticator_types"),
                (
                    ["authenticator_types": ["push"]],
                    "authenticator_types must have otp or oob: other factors cannot be enrolled"
                ),
                (["authenticator_types": oob, "oob_channels": []], "Missing required parameter: oob_channels"),
                (
                    ["authenticator_types": oob, "oob_channels": ["email"], "email": "x"],
                    "email is not an email address"
                ),
            ] as [(JSON, String)] {
                expect(try await associate(body), 400, oauthError("invalid_request", words))
            }
            let phone: JSON = [
                "authenticator_types": oob, "oob_channels": ["sms"], "phone_number": .string(Self.phone),
            ]
            expect(try await associate(phone, "Basic!!"), 401)
            // There are no recovery codes where the tenant has none, and nobody is flooded.
            for _ in 1...10 {
                let answer = try await associate(phone)
                expect(answer, 200)
                #expect(answer.json["recovery_codes"] == nil)
            }
            expect(try await associate(phone), 429, ["error": "too_many_requests"])
        }
    }

    @Test func anAddressIsEnrolledOnce() async throws {
        try await eachEngine { tenant in
            let login = try await LoginFixture(tenant, client: ["grant_types": Self.grants])
            try await Self.use("email", of: tenant)
            try await tenant.run([
                .patch("/users/\(login.user)", ["email_verified": false], 200),
                .put("/guardian/policies", ["all-applications"], 200),
                .post(
                    "/users/\(login.user)/authentication-methods",
                    ["type": "email", "name": "mine", "email": "own@example.com"], 201),
            ])
            let token = try await Self.token(login)
            func associate(_ email: JSON) async throws -> TestTenant.Answer {
                let body: JSON = ["authenticator_types": ["oob"], "oob_channels": ["email"], "email": email]
                return try await tenant.request("POST", "/mfa/associate", body: body, token: token.string, root: "")
            }
            expect(
                try await associate("own@example.com"), 403, oauthError("access_denied", "User is already enrolled."))
            for email in ["first@example.com", "second@example.com"] as [JSON] {
                expect(try await associate(email), 200)
            }
            // Confirmed factors stay; of unconfirmed ones only the last is kept.
            let listed = try await tenant.request("GET", "/mfa/authenticators", token: token.string, root: "")
            #expect(listed.json.array?.compactMap { $0["active"]?.bool } == [true, false], "\(listed.json)")
        }
    }

    @Test func mailsThatAreOffAreNotSent() async throws {
        try await eachEngine { tenant in
            let login = try await Self.fixture(tenant)
            try await Self.use("email", of: tenant)
            try await tenant.run([
                .post(
                    "/email-templates",
                    [
                        "template": "mfa_oob_code", "body": "{{ code }}", "from": "", "subject": "x",
                        "syntax": "liquid", "enabled": false,
                    ], 200)
            ])
            expect(try await Self.challenge(login, try await Self.token(login), ["oob_channel": "email"]), 200)
            #expect(try await tenant.mails(.mfaCode).isEmpty)
            #expect(try await !login.logged().contains("gd_send_email"))
        }
    }

    @Test func aCodeConfirmsNothingOnceThereIsSomethingElse() async throws {
        try await eachEngine { tenant in
            let login = try await LoginFixture(tenant, client: ["grant_types": Self.grants])
            try await Self.use("sms", "otp", of: tenant)
            try await tenant.run([.put("/guardian/policies", ["all-applications"], 200)])
            let token = try await Self.token(login)
            let made = try await tenant.request(
                "POST", "/mfa/associate",
                body: ["authenticator_types": ["oob"], "oob_channels": ["sms"], "phone_number": .string(Self.phone)],
                token: token.string, root: "")
            expect(made, 200)
            try await tenant.run([
                .post(
                    "/users/\(login.user)/authentication-methods",
                    ["type": "totp", "name": "generator", "totp_secret": .string(SecondFactorTests.secret)], 201)
            ])
            let code = try await Self.code(tenant)
            expect(try await Self.prove(login, token, made.json["oob_code"], code), 403, Self.wrong)
        }
    }

    @Test func templatesOfTheTenantCount() async throws {
        try await eachEngine { tenant in
            let login = try await Self.fixture(tenant)
            try await tenant.run([
                .put(
                    "/guardian/factors/phone/templates",
                    [
                        "enrollment_message": "x",
                        "verification_message": "{{message_type}} {{code}} {{tenant.friendly_name}} {{pause}}",
                    ], 200),
                .patch("/tenants/settings", ["friendly_name": "Notes & Co"], 200),
            ])
            expect(try await Self.challenge(login, try await Self.token(login)), 200)
            let text = try #require(try await tenant.texts().first).message.text
            #expect(text.wholeMatch(of: /sms [0-9]{6} Notes & Co\s/) != nil, "\(text)")
        }
    }
}
