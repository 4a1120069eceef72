import ApplicationsAPI
import Contract
import ManagementClient
import TestKit
import Testing

@Suite struct UserAttributeProfilesTests {
    private static let email: JSON = [
        "label": "E-mail", "description": "The address", "profile_required": true, "auth0_mapping": "email",
        "oidc_mapping": ["mapping": "email"], "strategy_overrides": ["okta": ["scim_mapping": "userName"]],
    ]
    private static let profile: JSON = ["name": "ours", "user_attributes": ["email": email]]
    private static let path = "/user-attribute-profiles"

    @Test func itsLife() async throws {
        try await eachEngine { tenant in
            try await tenant.run([
                .post(
                    Self.path, Self.profile, 201,
                    [
                        "id": "~^uap_[A-Za-z0-9]{22}$", "user_attributes": ["email": Self.email],
                        "user_id": ["oidc_mapping": "sub", "scim_mapping": "externalId"],
                    ], keeping: ["id": "id"]),
                .patch(
                    "\(Self.path)/{id}", ["user_id": ["scim_mapping": "userName"], "name": "theirs"], 200,
                    ["name": "theirs", "user_id": ["oidc_mapping": "sub", "scim_mapping": "userName"]]),
                .patch("\(Self.path)/{id}", ["user_id": [:]], 200, ["user_id": ["scim_mapping": "externalId"]]),
                .get(Self.path, 200, ["user_attribute_profiles": [["name": "theirs"]]]),
                .delete("\(Self.path)/{id}", 204), .delete("\(Self.path)/{id}", 204),
                .get("\(Self.path)/{id}", 404, .refusal(404, "User attribute profile not found.")),
                .patch("\(Self.path)/{id}", ["name": "x"], 404),
            ])
        }
    }

    @Test func whatIsRefused() async throws {
        var unknown = Self.email
        unknown["strategy_overrides"] = ["github": ["scim_mapping": "x"]]
        try await eachEngine(run: [
            .post(Self.path, ["name": "x", "user_attributes": [:]], 400), .post(Self.path, ["name": "x"], 400),
            .post(Self.path, ["name": "x", "user_attributes": ["a": ["label": "a"]]], 400),
            .post(Self.path, ["name": "x", "user_attributes": ["a": unknown]], 400),
            .post(
                Self.path, ["name": "x", "user_attributes": ["a": Self.email], "user_id": ["oidc_mapping": "email"]],
                400),
        ])
    }

    @Test func templatesMakeProfiles() async throws {
        try await eachEngine { tenant in
            let profiles = tenant.client.userAttributeProfiles
            let template = try await profiles.template("auth0-generic")
            #expect(try await profiles.templates().templates.map(\.id) == ["auth0-generic"])
            let given = try #require(template.template)
            #expect(given.userAttributes?["email"]?.auth0Mapping == "email")
            let draft = UserAttributeProfileDraft(
                name: "copy", userID: given.userID, userAttributes: given.userAttributes ?? [:])
            let made = try await profiles.create(draft)
            #expect(made.userAttributes == given.userAttributes && made.userID == given.userID)
            await #expect(throws: ManagementError.self) { _ = try await profiles.template("another") }
        }
    }
}
