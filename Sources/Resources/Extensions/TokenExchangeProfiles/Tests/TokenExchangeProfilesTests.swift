import Contract
import ExtensionsAPI
import ManagementClient
import Testing
import TestKit

@Suite struct TokenExchangeProfilesTests {
    private static let root = "/token-exchange-profiles"
    private static let action: JSON = [
        "name": "judge", "supported_triggers": [["id": "custom-token-exchange", "version": "v1"]],
        "code": "exports.onExecuteCustomTokenExchange = async (event, api) => {}",
    ]

    private static func profile(_ type: String, action: String = "{action}", name: String = "Profile") -> JSON {
        [
            "name": .string(name), "subject_token_type": .string(type), "action_id": .string(action),
            "type": "custom_authentication",
        ]
    }

    private static let deployed: [Scenario] = [
        .post("/actions/actions", action, 201, keeping: ["action": "id"]),
        .post(root, profile("urn:acme:token"), 400, .refusal(400, "The action must be deployed")),
        .post("/actions/actions/{action}/deploy", nil, 200),
    ]

    @Test func profilesAreMadeChangedAndDeleted() async throws {
        let taken = JSON.refusal(
            409, "A token exchange profile with the same subject_token_type already exists")
        try await eachEngine(
            run: Self.deployed + [
                .post(
                    Self.root, Self.profile("urn:acme:token"), 201,
                    ["id": "~^tep_[A-Za-z0-9]{16}$", "type": "custom_authentication"], keeping: ["id": "id"]),
                .post(Self.root, Self.profile("urn:acme:token"), 409, taken),
                .post(Self.root, Self.profile("https://acme.com/token"), 201, keeping: ["other": "id"]),
                .get(Self.root + "/{id}", 200, ["subject_token_type": "urn:acme:token", "action_id": "{action}"]),
                .patch(Self.root + "/{other}", ["subject_token_type": "urn:acme:token"], 409, taken),
                .patch(Self.root + "/{other}", ["name": "Other"], 200),
                .get(Self.root + "/{other}", 200, ["name": "Other", "subject_token_type": "https://acme.com/token"]),
                .patch(Self.root + "/{id}", ["action_id": "x"], 400), .patch(Self.root + "/{id}", [:], 400),
                .delete(Self.root + "/{id}", 204), .delete(Self.root + "/{id}", 204),
                .get(Self.root + "/{id}", 404), .patch(Self.root + "/{id}", ["name": "None"], 404),
                .get(Self.root, 200, ["token_exchange_profiles": [["name": "Other"]]]),
            ])
    }

    @Test func typesOfOthersAreRefused() async throws {
        let reserved = JSON.invalidBody("The subject_token_type is in a reserved namespace")
        let refused = [
            "urn:ietf:params:oauth:token-type:jwt", "https://auth0.com/x", "URN:auth0:x", "https://okta.com",
        ]
        try await eachEngine(
            run: Self.deployed + refused.map { .post(Self.root, Self.profile($0), 400, reserved) } + [
                .post(Self.root, Self.profile("http://acme.com/token"), 400),
                .post(Self.root, Self.profile("just text"), 400),
                .post(Self.root, Self.profile("https://auth0.community/token"), 201),
            ])
    }

    @Test func actionsOfProfilesStay() async throws {
        let other: JSON = ["name": "other", "supported_triggers": [["id": "post-login", "version": "v3"]], "code": ""]
        let wrong = JSON.refusal(
            400, "The action does not exist or does not support the custom-token-exchange trigger")
        try await eachEngine(
            run: Self.deployed + [
                .post("/actions/actions", other, 201, keeping: ["login": "id"]),
                .post(Self.root, Self.profile("urn:acme:token", action: "{login}"), 400, wrong),
                .post(Self.root, Self.profile("urn:acme:token", action: "none"), 400, wrong),
                .post(Self.root, Self.profile("urn:acme:token"), 201, keeping: ["id": "id"]),
                .delete(
                    "/actions/actions/{action}?force=true", 409,
                    .refusal(409, "Unable to delete an action that is in use.")),
                .get("/actions/actions/{action}", 200), .delete(Self.root + "/{id}", 204),
                .delete("/actions/actions/{action}", 204),
            ])
    }

    @Test func profilesComeInPages() async throws {
        try await eachEngine { tenant in
            try await tenant.run(
                Self.deployed + (1...3).map { .post(Self.root, Self.profile("urn:acme:\($0)"), 201) })
            let first = try await tenant.client.tokenExchangeProfiles.list(NextPageQuery(take: 2))
            #expect(first.items.count == 2)
            let second = try await tenant.client.tokenExchangeProfiles.list(
                NextPageQuery(from: first.next, take: 2))
            #expect(second.items.count == 1 && second.next == nil)
        }
    }
}
