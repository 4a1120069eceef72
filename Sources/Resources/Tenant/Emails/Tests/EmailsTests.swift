import Contract
import ManagementClient
import TenantAPI
import TestKit
import Testing

@Suite struct EmailsTests {
    private static let path = "/emails/provider"
    private static let smtp: JSON = [
        "smtp_host": "smtp.example.com", "smtp_port": 587, "smtp_user": "user", "smtp_pass": "pass",
    ]
    private static let missing: JSON = .refusal(
        404, "There is not a configured email provider", code: "inexistent_email_provider")

    @Test func theTenantsProvider() async throws {
        let provider: JSON = ["name": "smtp", "credentials": Self.smtp, "default_from_address": "no-reply@example.com"]
        let sent: JSON = ["smtp_host": "smtp.example.com", "smtp_port": 587, "smtp_user": "user"]
        try await eachEngine(run: [
            .get(Self.path, 404, Self.missing), .patch(Self.path, ["enabled": false], 404, Self.missing),
            .delete(Self.path, 204),
            .post(
                Self.path, provider, 201, ["name": "smtp", "enabled": true, "credentials": sent],
                lacking: ["credentials.smtp_pass", "settings"]),
            .post(
                Self.path, provider, 409,
                .refusal(409, "There is already a configured email provider", code: "email_provider_conflict")),
            .get(Self.path, 200, ["credentials": sent], lacking: ["credentials.smtp_pass"]),
            .get(
                Self.path + "?fields=name,enabled&include_fields=true", 200, ["name": "smtp"], lacking: ["credentials"]),
            .patch(
                Self.path, ["credentials": ["smtp_port": 25], "enabled": false], 200,
                ["enabled": false, "credentials": ["smtp_host": "smtp.example.com", "smtp_port": 25]]),
            .patch(
                Self.path, ["name": "sendgrid"], 400,
                .invalidBody("Payload validation error: 'Missing required property: api_key' on property credentials.")),
            .patch(
                Self.path,
                ["name": "mailgun", "credentials": ["api_key": "k", "domain": "d.example", "region": "eu"]],
                200, ["name": "mailgun", "credentials": ["region": "eu"]],
                lacking: ["credentials.api_key", "credentials.smtp_host"]),
            .delete(Self.path, 204), .get(Self.path, 404, Self.missing),
        ])
    }

    @Test func everyProvidersCredentials() async throws {
        let all: [(EmailProviderName, JSON)] = [
            (.mandrill, ["api_key": "k"]), (.resend, ["api_key": "k"]),
            (.sparkPost, ["api_key": "k", "region": .null]),
            (.ses, ["accessKeyId": "a", "secretAccessKey": "s", "region": "us-east-1"]), (.custom, [:]),
            (.azure, ["connectionString": "c"]),
            (.microsoft365, ["tenantId": "t", "clientId": "c", "clientSecret": "s"]),
        ]
        try await eachEngine { tenant in
            for (name, credentials) in all {
                let made = try await tenant.client.emails.createProvider(
                    EmailProviderDraft(name, credentials: credentials))
                #expect(made.name == name && made.enabled == true)
                #expect(made.credentials?.object?.keys.allSatisfy { $0 == "region" } == true)
                try await tenant.client.emails.deleteProvider()
            }
        }
    }

    @Test func logsHaveNoneOfItsSecrets() async throws {
        let all: [JSON] = [
            ["name": "smtp", "credentials": ["smtp_host": "a", "smtp_port": 1, "smtp_pass": "hush-hush"]],
            [
                "name": "ses",
                "credentials": ["accessKeyId": "hush-hush", "secretAccessKey": "hush-hush", "region": "r"],
            ],
            ["name": "azure_cs", "credentials": ["connectionString": "hush-hush"]],
            ["name": "ms365", "credentials": ["tenantId": "t", "clientId": "c", "clientSecret": "hush-hush"]],
            ["name": "sendgrid", "credentials": ["api_key": "hush-hush"]],
        ]
        try await eachEngine { tenant in
            for provider in all {
                let made = try await tenant.request("POST", Self.path, body: provider, token: tenant.token)
                #expect(made.status == 201 && !made.text.contains("hush"))
                try await tenant.client.emails.deleteProvider()
            }
            let logs = try await tenant.request("GET", "/logs", token: tenant.token)
            #expect(logs.json.array?.count == 10 && !logs.text.contains("hush"))
        }
    }

    @Test func refusesWhatIsNoProvider() async throws {
        try await eachEngine(run: [
            .post(Self.path, ["name": "pigeon", "credentials": [:]], 400),
            .post(Self.path, ["name": "smtp"], 400),
            .post(Self.path, ["name": "smtp", "credentials": ["smtp_host": "a b", "smtp_port": 1]], 400),
            .post(Self.path, ["name": "sendgrid", "credentials": Self.smtp], 400),
            .post(Self.path, ["name": "smtp", "credentials": Self.smtp, "default_from_address": "nobody"], 400),
            .patch(Self.path, [:], 400),
        ])
    }
}
