import Contract
import Mail
import ManagementClient
import TenantAPI
import TestKit
import Testing

@Suite struct EmailTemplatesTests {
    private static let template: JSON = [
        "template": "verify_email", "body": "<a href=\"{{ url }}\">{{ user.name }}</a>", "from": "",
        "subject": "Hi {{ user.name }}", "syntax": "liquid", "enabled": true, "urlLifetimeInSeconds": 60,
    ]
    private static let missing: JSON = .refusal(
        404, "The email template does not exist", code: "inexistent_email_template")

    private static func with(_ changes: JSONObject) -> JSON {
        .object((template.object ?? [:]).merging(changes) { $1 })
    }

    @Test func lifeOfATemplate() async throws {
        let path = "/email-templates/verify_email"
        try await eachEngine(run: [
            .get(path, 404, Self.missing), .patch(path, ["subject": "x"], 404, Self.missing),
            .put(path, Self.template, 404, Self.missing),
            .post("/email-templates", Self.template, 200, Self.template),
            .post(
                "/email-templates", Self.template, 409,
                .refusal(409, "The email template already exists", code: "email_template_conflict")),
            .get(path, 200, Self.template), .patch(path, ["enabled": false], 200, Self.with(["enabled": false])),
            .put(path, Self.with(["subject": "New", "resultUrl": .null]), 200, ["subject": "New"]),
            .get(path, 200, ["subject": "New", "enabled": true]),
        ])
    }

    @Test func refusesMistakes() async throws {
        let path = "/email-templates"
        try await eachEngine(run: [
            .post(
                path, Self.with(["body": "<p>{% if x %}"]), 400,
                .invalidBody(
                    "Payload validation error: 'The tag if is not closed with endif (line 1, column 7)' on property body."
                )),
            .post(path, Self.with(["subject": "{{ x | shout }}"]), 400),
            .post(path, Self.with(["template": "birthday"]), 400), .post(path, Self.with(["syntax": "mustache"]), 400),
            .post(path, Self.with(["urlLifetimeInSeconds": -1]), 400), .post(path, ["template": "verify_email"], 400),
            .post(
                path, Self.with(["from": "a@example.com"]), 400,
                .refusal(400, "From address cannot be set without an enabled email provider.")),
            .get(path + "/birthday", 400), .post(path, Self.template, 200),
            .put(path + "/verify_email", Self.with(["template": "reset_email"]), 400),
            .patch(path + "/verify_email", ["body": "{{"], 400),
        ])
    }

    @Test func decidesWhatMailsSay() async throws {
        try await eachEngine { tenant in
            let templates = tenant.client.emailTemplates
            _ = try await tenant.client.emails.createProvider(
                EmailProviderDraft(.custom, credentials: [:], defaultFromAddress: "a@example.com"))
            var template = EmailTemplate(
                .verifyEmail, subject: "Hi {{ user.given_name }}",
                body: "<a href='{{ url }}'>{{ user.given_name }}</a>", from: "{{ tenant }} <b@example.com>")
            template.urlLifetime = 60
            _ = try await templates.create(template)
            var draft = UserDraft(
                connection: "Username-Password-Authentication", email: "ann@example.com", password: "Correct-Horse-9")
            draft.givenName = "<b>Ann"
            _ = try await tenant.client.users.create(draft)
            let mail = try #require(try await tenant.mails().first)
            #expect(mail.subject == "Hi <b>Ann" && mail.from == "localhost:3000 <b@example.com>")
            #expect(mail.html.contains(">&lt;b&gt;Ann</a>") && mail.text.hasPrefix("<b>Ann: http"))

            _ = try await templates.update("verify_email", Patch { $0.enabled = false })
            draft.email = "bob@example.com"
            _ = try await tenant.client.users.create(draft)
            #expect(try await tenant.mails().count == 1)
        }
    }

    @Test func everyKindOfMailHasATemplate() {
        for kind in MailKind.templated { #expect(EmailTemplateName.known.map(\.rawValue).contains(kind.rawValue)) }
    }
}
