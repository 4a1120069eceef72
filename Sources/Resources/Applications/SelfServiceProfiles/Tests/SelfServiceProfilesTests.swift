import ApplicationsAPI
import Contract
import ManagementClient
import Testing
import TestKit

@Suite struct SelfServiceProfilesTests {
    private static let root = "/self-service-profiles"
    private static let attribute: JSON = ["name": "email", "description": "The address", "is_optional": false]

    @Test func profilesAreMadeChangedAndDeleted() async throws {
        let branding: JSON = ["logo_url": "https://example.com/logo.png", "colors": ["primary": "#334455"]]
        try await eachEngine(run: [
            .post(
                Self.root,
                [
                    "name": "P", "description": "D", "allowed_strategies": ["oidc"], "branding": branding,
                    "user_attributes": [Self.attribute],
                ], 201, ["id": "~^ssp_[A-Za-z0-9]{22}$", "user_attributes": [Self.attribute], "branding": branding],
                keeping: ["id": "id"]),
            .patch(
                Self.root + "/{id}", ["description": .null, "user_attributes": .null, "name": "Q"], 200,
                ["name": "Q", "user_attributes": [], "branding": branding], lacking: ["description"]),
            .get(Self.root + "?include_totals=true", 200, ["self_service_profiles": [["name": "Q"]], "total": 1]),
            .patch(Self.root + "/{id}", ["allowed_strategies": []], 400),
            .patch(Self.root + "/{id}", ["branding": ["logo_url": "http://example.com"]], 400),
            .post(Self.root, ["name": "P", "allowed_strategies": ["github"]], 400),
            .delete(Self.root + "/{id}", 204), .delete(Self.root + "/{id}", 204),
            .get(Self.root + "/{id}", 404), .patch(Self.root + "/{id}", ["name": "x"], 404),
            .get(Self.root + "/ssp_none", 404, .refusal(404, "Profile with ID: ssp_none not found")),
        ])
    }

    @Test func profilesReferToProfilesOfAttributes() async throws {
        let attributes: JSON = [
            "name": "A",
            "user_attributes": [
                "email": [
                    "description": "d", "label": "Email", "profile_required": true, "auth0_mapping": "email",
                ]
            ],
        ]
        let reference: JSON = ["user_attribute_profile_id": "{uap}"]
        try await eachEngine(run: [
            .post("/user-attribute-profiles", attributes, 201, keeping: ["uap": "id"]),
            .post(
                Self.root, ["name": "P", "user_attribute_profile_id": "{uap}"], 201,
                ["user_attributes": [], "user_attribute_profile_id": "{uap}"], keeping: ["id": "id"]),
            .get(Self.root + "/{id}", 200, reference), .get(Self.root, 200, [reference]),
            .patch(Self.root + "/{id}", ["name": "Q"], 200, reference),
            .patch(
                Self.root + "/{id}", ["user_attributes": [Self.attribute]], 200,
                ["user_attributes": [Self.attribute]], lacking: ["user_attribute_profile_id"]),
            .patch(Self.root + "/{id}", reference, 200, ["user_attributes": []]),
            .patch(
                Self.root + "/{id}", ["user_attribute_profile_id": "{uap}", "user_attributes": [Self.attribute]], 400),
            .delete("/user-attribute-profiles/{uap}", 204),
            .get(Self.root + "/{id}", 200, lacking: ["user_attribute_profile_id"]),
            .patch(Self.root + "/{id}", reference, 404, .refusal(404, "User attribute profile not found.")),
        ])
    }

    @Test func textsOfPages() async throws {
        let path = Self.root + "/{id}/custom-text/en/get-started"
        try await eachEngine(run: [
            .post(Self.root, ["name": "P"], 201, keeping: ["id": "id"]), .get(path, 200, [:]),
            .put(path, ["introduction": "Welcome"], 200, ["introduction": "Welcome"]),
            .put(path, ["title": "Hi"], 200), .get(path, 200, ["title": "Hi"], lacking: ["introduction"]),
            .put(path, ["title": 1], 400), .get(Self.root + "/{id}/custom-text/xx/get-started", 400),
            .get(Self.root + "/{id}/custom-text/en/the-end", 400),
            .get(Self.root + "/none/custom-text/en/get-started", 404),
        ])
    }

    @Test func ticketsAreGoodUntilTheyExpireOrAreRevoked() async throws {
        try await eachEngine { tenant in
            let profiles = tenant.client.selfServiceProfiles
            var draft = SelfServiceProfileDraft(name: "For <you>")
            draft.branding = SelfServiceBranding(primary: "#334455")
            let profile = try #require(try await profiles.create(draft).id)
            _ = try await profiles.setCustomText(at: SelfServiceTextPath(profile), ["introduction": "Hello & welcome"])
            let config = SelfServiceConnectionConfig(name: "acme", displayName: "Acme <Inc>")
            let ticket = try await profiles.createTicket(
                profile, SelfServiceTicketDraft(connectionConfig: config, ttlSeconds: 60))
            let address = try #require(ticket.ticket)
            #expect(address.hasPrefix(tenant.issuer + "self-service/connections-flow?ticket="))
            func page(_ address: String) async throws -> (status: Int, text: String) {
                let answer = try await tenant.download(address)
                return (answer.status, String(decoding: answer.bytes, as: UTF8.self))
            }
            let shown = try await page(address)
            #expect(shown.status == 200 && shown.text.contains("Acme &lt;Inc&gt;") && !shown.text.contains("<you>"))
            #expect(shown.text.contains("Hello &amp; welcome"))
            #expect(try await page(address + "x").status == 404)
            tenant.clock.advance(.seconds(61))
            #expect(try await page(address).status == 410)
            let second = try await profiles.createTicket(profile, SelfServiceTicketDraft())
            let other = try #require(try await profiles.create(SelfServiceProfileDraft(name: "Other")).id)
            let id = try #require(second.id)
            try await profiles.revokeTicket(other, id)
            #expect(try await page(second.ticket ?? "").status == 200)
            try await profiles.revokeTicket(profile, id)
            #expect(try await page(second.ticket ?? "").status == 404)
            try await profiles.revokeTicket(profile, id)
            let stored = try await tenant.request("GET", "/logs", token: tenant.token)
            #expect(!stored.text.contains(try #require(ticket.id).value))
        }
    }

    @Test func ticketsAreForWhatIsThere() async throws {
        let path = Self.root + "/{id}/sso-ticket"
        try await eachEngine(run: [
            .post(Self.root, ["name": "P"], 201, keeping: ["id": "id"]),
            .post("/connections", ["name": "acme", "strategy": "samlp"], 201, keeping: ["connection": "id"]),
            .post(path, ["connection_id": "{connection}"], 201), .post(path, ["connection_id": "con_none"], 404),
            .post(path, ["connection_config": ["name": "acme"]], 409),
            .post(path, ["connection_config": ["name": "-acme"]], 400), .post(path, ["ttl_sec": 432_001], 400),
            .post(path, ["enabled_clients": ["none"]], 404),
            .post(path, ["enabled_organizations": [["organization_id": "org_none"]]], 404),
            .post(Self.root + "/ssp_none/sso-ticket", [:], 404),
            .post(Self.root + "/{id}/sso-ticket/none/revoke", nil, 202),
        ])
    }
}
