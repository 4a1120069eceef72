import Contract
import HTTPTypes
import TestKit
import Testing

@Suite struct AttackProtectionTests {
    private static let tooMany: JSON = ["error": "too_many_attempts", "error_description": "~^Your account"]

    private func choose(
        _ tenant: TestTenant, _ settings: JSON, of name: String = "brute-force-protection"
    ) async throws {
        try await tenant.run([.patch("/attack-protection/\(name)", settings, 200)])
    }

    private func fail(_ login: LoginFixture, _ times: Int = 1, as name: String = "ada@example.com") async throws {
        for _ in 0..<times {
            expect(
                try await login.logIn(["password": "wrong", "username": .string(name)]), 403,
                oauthError("invalid_grant", "Wrong email or password."))
        }
    }

    @Test func usersAreToldOfBlocks() async throws {
        try await eachEngine { tenant in
            let login = try await LoginFixture(tenant)
            try await choose(tenant, ["max_attempts": 2])
            let before = try await tenant.mails().count
            try await fail(login)
            #expect(try await tenant.mails().count == before)
            try await fail(login)
            expect(try await login.logIn(), 429, Self.tooMany)
            expect(try await login.logIn(), 429, Self.tooMany)
            let mails = try await tenant.mails()
            #expect(mails.count == before + 1)
            let mail = try #require(mails.first { $0.kind == "blocked_account" })
            #expect(mail.to == "ada@example.com" && mail.text.contains("127.0.0.1"))
            #expect(mail.text.contains("/u/reset-password?ticket="))
        }
    }

    @Test func shieldsAndSwitches() async throws {
        try await eachEngine { tenant in
            let login = try await LoginFixture(tenant)
            let before = try await tenant.mails().count
            try await choose(tenant, ["max_attempts": 1, "shields": ["block"]])
            try await fail(login)
            expect(try await login.logIn(), 429, Self.tooMany)
            #expect(try await tenant.mails().count == before)
            try await choose(tenant, ["shields": []])
            expect(try await login.logIn(), 200)
            try await fail(login)
            try await choose(tenant, ["shields": ["block"], "allowlist": ["127.0.0.0/8"]])
            expect(try await login.logIn(), 200)
            try await fail(login)
            try await choose(tenant, ["allowlist": [], "enabled": false])
            expect(try await login.logIn(), 200)
        }
    }

    @Test func whatIsCounted() async throws {
        try await eachEngine { tenant in
            let login = try await LoginFixture(tenant)
            try await tenant.run([
                .patch("/clients/\(login.client)", ["is_token_endpoint_ip_header_trusted": true], 200)
            ])
            func attempt(_ password: String, from ip: String) async throws -> Int {
                try await login.logIn(
                    ["password": .string(password)], headers: [try #require(HTTPField.Name("auth0-forwarded-for")): ip]
                )
                .status
            }
            try await choose(tenant, ["max_attempts": 2, "mode": "count_per_identifier"])
            #expect(try await attempt("wrong", from: "192.0.2.1") == 403)
            #expect(try await attempt(LoginFixture.password, from: "192.0.2.2") == 200)
            #expect(try await attempt("wrong", from: "192.0.2.3") == 403)
            #expect(try await attempt("wrong", from: "192.0.2.4") == 403)
            #expect(try await attempt(LoginFixture.password, from: "192.0.2.5") == 429)
            try await choose(tenant, ["mode": "count_per_identifier_and_ip"])
            #expect(try await attempt(LoginFixture.password, from: "192.0.2.5") == 200)
        }
    }

    @Test func addressesFromWhereManyFail() async throws {
        try await eachEngine { tenant in
            let login = try await LoginFixture(tenant)
            try await choose(
                tenant, ["stage": ["pre-login": ["max_attempts": 3]]], of: "suspicious-ip-throttling")
            try await fail(login, as: "nobody")
            try await fail(login, as: "noone")
            try await fail(login)
            let refusal: JSON = ["error": "too_many_attempts", "error_description": "~^We have detected"]
            expect(try await login.logIn(), 429, refusal)
            #expect(try await login.logged().prefix(2) == ["fepft", "limit_mu"])
            try await tenant.run([
                .get("/anomaly/blocks/ips/127.0.0.1", 200), .delete("/anomaly/blocks/ips/127.0.0.1", 204),
            ])
            expect(try await login.logIn(), 200)
        }
    }
}
