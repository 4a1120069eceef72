import Contract
import Events
import Mail
import ManagementClient
import Outbound
import Storage
import TestKit
import Testing

@Suite("Mails on their way") struct MailTests {
    private static let connection = "Username-Password-Authentication"

    private static func configure(_ tenant: TestTenant, _ name: EmailProviderName = .smtp) async throws {
        let credentials: [EmailProviderName: JSON] = [
            .smtp: ["smtp_host": "mail.example.com", "smtp_port": 587, "smtp_user": "u", "smtp_pass": "p"],
            .mailgun: ["api_key": "K", "domain": "mg.example.com", "region": "eu"],
            .ses: ["accessKeyId": "A", "secretAccessKey": "S", "region": "eu-west-1"],
            .azure: ["connectionString": "endpoint=https://x.communication.azure.com/;accesskey=a2V5"],
            .microsoft365: ["tenantId": "t", "clientId": "c", "clientSecret": "s"],
        ]
        _ = try await tenant.client.emails.createProvider(
            EmailProviderDraft(
                name, credentials: credentials[name] ?? ["api_key": "K"],
                defaultFromAddress: "Acme <no-reply@acme.com>"))
    }

    private static func createUser(_ tenant: TestTenant, _ email: String) async throws {
        _ = try await tenant.client.users.create(
            UserDraft(connection: connection, email: email, password: "Correct-Horse-9"))
    }

    private static func events(_ tenant: TestTenant) async throws -> [JSON] {
        try await tenant.request("GET", "/logs?q=type:fn", token: tenant.token).json.array ?? []
    }

    @Test func isSentOnce() async throws {
        try await eachEngine { tenant in
            try await Self.configure(tenant)
            try await Self.createUser(tenant, "ann@example.com")
            #expect(try await tenant.mails(.verifyEmail).first?.state == .waiting)
            try await tenant.work()
            try await tenant.work()
            let delivery = try #require(tenant.mail.deliveries.first)
            #expect(tenant.mail.deliveries.count == 1)
            #expect(delivery.host == "mail.example.com" && delivery.port == 587 && delivery.user == "u")
            #expect(delivery.sender == "no-reply@acme.com" && delivery.recipients == ["ann@example.com"])
            let mail = try #require(try await tenant.mails().first)
            #expect(mail.state == .sent && mail.sentAt == tenant.clock.now)
            #expect(mail.html.isEmpty && mail.text.isEmpty, "links stay secret")
        }
    }

    @Test func isTriedAgainWhereTheServerIsBusy() async throws {
        try await eachEngine { tenant in
            try await Self.configure(tenant)
            tenant.mail.fail("ann@example.com", with: OutboundMailFailure("451 later", isPermanent: false))
            try await Self.createUser(tenant, "ann@example.com")
            try await tenant.work()
            let waiting = try await tenant.mails().first
            #expect(waiting?.state == .waiting && waiting?.error == "451 later")
            tenant.mail.fail("ann@example.com", with: nil)
            try await tenant.work()
            #expect(tenant.mail.deliveries.isEmpty, "it is not time yet")
            tenant.clock.advance(.seconds(2))
            try await tenant.work()
            #expect(tenant.mail.deliveries.count == 1)
            #expect(try await tenant.mails().first?.state == .sent)
        }
    }

    @Test func isGivenUpAfterManyFailures() async throws {
        try await eachEngine { tenant in
            try await Self.configure(tenant)
            tenant.mail.fail("ann@example.com", with: OutboundMailFailure("451 later", isPermanent: false))
            try await Self.createUser(tenant, "ann@example.com")
            for _ in 1...12 {
                try await tenant.work()
                tenant.clock.advance(.seconds(1200))
            }
            #expect(try await tenant.mails().first?.state == .failed)
            #expect(try await Self.events(tenant).count == 1)
        }
    }

    @Test func endsWhereItIsRefused() async throws {
        try await eachEngine { tenant in
            try await Self.configure(tenant)
            tenant.mail.fail("ann@example.com", with: OutboundMailFailure("550 no such user", isPermanent: true))
            try await Self.createUser(tenant, "ann@example.com")
            try await tenant.work()
            tenant.clock.advance(.seconds(3600))
            tenant.mail.fail("ann@example.com", with: nil)
            try await tenant.work()
            #expect(tenant.mail.deliveries.isEmpty)
            let event = try #require(try await Self.events(tenant).first)
            let expected: JSON = [
                "description": "To: ann@example.com", "user_name": "ann@example.com",
                "connection": "Username-Password-Authentication",
                "details": ["email_type": "verify_email", "to": "ann@example.com", "error": "550 no such user"],
            ]
            #expect(event.difference(from: expected) == nil)
        }
    }

    @Test func isNotSentAgainWhereItMayHaveArrived() async throws {
        try await eachEngine { tenant in
            try await Self.configure(tenant)
            try await Self.createUser(tenant, "ann@example.com")
            // As a server leaves it that ends between handing over and writing down.
            let mail = try #require(try await tenant.mails().first)
            _ = try await tenant.store.write("local") { transaction in
                try transaction.execute(
                    "UPDATE mails SET state = 'sending' WHERE tenant = \(transaction.tenant) AND id = \(mail.id)")
            }
            try await tenant.work()
            #expect(tenant.mail.deliveries.isEmpty)
            #expect(try await tenant.mails().first?.state == .failed)
            #expect(try await Self.events(tenant).count == 1)
        }
    }

