import AppearanceAPI
import Contract
import ManagementClient
import Outbound
import Storage
import TestKit
import Testing

@Suite struct PhoneProvidersTests {
    private static let path = "/branding/phone/providers"
    private static let missing: JSON = .refusal(404, "Notification Resource not found")
    private static let twilio: JSON = [
        "name": "twilio", "configuration": ["sid": "AC1", "default_from": "+15550100", "delivery_methods": ["text"]],
        "credentials": ["auth_token": "hush-hush"],
    ]

    @Test func lifeOfAProvider() async throws {
        let sent: JSON = [
            "id": "~^pro_[A-Za-z0-9]{22}$", "tenant": "localhost", "name": "twilio", "channel": "phone",
            "disabled": false, "configuration": ["sid": "AC1", "default_from": "+15550100"],
        ]
        try await eachEngine(run: [
            .get(Self.path, 200, ["providers": []]),
            .post(Self.path, Self.twilio, 201, sent, keeping: ["id": "id"], lacking: ["credentials"]),
            .post(Self.path, Self.twilio, 409), .get(Self.path + "/{id}", 200, sent, lacking: ["credentials"]),
            .get(Self.path, 200, ["providers": [["id": "{id}"]]]),
            .get(Self.path + "?disabled=true", 200, ["providers": []]),
            .patch(Self.path + "/{id}", ["disabled": true], 200, ["disabled": true], lacking: ["credentials"]),
            .get(Self.path + "?disabled=true", 200, ["providers": [["id": "{id}"]]]),
            .patch(Self.path + "/{id}", ["name": "custom"], 400),
            .patch(
                Self.path + "/{id}",
                ["name": "custom", "configuration": ["delivery_methods": ["voice"]], "credentials": [:]], 200,
                ["name": "custom", "configuration": ["delivery_methods": ["voice"]]], lacking: ["configuration.sid"]),
            .patch(Self.path + "/{id}", [:], 400), .delete(Self.path + "/another", 404, Self.missing),
            .delete(Self.path + "/{id}", 204), .delete(Self.path + "/{id}", 404, Self.missing),
            .get(Self.path + "/{id}", 404, Self.missing), .patch(Self.path + "/{id}", ["disabled": true], 404),
            .post(Self.path + "/{id}/try", ["to": "1"], 404, Self.missing),
        ])
    }

    @Test func refused() async throws {
        func twilio(_ configuration: JSON, _ credentials: JSON = ["auth_token": "t"]) -> JSON {
            ["name": "twilio", "configuration": configuration, "credentials": credentials]
        }
        try await eachEngine(run: [
            .post(Self.path, ["name": "pigeon", "credentials": [:]], 400), .post(Self.path, ["name": "twilio"], 400),
            .post(Self.path, twilio(["delivery_methods": ["text"], "default_from": "1"]), 400),
            .post(Self.path, twilio(["delivery_methods": ["text"], "sid": "a"]), 400),
            .post(Self.path, twilio(["delivery_methods": [], "sid": "a", "default_from": "1"]), 400),
            .post(Self.path, twilio(["delivery_methods": ["smoke"], "sid": "a", "default_from": "1"]), 400),
            .post(Self.path, twilio(["delivery_methods": ["text"], "sid": "a", "default_from": "1"], [:]), 400),
            .post(
                Self.path,
                ["name": "custom", "configuration": ["delivery_methods": ["text"], "sid": "a"], "credentials": [:]], 400
            ),
        ])
    }

    @Test func credentialsAreKeptSecret() async throws {
        try await eachEngine { tenant in
            let made = try await tenant.request("POST", Self.path, body: Self.twilio, token: tenant.token)
            #expect(made.status == 201 && !made.text.contains("hush"))
            let kept = try await tenant.rows("SELECT document FROM phone_providers")
            #expect(kept.count == 1 && !kept[0].text.contains("hush") && kept[0].text.contains("AC1"))
            let logs = try await tenant.request("GET", "/logs", token: tenant.token)
            #expect(logs.json.array?.count == 1 && !logs.text.contains("hush"))
        }
    }

