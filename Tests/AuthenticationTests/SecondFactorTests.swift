import Contract
import Secrets
import TestKit
import Testing

@Suite struct SecondFactorTests {
    static let secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"

    private func fixture(_ tenant: TestTenant) async throws -> LoginFixture {
        let login = try await LoginFixture(tenant)
        try await tenant.run([
            .put("/guardian/factors/otp", ["enabled": true], 200),
            .put("/guardian/factors/recovery-code", ["enabled": true], 200),
            .post(
                "/users/\(login.user)/authentication-methods",
                ["type": "totp", "name": "phone", "totp_secret": .string(Self.secret)], 201),
        ])
        return login
    }

    private func token(_ login: LoginFixture, _ more: JSONObject = [:]) async throws -> JSON {
        let answer = try await login.logIn(more)
        expect(answer, 403, oauthError("mfa_required", "Multifactor authentication required"))
        return try #require(answer.json["mfa_token"])
    }

    private func prove(
        _ login: LoginFixture, _ token: JSON, _ code: String, _ more: JSONObject = [:]
    ) async throws -> TestTenant.Answer {
        let request: JSONObject = [
            "grant_type": "http://auth0.com/oauth/grant-type/mfa-otp", "mfa_token": token, "otp": .string(code),
        ]
        return try await login.ask(request.merging(more) { $1 })
    }

    /// The code that the generator shows.
    private func code(_ tenant: TestTenant, steps: Int = 0) throws -> String {
        let step = tenant.clock.now.seconds / OneTimeCodes.period + steps
        return try #require(OneTimeCodes(secret: Self.secret)).code(step: Int64(step))
    }

    @Test func oneTimeCodes() async throws {
        try await eachEngine { tenant in
            let login = try await fixture(tenant)
            let token = try await token(
                login, ["scope": "openid email read:notes", "audience": .string(LoginFixture.audience)])
            #expect(try await login.logged() == ["mfar"])
            let user = try await tenant.request("GET", "/users/\(login.user)", token: tenant.token)
            #expect(user.json["logins_count"] == nil, "nobody is logged in yet")
            let wrong = oauthError("invalid_grant", "Invalid otp_code.")
            expect(try await prove(login, token, "000000"), 403, wrong)
            expect(try await prove(login, token, try code(tenant, steps: 2)), 403, wrong)
            let answer = try await prove(login, token, try code(tenant))
            expect(answer, 200, ["scope": "openid email read:notes"])
            #expect(try login.claims(answer.json["id_token"])["amr"] == ["mfa"])
            #expect(try await login.logged().prefix(3) == ["seotpft", "s", "feotpft"])
            expect(
                try await prove(login, token, try code(tenant, steps: 1)), 403,
                oauthError("invalid_grant", "Malformed mfa_token"))
            let next = try await self.token(login)
            expect(try await prove(login, next, try code(tenant)), 403, wrong)
            expect(try await prove(login, next, try code(tenant, steps: 1)), 200)
        }
    }

    @Test func tokensForASecondFactor() async throws {
        try await eachEngine { tenant in
            let login = try await fixture(tenant)
            let token = try await token(login)
            let kept = try await tenant.run([
                .post(
                    "/clients", ["name": "Other", "grant_types": LoginFixture.grants], 201,
                    keeping: ["client_id": "client_id", "client_secret": "client_secret"])
            ])
            let other: JSONObject = [
                "client_id": kept["client_id"] ?? .null, "client_secret": kept["client_secret"] ?? .null,
            ]
            expect(
                try await prove(login, token, try code(tenant), other), 400,
                oauthError("invalid_request", "mfa_token not issued to this client"))
            tenant.clock.advance(.seconds(600))
            expect(
                try await prove(login, token, try code(tenant)), 403,
                oauthError("expired_token", "mfa_token is expired"))
            expect(try await prove(login, "none", "1"), 403, oauthError("invalid_grant", "Malformed mfa_token"))
            expect(
                try await prove(login, token, "1", ["otp": .null]), 400,
                oauthError("invalid_request", "Missing required parameter: otp"))
        }
    }

    @Test func fewCodesCanBeTried() async throws {
        try await eachEngine { tenant in
            let login = try await fixture(tenant)
            let token = try await token(login)
            for _ in 1...10 { expect(try await prove(login, token, "000000"), 403) }
            expect(try await prove(login, token, try code(tenant)), 429, ["error": "too_many_attempts"])
            tenant.clock.advance(.seconds(360))
            expect(try await prove(login, token, try code(tenant)), 200)
        }
    }

