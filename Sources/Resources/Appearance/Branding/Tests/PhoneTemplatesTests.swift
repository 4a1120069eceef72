import AppearanceAPI
import Contract
import ManagementClient
import TestKit
import Testing

@Suite struct PhoneTemplatesTests {
    private static let path = "/branding/phone/templates"
    private static let missing: JSON = .refusal(404, "Notification Resource not found")

    @Test func lifeOfATemplate() async throws {
        let usual = "{{ code | escape }} is your verification code for {{ friendly_name | escape }}"
        let content: JSON = ["syntax": "liquid", "from": "15550100", "body": ["text": "{{ code }}"]]
        try await eachEngine(run: [
            .post(
                Self.path, ["type": "otp_verify", "content": content, "disabled": false], 201,
                [
                    "id": "~^tem_[A-Za-z0-9]{22}$", "tenant": "localhost", "channel": "phone", "type": "otp_verify",
                    "disabled": false,
                    "content": [
                        "syntax": "liquid", "from": "15550100", "body": ["text": "{{ code }}", "voice": "~^Hello"],
                    ],
                ], keeping: ["id": "id"]),
            .post(Self.path, ["type": "otp_verify"], 409), .get(Self.path + "/{id}", 200, ["content": content]),
            .patch(
                Self.path + "/{id}", ["content": ["body": ["voice": "Hello"]], "disabled": true], 200,
                ["disabled": true, "content": ["from": "15550100", "body": ["text": "{{ code }}", "voice": "Hello"]]]),
            .patch(Self.path + "/{id}/reset", nil, 200, ["content": ["from": "", "body": ["text": .string(usual)]]]),
            .delete(Self.path + "/{id}", 204), .delete(Self.path + "/{id}", 404, Self.missing),
            .get(Self.path + "/{id}", 404, Self.missing), .patch(Self.path + "/{id}", ["disabled": true], 404),
            .patch(Self.path + "/{id}/reset", nil, 404), .post(Self.path + "/{id}/try", ["to": "1"], 404),
        ])
    }

    @Test func refused() async throws {
        try await eachEngine(run: [
            .post(Self.path, ["type": "greeting"], 400), .post(Self.path, ["disabled": true], 400),
            .post(Self.path, ["type": "otp_enroll", "content": ["syntax": "handlebars"]], 400),
            .post(Self.path, ["type": "otp_enroll", "content": ["from": "12345678901234567"]], 400),
            .post(
                Self.path, ["type": "otp_enroll", "content": ["body": ["text": "{{ code"]]], 400,
                .invalidBody(
                    """
                    Payload validation error: 'An output is not closed with }} (line 1, column 1)' on property \
                    content.body.text.
                    """)),
        ])
    }

    @Test func aListHasEveryKind() async throws {
        try await eachEngine { tenant in
            let templates = tenant.client.phoneTemplates
            let made = try await templates.create(PhoneTemplateDraft(.changePassword, disabled: true))
            let all = try await templates.list(.init()).templates
            #expect(all.count == PhoneTemplateType.known.count && all.first?.id == made.id)
            #expect(all.dropFirst().allSatisfy { $0.id == nil && $0.content.body?.text != nil })
            #expect(try await templates.list(.init(disabled: true)).templates.map(\.id) == [made.id])
            #expect(try await templates.list(.init(disabled: false)).templates.count == 4)
        }
    }

    @Test func aTestMessageSaysWhatTheTemplateSays() async throws {
        try await eachEngine { tenant in
            let configuration = PhoneProviderConfiguration(
                sid: "AC1", defaultFrom: "+15550100", deliveryMethods: [.text, .voice])
            _ = try await tenant.client.phoneProviders.create(
                PhoneProviderDraft(.twilio, configuration: configuration, credentials: ["auth_token": "t"]))
            var content = PhoneTemplateContent(body: .init(text: "{{ code }} & {{ friendly_name }}"))
            content.body?.voice = "<A>{{ pause }}{{ code }}"
            content.from = "15550109"
            let templates = tenant.client.phoneTemplates
            let made = try await templates.create(PhoneTemplateDraft(.otpVerify, content: content))
            let id = try #require(made.id)
            _ = try await templates.tryOut(id, PhoneTrial(to: "1"))
            _ = try await templates.tryOut(id, PhoneTrial(to: "1", deliveryMethod: .voice))
            let url = "https://api.twilio.com/2010-04-01/Accounts/AC1/"
            tenant.outbound.answer(url + "Messages.json", with: [:], status: 201)
            tenant.outbound.answer(url + "Calls.json", with: [:], status: 201)
            try await tenant.work()
            let bodies = tenant.outbound.requests.map { String(decoding: $0.body, as: UTF8.self) }.sorted()
            #expect(bodies.first == "To=%2B1&From=15550109&Body=123456%20%26%20localhost")
            let words = "%3CResponse%3E%3CSay%3E%26lt%3BA%26gt%3B%3C%2FSay%3E%3CPause%20length%3D%221%22%2F%3E"
            #expect(bodies.last?.contains(words + "%3CSay%3E123456") == true)
        }
    }
}
