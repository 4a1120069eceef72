import Contract
import ManagementClient
import PeopleAPI
import TestKit
import Testing

@Suite struct TicketsTests {
    private static let url: JSON = "~^http://localhost:3000/u/email-verification\\?ticket=[A-Za-z0-9]{32}#$"
    private static let passwordURL: JSON = "~^http://localhost:3000/u/reset-password\\?ticket=[A-Za-z0-9]{32}#$"
    private static let user: JSON = [
        "connection": "Username-Password-Authentication", "email": "ann@example.com", "password": "Correct-Horse-9",
    ]
    private static let noUser: JSON = .refusal(404, "The user does not exist.", code: "inexistent_user")

    @Test func areMadeForUsers() async throws {
        let (verify, change) = ("/tickets/email-verification", "/tickets/password-change")
        try await eachEngine(run: [
            .post("/users", Self.user, 201, keeping: ["id": "user_id", "identity": "identities.0.user_id"]),
            .get("/connections?name=Username-Password-Authentication", 200, keeping: ["connection": "0.id"]),
            .post(verify, ["user_id": "{id}"], 201, ["ticket": Self.url]),
            .post(
                verify,
                [
                    "user_id": "{id}", "result_url": "https://example.com/done", "ttl_sec": 0,
                    "includeEmailInRedirect": true, "identity": ["user_id": "{identity}", "provider": "auth0"],
                ], 201, ["ticket": Self.url]),
            .post(
                change, ["user_id": "{id}", "ttl_sec": 3600, "mark_email_as_verified": true], 201,
                ["ticket": Self.passwordURL]),
            .post(
                change, ["connection_id": "{connection}", "email": "Ann@example.com"], 201,
                ["ticket": Self.passwordURL]),
            .post(verify, ["user_id": "auth0|nobody"], 404, Self.noUser),
            .post(change, ["user_id": "auth0|nobody"], 404, Self.noUser),
            .post(change, ["connection_id": "{connection}", "email": "nobody@example.com"], 404, Self.noUser),
            .post(
                verify, ["user_id": "{id}", "identity": ["user_id": "other", "provider": "auth0"]], 404,
                .refusal(404, "The identity does not exist.", code: "inexistent_identity")),
            .post(verify, ["user_id": "{id}", "client_id": "nobody"], 404),
            .post(verify, ["user_id": "{id}", "organization_id": "org_0000000000000000"], 404),
        ])
    }

    @Test func refusesWhatDoesNotFit() async throws {
        let (verify, change) = ("/tickets/email-verification", "/tickets/password-change")
        try await eachEngine(run: [
            .post(verify, [:], 400), .post(change, [:], 400), .post(change, ["email": "ann@example.com"], 400),
            .post(change, ["connection_id": "con_0000000000000001"], 400),
            .post(change, ["user_id": "x", "connection_id": "con_0000000000000001", "email": "a@example.com"], 400),
            .post(verify, ["user_id": "x", "result_url": "nowhere"], 400),
            .post(verify, ["user_id": "x", "result_url": "javascript:alert(1)"], 400),
            .post(verify, ["user_id": "x", "result_url": "https://a.example", "client_id": "c"], 400),
            .post(verify, ["user_id": "x", "ttl_sec": -1], 400),
            .post(change, ["user_id": "x", "identity": ["user_id": "y", "provider": "github"]], 400),
            .post(change, ["user_id": "x", "newPassword": "y"], 400),
        ])
    }

    @Test func ofUsersWithoutAPassword() async throws {
        try await eachEngine(run: [
            .post("/connections", ["name": "mail", "strategy": "email"], 201),
            .post("/users", ["connection": "mail", "email": "ann@example.com"], 201, keeping: ["id": "user_id"]),
            .post("/tickets/email-verification", ["user_id": "{id}"], 201),
            .post(
                "/tickets/password-change", ["user_id": "{id}"], 400,
                .refusal(400, "The user does not have a password", code: "operation_not_supported")),
        ])
    }
}
