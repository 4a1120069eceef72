import Contract
import HTTPTypes
import Mail
import ManagementClient
import TestKit
import Testing

/// A browser that follows a link.
private struct Visitor {
    let tenant: TestTenant
    let path: String
    let secret: String

    /// - Parameter url: of a ticket.
    init(_ tenant: TestTenant, _ url: String) throws {
        self.tenant = tenant
        let match = try #require(url.firstMatch(of: /(\/u\/[a-z-]+)\?ticket=([A-Za-z0-9]+)/))
        path = String(match.output.1)
        secret = String(match.output.2)
    }

    func open() async throws -> TestTenant.Answer {
        try await tenant.request("GET", "\(path)?ticket=\(secret)", token: nil, root: "")
    }

    func submit(_ form: String = "") async throws -> TestTenant.Answer {
        let headers: HTTPFields = [.contentType: "application/x-www-form-urlencoded"]
        return try await tenant.request(
            "POST", path, bytes: Array("ticket=\(secret)\(form)".utf8), token: nil, headers: headers, root: "")
    }

    /// Chooses a password.
    func choose(_ password: String, _ confirmation: String? = nil) async throws -> TestTenant.Answer {
        try await submit("&password=\(password)&confirmation=\(confirmation ?? password)")
    }
}

@Suite("Pages that tickets lead to") struct TicketPagesTests {
    private static let connection = "Username-Password-Authentication"

    private static func user(_ tenant: TestTenant) async throws -> UserID {
        let user = try await tenant.client.users.create(
            UserDraft(connection: connection, email: "ann@example.com", password: "Correct-Horse-9"))
        return try #require(user.userID)
    }

    private static func events(_ tenant: TestTenant, _ type: String) async throws -> [JSON] {
        try await tenant.request("GET", "/logs?q=type:\(type)", token: tenant.token).json.array ?? []
    }