    @Test func aTestMessageGoesToTwilio() async throws {
        try await eachEngine { tenant in
            let configuration = PhoneProviderConfiguration(
                sid: "AC1", defaultFrom: "+15550100", deliveryMethods: [.text, .voice])
            let provider = try await tenant.client.phoneProviders.create(
                PhoneProviderDraft(.twilio, configuration: configuration, credentials: ["auth_token": "t"]))
            let url = "https://api.twilio.com/2010-04-01/Accounts/AC1/"
            tenant.outbound.answer(url + "Messages.json", with: ["sid": "SM1"], status: 201)
            tenant.outbound.answer(url + "Calls.json", with: ["message": "Not a number"], status: 400)
            let said = try await tenant.client.phoneProviders.tryOut(provider.id, PhoneTrial(to: "4915550101"))
            #expect(said.code == 202 && said.message == "Test notification successfully sent for processing")
            try await tenant.work()
            let request = try #require(tenant.outbound.requests.last)
            #expect(request.headers.contains { $0.name == "Authorization" && $0.value == "Basic QUMxOnQ=" })
            let body = String(decoding: request.body, as: UTF8.self)
            #expect(body.hasPrefix("To=%2B4915550101&From=%2B15550100&Body=This%20is%20a%20test"))
            #expect(try await tenant.failures().isEmpty)

            _ = try await tenant.client.phoneProviders.tryOut(
                provider.id, PhoneTrial(to: "+1", deliveryMethod: .voice))
            try await tenant.work()
            let call = String(decoding: try #require(tenant.outbound.requests.last).body, as: UTF8.self)
            #expect(call.contains("Twiml=%3CResponse%3E%3CSay%3EThis"))
            #expect(try await tenant.failures() == ["Twilio: Not a number"])
        }
    }

    @Test func aMessageIsTriedAgainAndGivenUp() async throws {
        try await eachEngine { tenant in
            let provider = try await tenant.request("POST", Self.path, body: Self.twilio, token: tenant.token)
            let id = try #require(provider.json["id"]?.string)
            let url = "https://api.twilio.com/2010-04-01/Accounts/AC1/Messages.json"
            tenant.outbound.answer(url, with: [:], status: 503)
            _ = try await tenant.client.phoneProviders.tryOut(ID(id), PhoneTrial(to: "1"))
            for _ in 1...9 {
                try await tenant.work()
                tenant.clock.advance(.seconds(2_000))
            }
            #expect(try await tenant.failures().isEmpty)
            try await tenant.work()
            #expect(try await tenant.failures() == ["Twilio: status 503"])
            #expect(tenant.outbound.requests.count == 10)
        }
    }

    @Test func aProviderOfOnesOwnHasNoCodeToRun() async throws {
        try await eachEngine { tenant in
            let configuration = PhoneProviderConfiguration(deliveryMethods: [.text])
            let provider = try await tenant.client.phoneProviders.create(
                PhoneProviderDraft(.custom, configuration: configuration))
            _ = try await tenant.client.phoneProviders.tryOut(provider.id, PhoneTrial(to: "1"))
            try await tenant.work()
            #expect(try await tenant.failures() == ["There is no action for the custom phone provider"])
            #expect(tenant.outbound.requests.isEmpty)
        }
    }
}

extension TestTenant {
    /// Returns the reasons why messages were not sent, latest first.
    fileprivate func failures() async throws -> [String] {
        let logs = try await request("GET", "/logs?q=type:fn", token: token)
        return (logs.json.array ?? []).compactMap { $0["details"]?["error"]?.string }
    }

    /// Returns documents as they are in the database.
    fileprivate func rows(_ query: SQL) async throws -> [JSON] {
        try await store.read(ID("local")) { try $0.rows(query).map { try $0["document"] } }
    }
}
