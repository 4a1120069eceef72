import ApplicationsAPI
import Contract
import ManagementClient
import TestKit
import Testing

@Suite struct ConnectionProfilesTests {
    private static let path = "/connection-profiles"

    @Test func itsLife() async throws {
        let profile: JSON = [
            "name": "Enterprise", "connection_name_prefix_template": "con-{org_id}",
            "organization": ["show_as_button": "required", "assign_membership_on_login": "none"],
            "enabled_features": ["scim"], "strategy_overrides": ["okta": ["enabled_features": ["universal_logout"]]],
        ]
        try await eachEngine { tenant in
            try await tenant.run([
                .post(Self.path, profile, 201, profile, keeping: ["id": "id"]),
                .get("\(Self.path)/{id}", 200, profile), .get(Self.path, 200, ["connection_profiles": [profile]]),
                .patch("\(Self.path)/{id}", ["enabled_features": []], 200, ["enabled_features": []]),
                .delete("\(Self.path)/{id}", 204), .get("\(Self.path)/{id}", 404),
                .post(Self.path, ["name": "x", "connection_name_prefix_template": "-x"], 400),
                .post(Self.path, ["name": "x", "enabled_features": ["other"]], 400), .post(Self.path, [:], 400),
            ])
            let profiles = tenant.client.connectionProfiles
            let template = try #require(try await profiles.templates().templates.first)
            #expect(try await profiles.template(try #require(template.id)) == template)
            var draft = ConnectionProfileDraft(name: "ours")
            draft.enabledFeatures = template.template?.enabledFeatures
            #expect(try await profiles.create(draft).enabledFeatures == [.scim, .universalLogout])
        }
    }
}