    @Test func oneCodeWorksOnce() async throws {
        try await eachEngine { tenant in
            let login = try await fixture(tenant)
            let tokens = [try await token(login), try await token(login)]
            let code = try code(tenant)
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for token in tokens { group.addTask { try await prove(login, token, code).status } }
                return try await group.reduce(into: [Int]()) { $0.append($1) }
            }
            #expect(statuses.sorted() == [200, 403])
        }
    }

    @Test func factorsThatAreOff() async throws {
        try await eachEngine { tenant in
            let login = try await fixture(tenant)
            let token = try await token(login)
            try await tenant.run([.put("/guardian/factors/otp", ["enabled": false], 200)])
            expect(
                try await prove(login, token, try code(tenant)), 403,
                oauthError("invalid_grant", "Invalid otp_code."))
            expect(try await login.logIn(), 200)
            try await tenant.run([.put("/guardian/factors/otp", ["enabled": true], 200)])
            expect(try await prove(login, token, try code(tenant)), 200)
        }
    }

    @Test func everybodyNeedsASecondFactor() async throws {
        try await eachEngine { tenant in
            let login = try await LoginFixture(tenant)
            expect(try await login.logIn(), 200)
            try await tenant.run([.put("/guardian/policies", ["all-applications"], 200)])
            _ = try await token(login)
            try await tenant.run([.put("/guardian/policies", [], 200)])
            expect(try await login.logIn(), 200)
        }
    }

    @Test func enrollingOnLogin() async throws {
        try await eachEngine { tenant in
            let login = try await LoginFixture(tenant)
            try await tenant.run([.put("/guardian/policies", ["all-applications"], 200)])
            let pending = try await token(login)
            func associate(_ token: String?, _ types: JSON = ["otp"]) async throws -> TestTenant.Answer {
                try await tenant.request(
                    "POST", "/mfa/associate", body: ["authenticator_types": types], token: token, root: "")
            }
            expect(try await associate(pending.string), 400, ["error": "invalid_request"])
            try await tenant.run([
                .put("/guardian/factors/otp", ["enabled": true], 200),
                .put("/guardian/factors/recovery-code", ["enabled": true], 200),
            ])
            expect(try await associate("none"), 403, oauthError("invalid_grant", "Malformed mfa_token"))
            expect(
                try await tenant.request("POST", "/mfa/associate", body: ["otp"], token: pending.string, root: ""), 400,
                oauthError("invalid_request", "The body is not a JSON object"))
            expect(try await associate(pending.string, ["oob"]), 400)
            expect(try await associate(pending.string), 200, ["recovery_codes": ["~^[A-Z0-9]{24}$"]])
            let made = try await associate(pending.string)
            #expect(made.json["recovery_codes"] == nil, "there is one already")
            expect(made, 200, ["authenticator_type": "otp", "barcode_uri": "~^otpauth://totp/"])
            let key = try #require(made.json["secret"]?.string)
            let step = Int64(tenant.clock.now.seconds / OneTimeCodes.period)
            let code = try #require(OneTimeCodes(secret: key)).code(step: step)
            expect(try await prove(login, pending, "000000"), 403)
            expect(try await prove(login, pending, code), 200)
            let next = try await token(login)
            expect(
                try await associate(next.string), 403, oauthError("access_denied", "User is already enrolled."))
            let user = try await tenant.request("GET", "/users/\(login.user)", token: tenant.token)
            #expect(user.json["multifactor"] == ["guardian"])
        }
    }

    @Test func recoveryCodes() async throws {
        try await eachEngine { tenant in
            let login = try await fixture(tenant)
            let made = try await tenant.request(
                "POST", "/users/\(login.user)/recovery-code-regeneration", token: tenant.token)
            let code = try #require(made.json["recovery_code"])
            func recover(_ code: JSON) async throws -> TestTenant.Answer {
                try await login.ask([
                    "grant_type": "http://auth0.com/oauth/grant-type/mfa-recovery-code",
                    "mfa_token": try await token(login), "recovery_code": code,
                ])
            }
            expect(
                try await recover("NONE"), 403, oauthError("invalid_grant", "MFA Authorization rejected."))
            let answer = try await recover(code)
            expect(answer, 200, ["recovery_code": "~^[A-Z0-9]{24}$"])
            expect(try await recover(code), 403)
            let next = try #require(answer.json["recovery_code"])
            try await tenant.run([.put("/guardian/factors/recovery-code", ["enabled": false], 200)])
            expect(try await recover(next), 403, oauthError("invalid_grant", "MFA Authorization rejected."))
            try await tenant.run([.put("/guardian/factors/recovery-code", ["enabled": true], 200)])
            expect(try await recover(next), 200)
            #expect(try await login.logged().prefix(2) == ["sercft", "s"])
        }
    }
}
