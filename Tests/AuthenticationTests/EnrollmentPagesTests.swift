import Contract
import Foundation
import HTTPTypes
import Mail
import ManagementClient
import Secrets
import TestKit
import Testing

/// A browser that follows a link to set up a second factor.
private struct Enrollee {
    let tenant: TestTenant
    let secret: String

    init(_ tenant: TestTenant, _ url: String?) throws {
        self.tenant = tenant
        let match = try #require(url?.firstMatch(of: /\/mfa\/enrollment\?ticket=([A-Za-z0-9]+)$/))
        secret = String(match.output.1)
    }

    func open() async throws -> TestTenant.Answer {
        try await tenant.request("GET", "/mfa/enrollment?ticket=\(secret)", token: nil, root: "")
    }

    func type(_ code: String) async throws -> TestTenant.Answer {
        let headers: HTTPFields = [.contentType: "application/x-www-form-urlencoded"]
        return try await tenant.request(
            "POST", "/mfa/enrollment", bytes: Array("ticket=\(secret)&code=\(code)".utf8), token: nil,
            headers: headers, root: "")
    }

    /// What an app shows that read the key off the page.
    func code() async throws -> String {
        let page = try await open().text
        let key = try #require(page.firstMatch(of: /<code>([A-Z2-7 ]+)<\/code>/)).output.1
        let codes = try #require(OneTimeCodes(secret: key.filter { $0 != " " }))
        return codes.code(step: Int64(tenant.clock.now.milliseconds / 30_000))
    }
}

@Suite("Pages that set up second factors") struct EnrollmentPagesTests {
    private static func user(_ tenant: TestTenant, factors: [FactorName] = [.otp, .recoveryCode]) async throws -> UserID
    {
        for factor in factors {
            _ = try await tenant.client.guardian.updateFactor(at: factor, FactorSwitch(enabled: true))
        }
        let user = try await tenant.client.users.create(
            UserDraft(
                connection: "Username-Password-Authentication", email: "ann@example.com", password: "Correct-Horse-9"))
        return try #require(user.userID)
    }

    private static func ticket(
        _ tenant: TestTenant, _ user: UserID, change: (inout EnrollmentTicketDraft) -> Void = { _ in }
    ) async throws -> Enrollee {
        var draft = EnrollmentTicketDraft(user)
        change(&draft)
        return try Enrollee(tenant, try await tenant.client.guardian.createEnrollmentTicket(draft).url)
    }

    private static func events(_ tenant: TestTenant, _ type: String) async throws -> [JSON] {
        try await tenant.request("GET", "/logs?q=type:\(type)", token: tenant.token).json.array ?? []
    }

    @Test func codesAreSetUpOnce() async throws {
        try await eachEngine { tenant in
            let id = try await Self.user(tenant)
            let enrollee = try await Self.ticket(tenant, id)
            let page = try await enrollee.open()
            #expect(page.status == 200 && page.text.contains("<svg") && page.text.contains("<label for=\"code\">"))
            #expect(page.text.contains("otpauth://totp/") && !page.text.contains("<script"))
            #expect(try await enrollee.open().body == page.body, "looking changes nothing")
            #expect(try await tenant.client.authenticationMethods.list(id).items.isEmpty)
            let code = try await enrollee.code()
            let spaced = "\(code.prefix(3))+\(code.suffix(3))"
            let done = try await enrollee.type(spaced)
            #expect(done.status == 200)
            let recovery = try #require(done.text.firstMatch(of: /<code>([A-Z0-9 ]{29})<\/code>/))
            #expect(recovery.output.1.filter { $0 != " " }.count == 24)
            let types = try await tenant.client.authenticationMethods.list(id).items.map(\.type)
            #expect(Set(types) == ["totp", "recovery-code"])
            #expect(try await enrollee.open().status == 400)
            #expect(try await enrollee.type(code).text.contains("only once"))
            #expect(try await Self.events(tenant, "gd_enrollment_complete").count == 1)
            let logs = try await tenant.request("GET", "/logs", token: tenant.token)
            #expect(!logs.text.contains(enrollee.secret), "the log does not tell of tickets")
        }
    }

    @Test func wrongCodesAreCounted() async throws {
        try await eachEngine { tenant in
            let enrollee = try await Self.ticket(tenant, try await Self.user(tenant))
            let code = try await enrollee.code()
            let wrong = code == "000000" ? "111111" : "000000"
            for _ in 1...10 {
                let answer = try await enrollee.type(wrong)
                #expect(answer.status == 400 && answer.text.contains("role=\"alert\""))
            }
            #expect(try await enrollee.type(code).status == 429)
            #expect(try await Self.events(tenant, "gd_otp_rate_limit_exceed").count == 1)
            tenant.clock.advance(.seconds(360))
            #expect(try await enrollee.type(try await enrollee.code()).status == 200)
        }
    }

    @Test func ticketsAreForWhoNeedsThem() async throws {
        try await eachEngine { tenant in
            let id = try await Self.user(tenant, factors: [.otp])
            let first = try await Self.ticket(tenant, id)
            let second = try await Self.ticket(tenant, id)
            let more = try await Self.ticket(tenant, id) { $0.allowsMultipleEnrollments = true }
            let push = try await Self.ticket(tenant, id) {
                $0.allowsMultipleEnrollments = true
                $0.factor = .pushNotification
            }
            let done = try await first.type(try await first.code())
            #expect(done.status == 200 && !done.text.contains("<code>"), "recovery codes are switched off")
            #expect(try await second.open().status == 409)
            #expect(try await more.open().status == 200)
            #expect(try await push.open().status == 400)
            tenant.clock.advance(.seconds(432_001))
            #expect(try await more.open().status == 410)
            let unknown = try Enrollee(tenant, "https://x/mfa/enrollment?ticket=unknown")
            #expect(try await unknown.open().status == 404)
            try await tenant.client.users.delete(id)
            #expect(try await more.open().status == 404)
        }
    }

    @Test func theCodeThatSetItUpDoesNotLogIn() async throws {
        try await eachEngine { tenant in
            let id = try await Self.user(tenant)
            let enrollee = try await Self.ticket(tenant, id)
            let code = try await enrollee.code()
            _ = try await enrollee.type(code)
            let used = try await tenant.store.read("local") { transaction -> Int64? in
                try transaction.row("SELECT step FROM used_codes")?["step"]
            }
            #expect(used == Int64(tenant.clock.now.milliseconds / 30_000))
        }
    }
}