    @Test func lookAsTheTenantSays() async throws {
        try await eachEngine { tenant in
            let id = try await Self.user(tenant)
            let ticket = try await tenant.client.tickets.verifyEmail(EmailVerificationTicketDraft(id))
            let visitor = try Visitor(tenant, ticket.ticket)
            let plain = try await visitor.open()
            let policyName = try #require(HTTPField.Name("Content-Security-Policy"))
            #expect(!plain.text.contains("<img") && plain.headers[policyName]?.contains("img-src 'none'") == true)
            var colors = BrandingColors()
            colors.primary = "#fe0"
            _ = try await tenant.client.branding.updateSettings(
                Patch {
                    $0.colors = colors
                    $0.logoURL = "https://cdn.example.com/logo.png?a=1&b=2"
                })
            let page = try await visitor.open()
            #expect(page.text.contains("src=\"https://cdn.example.com/logo.png?a=1&amp;b=2\""))
            #expect(page.text.contains("button{background:#fe0;color:#000}"))
            let policy = try #require(page.headers[policyName])
            #expect(policy.contains("img-src https://cdn.example.com;"))
            let hash = { (policy: String?) in policy?.firstMatch(of: /sha256-[^']+/).map { String($0.output) } }
            #expect(hash(policy) != hash(plain.headers[policyName]), "the policy allows the style that is there")
        }
    }

    @Test func confirmAnAddressOnce() async throws {
        try await eachEngine { tenant in
            let id = try await Self.user(tenant)
            let ticket = try await tenant.client.tickets.verifyEmail(EmailVerificationTicketDraft(id))
            let visitor = try Visitor(tenant, ticket.ticket)
            let page = try await visitor.open()
            #expect(page.status == 200 && page.text.contains("ann@example.com") && page.text.contains("<form"))
            #expect(!page.text.contains("<script"))
            #expect(page.headers[.cacheControl] == "no-store")
            let policy = try #require(page.headers[HTTPField.Name("Content-Security-Policy") ?? .accept])
            #expect(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"))
            #expect(try await tenant.client.users.get(id).emailVerified == false, "looking changes nothing")

            let done = try await visitor.submit()
            #expect(done.status == 200 && done.text.contains("Your email was verified."))
            #expect(try await tenant.client.users.get(id).emailVerified == true)
            #expect(try await tenant.mails(.welcome).first?.to == "ann@example.com")
            let event = try #require(try await Self.events(tenant, "sv").first)
            #expect(event["user_id"]?.string == id.value && event["connection"]?.string == Self.connection)

            #expect(try await visitor.submit().text.contains("This URL can be used only once"))
            #expect(try await visitor.open().status == 400)
            #expect(try await Self.events(tenant, "fv").count == 2)
        }
    }

    @Test func goOnToTheResultURL() async throws {
        try await eachEngine { tenant in
            let id = try await Self.user(tenant)
            var draft = EmailVerificationTicketDraft(id, resultURL: "https://example.com/done?a=b#top", ttl: 60)
            draft.includesEmailInRedirect = true
            let first = try Visitor(tenant, try await tenant.client.tickets.verifyEmail(draft).ticket)
            let late = try Visitor(tenant, try await tenant.client.tickets.verifyEmail(draft).ticket)
            let policy = try await first.open().headers[HTTPField.Name("Content-Security-Policy") ?? .accept]
            #expect(policy?.contains("form-action") == false)
            let done = try await first.submit()
            let message = "Your%20email%20was%20verified.%20You%20can%20continue%20using%20the%20application."
            #expect(done.status == 302)
            #expect(
                done.headers[.location]
                    == "https://example.com/done?a=b&email=ann%40example.com&success=true&message=\(message)#top")
            tenant.clock.advance(.seconds(61))
            let expired = try await late.open()
            #expect(expired.headers[.location]?.contains("success=false&message=Access%20expired.") == true)
        }
    }

    @Test func confirmNoOtherAddress() async throws {
        try await eachEngine { tenant in
            let id = try await Self.user(tenant)
            let visitor = try Visitor(
                tenant, try await tenant.client.tickets.verifyEmail(EmailVerificationTicketDraft(id)).ticket)
            _ = try await tenant.client.users.update(id, Patch { $0.email = "new@example.com" })
            #expect(try await visitor.submit().status == 400)
            #expect(try await tenant.client.users.get(id).emailVerified == false)
        }
    }

    @Test func changeAPassword() async throws {
        try await eachEngine { tenant in
            let id = try await Self.user(tenant)
            var draft = PasswordChangeTicketDraft(id)
            draft.marksEmailAsVerified = true
            let visitor = try Visitor(tenant, try await tenant.client.tickets.changePassword(draft).ticket)
            let other = try Visitor(tenant, try await tenant.client.tickets.changePassword(draft).ticket)
            #expect(try await visitor.open().text.contains("At least 8 characters in length"))
            #expect(try await visitor.choose("weak").text.contains("Password is too weak"))
            #expect(try await visitor.choose("Correct-Horse-10", "other").text.contains("not the same"))
            #expect(try await visitor.choose("").status == 400)
            #expect(try await Self.events(tenant, "fcp").count == 1)
            tenant.clock.advance(.seconds(60))
            let done = try await visitor.choose("Correct-Horse-10")
            #expect(done.text.contains("You can now login to the application with the new password."))
            let user = try await tenant.client.users.get(id)
            #expect(user.emailVerified == true)
            let reset = try await tenant.request("GET", "/users/\(id)", token: tenant.token).json
            #expect(reset["last_password_reset"]?.string == tenant.clock.now.description)
            #expect(try await Self.events(tenant, "scp").first?["user_id"]?.string == id.value)
            #expect(try await other.choose("Correct-Horse-11").status == 400, "other tickets end, too")
        }
    }

    @Test func takeAPasswordThatWasChosen() async throws {
        try await eachEngine { tenant in
            let id = try await Self.user(tenant)
            var draft = PasswordChangeTicketDraft(id)
            draft.newPassword = "weak"
            await #expect(throws: ManagementError.self) { _ = try await tenant.client.tickets.changePassword(draft) }
            draft.newPassword = "Other-Horse-10"
            let ticket = try await tenant.client.tickets.changePassword(draft)
            let visitor = try Visitor(tenant, ticket.ticket)
            let page = try await visitor.open()
            #expect(page.text.contains("ann@example.com") && !page.text.contains("type=\"password\""))
            #expect(try await Self.events(tenant, "scp").isEmpty, "looking at it changes nothing")
            #expect(try await visitor.submit().status == 200)
            #expect(try await visitor.submit().status == 400)
            #expect(try await Self.events(tenant, "scp").count == 1)
            let rows = try await tenant.store.read("local") { try $0.rows("SELECT * FROM tickets").map { "\($0)" } }
            #expect(!rows.joined().contains("Other-Horse-10"))
            let reset = try await tenant.request("GET", "/users/\(id)", token: tenant.token).json
            #expect(reset["last_password_reset"]?.string == tenant.clock.now.description)
        }
    }

    @Test func putAPasswordInPlaceWithTheUsersConsent() async throws {
        try await eachEngine { tenant in
            let login = try await LoginFixture(tenant)
            let path = "/users/\(login.user)"
            let change: JSON = ["password": "Other-Horse-10", "verify_password": true]
            try await tenant.run([
                .patch(path, ["password": "weak", "verify_password": true], 400),
                .patch(path, change, 200, lacking: ["last_password_reset", "password", "verify_password"]),
            ])
            expect(try await login.logIn(), 200)
            let mail = try #require(try await tenant.mails().last { $0.kind == "reset_email" })
            #expect(mail.to == "ada@example.com" && !mail.text.contains("Other-Horse-10"))
            let visitor = try Visitor(tenant, mail.text)
            #expect(try await !visitor.open().text.contains("type=\"password\""))
            #expect(try await visitor.submit().status == 200)
            expect(try await login.logIn(), 403)
            expect(try await login.logIn(["password": "Other-Horse-10"]), 200)
            try await tenant.run([
                .post(
                    "/email-templates",
                    [
                        "template": "reset_email", "body": "{{ url }}", "from": "", "subject": "s", "syntax": "liquid",
                        "enabled": false, "resultUrl": "",
                    ], 200),
                .patch(
                    path, ["password": "Third-Horse-11", "verify_password": true], 400,
                    ["errorCode": "operation_not_supported"]),
            ])
            expect(try await login.logIn(["password": "Other-Horse-10"]), 200)
        }
    }

    @Test func heedThePolicyOfTheConnection() async throws {
        try await eachEngine { tenant in
            let id = try await Self.user(tenant)
            let list = try await tenant.request("GET", "/connections?name=\(Self.connection)", token: tenant.token).json
            let connection = list.member("0.id")?.string ?? ""
            let options: JSON = [
                "options": [
                    "passwordPolicy": "low", "password_history": ["enable": true, "size": 2],
                    "password_no_personal_info": ["enable": true],
                ]
            ]
            let changed = try await tenant.request(
                "PATCH", "/connections/\(connection)", body: options, token: tenant.token)
            #expect(changed.status == 200)
            let visitor = try Visitor(
                tenant, try await tenant.client.tickets.changePassword(PasswordChangeTicketDraft(id)).ticket)
            #expect(try await visitor.choose("Correct-Horse-9").text.contains("previously been used"))
            #expect(try await visitor.choose("ann-12345678").text.contains("contains user information"))
            #expect(try await visitor.choose("something").status == 200)
        }
    }

    @Test func knowNothingOfOtherTickets() async throws {
        try await eachEngine { tenant in
            for path in ["/u/reset-password", "/u/email-verification"] {
                for query in ["", "?ticket=", "?ticket=nobody", "?ticket=%00", "?ticket=a&ticket=b"] {
                    let answer = try await tenant.request("GET", path + query, token: nil, root: "")
                    #expect(answer.status == 404 && answer.text.contains("This link does not work"))
                }
            }
        }
    }

    @Test func escapeWhatUsersAreCalled() async throws {
        try await eachEngine { tenant in
            let answer = try await tenant.request(
                "POST", "/users",
                body: [
                    "connection": .string(Self.connection), "email": "a'&b@example.com", "password": "Correct-Horse-9",
                ], token: tenant.token)
            let id = UserID(answer.json["user_id"]?.string ?? "")
            let visitor = try Visitor(
                tenant, try await tenant.client.tickets.verifyEmail(EmailVerificationTicketDraft(id)).ticket)
            #expect(try await visitor.open().text.contains("a&#39;&amp;b@example.com"))
        }
    }
}
