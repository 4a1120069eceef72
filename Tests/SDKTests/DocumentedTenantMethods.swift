import Contract
import ManagementClient
import TestKit
import Testing

extension DocumentedMethodsTests {
    static let tenantMethods: [DocumentedMethod] = settingMethods + mailMethods + ticketMethods + logMethods

    private static let settingMethods: [DocumentedMethod] = [
        .init("updateTenantSettings") { _, api in
            _ = try await api.updateTenantSettings(Patch { $0.friendlyName = "Books" })
            #expect(try await api.tenants.settings().friendlyName == "Books")
        },
        .init("getTenantSettings") { _, api in
            let holds = try await api.getTenantSettings().friendlyName == "Books"
            #expect(holds)
        },
        .init("getAccessToken") { tenant, api in
            let holds = try await api.getAccessToken() == tenant.token
            #expect(holds)
        },
    ]

    private static let mailMethods: [DocumentedMethod] = [
        .init("configureEmailProvider") { _, api in
            let draft = EmailProviderDraft("sendgrid", credentials: ["api_key": "k"])
            let holds = try await api.configureEmailProvider(draft).name == "sendgrid"
            #expect(holds)
        },
        .init("updateEmailProvider") { _, api in
            _ = try await api.updateEmailProvider(Patch { $0.defaultFromAddress = "a@example.com" })
            #expect(try await api.emails.getProvider(.init()).defaultFromAddress == "a@example.com")
        },
        .init("getEmailProvider") { _, api in
            let holds = try await api.getEmailProvider().defaultFromAddress == "a@example.com"
            #expect(holds)
        },
        .init("deleteEmailProvider") { _, api in
            try await api.deleteEmailProvider()
            #expect(try await refusal { try await api.emails.getProvider(.init()) }.hasPrefix("404"))
        },
        .init("createEmailTemplate") { _, api in
            _ = try await api.createEmailTemplate(EmailTemplate("welcome_email", subject: "Hello", body: "Hello"))
            #expect(try await api.emailTemplates.get("welcome_email").subject == "Hello")
        },
        .init("updateEmailTemplate") { _, api in
            _ = try await api.updateEmailTemplate("welcome_email", Patch { $0.subject = "Welcome" })
            #expect(try await api.emailTemplates.get("welcome_email").subject == "Welcome")
        },
        .init("getEmailTemplate") { _, api in
            let holds = try await api.getEmailTemplate("welcome_email").subject == "Welcome"
            #expect(holds)
        },
    ]

    private static let ticketMethods: [DocumentedMethod] = [
        .init("sendEmailVerification") { tenant, api in
            let id = try await user(api, "verified")
            let job = try await api.sendEmailVerification(VerificationEmail(to: id))
            #expect(job.type == "verification_email")
            #expect(try await tenant.mails(.verifyEmail).contains { $0.document["to"] == "verified@example.com" })
        },
        .init("getJob") { _, api in
            let job = try await api.jobs.sendVerificationEmail(VerificationEmail(to: try await user(api, "job")))
            #expect(try await api.getJob(job.id).id == job.id)
        },
        .init("getJobErrors") { _, api in
            let job = try await api.jobs.sendVerificationEmail(VerificationEmail(to: try await user(api, "errors")))
            let (own, resource) = (try await api.getJobErrors(job.id), try await api.jobs.errors(job.id))
            #expect(try JSON(encoding: own) == JSON(encoding: resource))
        },
        .init("createEmailVerificationTicket") { tenant, api in
            let draft = EmailVerificationTicketDraft(try await user(api, "unverified"))
            let ticket = try await api.createEmailVerificationTicket(draft)
            #expect(try await tenant.download(String(ticket.ticket.dropLast())).status == 200)
        },
        .init("createPasswordChangeTicket") { tenant, api in
            let draft = PasswordChangeTicketDraft(try await user(api, "forgetful"))
            let ticket = try await api.createPasswordChangeTicket(draft)
            #expect(try await tenant.download(String(ticket.ticket.dropLast())).status == 200)
        },
    ]

    private static let logMethods: [DocumentedMethod] = [
        .init("getLogs") { _, api in
            let holds = try await api.getLogs(LogFilter(q: "type:sapi")).items.allSatisfy { $0.type == "sapi" }
            #expect(holds)
        },
        .init("getLog") { _, api in
            let log = try #require(try await api.logs.list(LogFilter(q: "type:sapi")).items.first)
            #expect(try await api.getLog(ID(try #require(log.id))).id == log.id)
        },
        .init("createLogStream") { _, api in
            let made = try await stream(api)
            #expect(made.status == "active")
        },
        .init("getLogStream") { _, api in
            let made = try await stream(api)
            let found = try await api.getLogStream(try #require(made.id))
            #expect(found == made)
        },
        .init("getLogStreams") { _, api in
            let made = try await stream(api)
            let all = try await api.getLogStreams()
            #expect(all.contains(made))
        },
        .init("updateLogStream") { _, api in
            let id = try #require(try await stream(api).id)
            #expect(try await api.updateLogStream(id, Patch { $0.name = "renamed" }).name == "renamed")
        },
        .init("deleteLogStream") { _, api in
            let id = try #require(try await stream(api).id)
            try await api.deleteLogStream(id)
            let left = try await api.logStreams.list()
            #expect(!left.contains { $0.id == id })
        },
        .init("getActiveUsersCount") { _, api in
            let holds = try await api.getActiveUsersCount() == api.stats.activeUsers()
            #expect(holds)
        },
        .init("getDailyStats") { _, api in
            let days = DailyStatsFilter(from: "20260130", to: "20260131")
            let holds = try await api.getDailyStats(days) == api.stats.daily(days)
            #expect(holds)
        },
    ]

    private static func stream(_ api: ManagementClient) async throws -> LogStream {
        try await api.createLogStream(
            LogStreamDraft(name: "ours", .http(HTTPLogSink("https://logs.example.com/"))))
    }
}