    @Test func looksAsTheTenantSays() async throws {
        try await eachEngine { tenant in
            _ = try await tenant.client.branding.updateSettings(
                Patch {
                    $0.colors = BrandingColors(primary: "#123456")
                    $0.logoURL = "https://cdn.example.com/logo.png?a=1&b=2"
                })
            try await Self.createUser(tenant, "ann@example.com")
            let html = try #require(try await tenant.mails().first?.document["html"]?.string)
            #expect(html.contains("<img src=\"https://cdn.example.com/logo.png?a=1&amp;b=2\""))
            #expect(html.contains("background:#123456;"))
        }
    }

    @Test func staysWithoutAProvider() async throws {
        try await eachEngine { tenant in
            try await Self.createUser(tenant, "ann@example.com")
            try await tenant.work()
            let mail = try #require(try await tenant.mails(.verifyEmail).first)
            #expect(mail.state == .kept && mail.to == "ann@example.com" && mail.from == "no-reply@localhost")
            #expect(mail.text.contains("http://localhost:3000/u/email-verification?ticket="))
            #expect(mail.subject == "Confirm your email address")
        }
    }

    private static let providers: [(EmailProviderName, String, String?)] = [
        (.sendGrid, "https://api.sendgrid.com/v3/mail/send", "Bearer K"),
        (.mailgun, "https://api.eu.mailgun.net/v3/mg.example.com/messages", "Basic YXBpOks="),
        (.sparkPost, "https://api.sparkpost.com/api/v1/transmissions", "K"),
        (.resend, "https://api.resend.com/emails", "Bearer K"),
        (.mandrill, "https://mandrillapp.com/api/1.0/messages/send", nil),
        (.ses, "https://email.eu-west-1.amazonaws.com/v2/email/outbound-emails", "~AWS4-HMAC-SHA256 "),
        (.azure, "https://x.communication.azure.com/emails:send?api-version=2023-03-31", "~HMAC-SHA256 "),
    ]

    @Test(arguments: providers)
    func leavesThroughHTTP(_ name: EmailProviderName, _ url: String, _ authorization: String?) async throws {
        try await TestTenant.with(.sqlite) { tenant in
            try await Self.configure(tenant, name)
            tenant.outbound.answer(url, with: [["status": "sent"]], status: 202)
            try await Self.createUser(tenant, "ann@example.com")
            try await tenant.work()
            let request = try #require(tenant.outbound.requests.first)
            #expect(request.url == url && request.method == "POST")
            let header = request.headers.first { $0.name == "Authorization" }?.value
            if let authorization, authorization.hasPrefix("~") {
                #expect(header?.hasPrefix(authorization.dropFirst()) == true)
            } else {
                #expect(header == authorization)
            }
            #expect(try await tenant.mails().first?.state == .sent)
        }
    }

    @Test func leavesThroughMicrosoft() async throws {
        try await TestTenant.with(.sqlite) { tenant in
            try await Self.configure(tenant, .microsoft365)
            tenant.outbound.answer(
                "https://login.microsoftonline.com/t/oauth2/v2.0/token", with: ["access_token": "T"])
            tenant.outbound.answer(
                "https://graph.microsoft.com/v1.0/users/no-reply%40acme.com/sendMail", with: [:], status: 202)
            try await Self.createUser(tenant, "ann@example.com")
            try await tenant.work()
            #expect(tenant.outbound.requests.last?.headers.contains { $0.value == "Bearer T" } == true)
            #expect(try await tenant.mails().first?.state == .sent)
        }
    }

    @Test(arguments: [
        (400, OutboxMail.State.failed), (401, .failed), (429, .waiting), (503, .waiting),
    ])
    func heedsTheAnswer(_ status: Int, _ state: OutboxMail.State) async throws {
        try await TestTenant.with(.sqlite) { tenant in
            try await Self.configure(tenant, .sendGrid)
            tenant.outbound.answer("https://api.sendgrid.com/v3/mail/send", with: ["errors": []], status: status)
            try await Self.createUser(tenant, "ann@example.com")
            try await tenant.work()
            #expect(try await tenant.mails().first?.state == state)
        }
    }

    @Test func heedsMandrillsRefusal() async throws {
        try await TestTenant.with(.sqlite) { tenant in
            try await Self.configure(tenant, .mandrill)
            tenant.outbound.answer(
                "https://mandrillapp.com/api/1.0/messages/send",
                with: [["status": "rejected", "reject_reason": "hard-bounce"]])
            try await Self.createUser(tenant, "ann@example.com")
            try await tenant.work()
            let mail = try await tenant.mails().first
            #expect(mail?.state == .failed && mail?.error == "hard-bounce")
        }
    }

    @Test func failsWhereTheTemplateCannotBeFilledIn() async throws {
        try await eachEngine { tenant in
            _ = try await tenant.client.emailTemplates.create(
                EmailTemplate(.verifyEmail, subject: "Hi", body: "{{ 1 | divided_by: 0 }}"))
            try await Self.createUser(tenant, "ann@example.com")
            #expect(try await tenant.mails().first?.state == .failed)
            #expect(try await Self.events(tenant).count == 1)
        }
    }
}
