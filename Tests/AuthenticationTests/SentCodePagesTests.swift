import Contract
import Mail
import ManagementClient
import Phones
import TestKit
import Testing

@Suite("Pages that ask for codes that were sent") struct SentCodePagesTests {
    /// What a page's forms say, but the code.
    private static func hidden(_ page: Browser.View, _ name: String) throws -> String {
        try #require(page.hidden(name), "\(name): \(page.text)")
    }

    private static func type(
        _ code: String, into page: Browser.View, at path: String, _ app: WebApplication
    ) async throws -> Browser.View {
        try await app.browser.submit(
            path,
            [
                "state": try hidden(page, "state"), "mfa_token": try hidden(page, "mfa_token"),
                "oob_code": try hidden(page, "oob_code"), "authenticator": try hidden(page, "authenticator"),
                "place": try hidden(page, "place"), "code": code,
            ])
    }

    private static func choose(
        _ id: String?, on page: Browser.View, _ app: WebApplication
    ) async throws -> Browser.View {
        let (state, token) = (try hidden(page, "state"), try hidden(page, "mfa_token"))
        guard let id else {
            return try await app.browser.submit("/u/mfa-login-options", ["state": state, "mfa_token": token])
        }
        return try await app.browser.submit(
            "/u/mfa-login-options", ["state": state, "mfa_token": token, "authenticator": id])
    }

    @Test func aTextedCodeIsAskedFor() async throws {
        try await eachEngine { tenant in
            let app = try await WebApplication(tenant)
            try await SentCodeTests.use("sms", of: tenant)
            try await SentCodeTests.addPhone(app.login)
            let page = try await app.logIn(try await app.page())
            #expect(page.status == 200 && page.text.contains("/u/mfa-sms-challenge"))
            #expect(page.text.contains("XXXXX0100") && !page.text.contains(SentCodeTests.phone))
            let first = try await SentCodeTests.code(tenant)
            let wrong = try await Self.type("0", into: page, at: "/u/mfa-sms-challenge", app)
            #expect(wrong.status == 403 && wrong.alert == "Invalid binding_code.")
            #expect(try await app.login.logged().count { $0 == "gd_auth_failed" } == 1, "it is told once")
            tenant.clock.advance(.seconds(1))
            let again = try await Self.choose(try Self.hidden(wrong, "authenticator"), on: wrong, app)
            #expect(again.status == 200)
            #expect(try await tenant.texts().count == 2)
            let late = try await Self.type(first, into: page, at: "/u/mfa-sms-challenge", app)
            #expect(late.status == 403, "the first code is good no more")
            let code = try await SentCodeTests.code(tenant)
            let view = try await Self.type(code, into: again, at: "/u/mfa-sms-challenge", app)
            let tokens = try await app.exchange(try #require(view.parameters["code"]))
            #expect(try app.login.claims(tokens.json["id_token"])["amr"] == ["mfa"])
            #expect(try await app.login.logged().contains("gd_auth_succeed"))
        }
    }

    @Test func anotherWayCanBeChosen() async throws {
        try await eachEngine { tenant in
            let app = try await WebApplication(tenant)
            try await SentCodeTests.use("sms", "email", of: tenant)
            try await SentCodeTests.addPhone(app.login)
            let page = try await app.logIn(try await app.page())
            let options = try await Self.choose(nil, on: page, app)
            #expect(options.text.contains("A text message (XXXXX0100)") && options.text.contains("A mail ("))
            let id = try #require(options.text.firstMatch(of: /value="(email\|[^"]+)"/)).output.1
            let mailed = try await Self.choose(String(id), on: options, app)
            #expect(mailed.text.contains("/u/mfa-email-challenge"))
            let code = try SentCodeTests.code(in: try await tenant.mails(.mfaCode).first?.text)
            let view = try await Self.type(code, into: mailed, at: "/u/mfa-email-challenge", app)
            #expect(view.parameters["code"] != nil)
        }
    }

    @Test func pagesSendFewCodes() async throws {
        try await eachEngine { tenant in
            let app = try await WebApplication(tenant)
            try await SentCodeTests.use("sms", of: tenant)
            try await SentCodeTests.addPhone(app.login)
            let page = try await app.logIn(try await app.page())
            let id = try Self.hidden(page, "authenticator")
            for _ in 1...9 { #expect(try await Self.choose(id, on: page, app).status == 200) }
            #expect(try await Self.choose(id, on: page, app).status == 429)
            #expect(try await tenant.texts().count == 10)
            let unknown = try await Self.choose("sms|dev_another", on: page, app)
            #expect(unknown.status == 200 && unknown.text.contains("mfa-otp-challenge"), "nothing was sent")
            #expect(try await tenant.texts().count == 10)
        }
    }

    @Test func aTicketSetsAPhoneUp() async throws {
        try await eachEngine { tenant in
            let login = try await LoginFixture(tenant)
            try await SentCodeTests.use("sms", "recovery-code", of: tenant)
            func ticket() async throws -> String {
                let url = try #require(
                    try await tenant.client.guardian.createEnrollmentTicket(EnrollmentTicketDraft(ID(login.user))).url)
                return String(try #require(url.firstMatch(of: /ticket=([A-Za-z0-9]+)$/)).output.1)
            }
            let secret = try await ticket()
            let browser = Browser(tenant)
            let path = "/mfa/enrollment"
            #expect(try await browser.open("\(path)?ticket=\(secret)").status == 400, "there is no provider")
            try await SentCodeTests.useTwilio(tenant)
            #expect(try await browser.open("\(path)?ticket=\(secret)").text.contains("name=\"phone_number\""))
            let bad = try await browser.submit(path, ["ticket": secret, "phone_number": "<1>"])
            #expect(bad.status == 400 && !bad.text.contains("<1>"))
            let page = try await browser.submit(path, ["ticket": secret, "phone_number": "+1 555 0100"])
            #expect(page.status == 200 && page.text.contains("+15550100"))
            let shown = try Self.hidden(page, "oob_code")
            let code = try await SentCodeTests.code(tenant)
            func type(_ code: String, _ ticket: String) async throws -> Browser.View {
                try await browser.submit(
                    path, ["ticket": ticket, "oob_code": shown, "number": "+15550100", "code": code])
            }
            #expect(try await type("0", secret).status == 400)
            #expect(try await type(code, try await ticket()).status == 400, "the code is for one ticket")
            let done = try await type(code, secret)
            #expect(
                done.status == 200 && done.text.contains("Your phone is set up") && done.text.contains("class=\"key\""))
            #expect(try await type(code, secret).status == 400, "a ticket works once")
            let methods = try await tenant.client.authenticationMethods.list(ID(login.user)).items
            #expect(Set(methods.map(\.type)) == [.phone, "recovery-code"])
            #expect(try await login.logIn().json["error"] == "mfa_required")
        }
    }
}
