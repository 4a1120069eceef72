import ApplicationsAPI
import Contract
import ManagementClient
import TestKit
import Testing

@Suite struct ClientGrantsTests {
    static let api: JSON = [
        "identifier": "https://api.example.com/", "scopes": [["value": "read:a"], ["value": "write:a"]],
    ]

    @Test func lifeOfAGrant() async throws {
        let grant: JSON = ["client_id": "{client}", "audience": "https://api.example.com/", "scope": ["read:a"]]
        try await eachEngine(run: [
            .post("/resource-servers", Self.api, 201, keeping: ["api": "id"]),
            .post("/clients", ["name": "Shop"], 201, keeping: ["client": "client_id"]),
            .post(
                "/client-grants", grant, 201, ["scope": ["read:a"], "subject_type": "client"], keeping: ["grant": "id"]),
            .post("/client-grants", grant, 409),
            .get(
                "/client-grants?client_id={client}", 200, [["id": "{grant}", "audience": "https://api.example.com/"]]),
            .get("/client-grants?audience=https%3A%2F%2Fapi.example.com%2F&include_totals=true", 200, ["total": 1]),
            .get("/client-grants/{grant}/organizations", 200, []),
            .patch("/client-grants/{grant}", ["scope": ["read:a", "write:a"]], 200, ["scope": ["read:a", "write:a"]]),
            .patch("/client-grants/{grant}", ["scope": ["fly"]], 400),
            .patch(
                "/client-grants/{grant}", [:], 400,
                .invalidBody("Payload validation error: 'Too few properties defined (0), minimum 1'.")),
            .delete("/client-grants/{grant}", 204),
            .delete("/client-grants/{grant}", 204),
            .get(
                "/client-grants/{grant}", 404,
                .refusal(404, "The grant does not exist.", code: "inexistent_client_grant")),
        ])
    }

    @Test func whatAGrantNeeds() async throws {
        let audience: JSON = "https://api.example.com/"
        try await eachEngine(run: [
            .post("/clients", ["name": "Shop"], 201, keeping: ["client": "client_id"]),
            .post("/client-grants", ["client_id": "{client}", "audience": audience, "scope": []], 404),
            .post("/resource-servers", Self.api, 201),
            .post("/client-grants", ["client_id": "nobody", "audience": audience, "scope": []], 404),
            .post("/client-grants", ["client_id": "{client}", "audience": audience, "scope": ["fly"]], 400),
            .post("/client-grants", ["audience": audience, "scope": []], 400),
            .post("/client-grants", ["client_id": "{client}", "audience": audience, "scope": []], 201),
        ])
    }

    @Test func grantsGoWithWhatTheyAreOf() async throws {
        let grant: JSON = ["client_id": "{client}", "audience": "https://api.example.com/", "scope": []]
        try await eachEngine(run: [
            .post("/resource-servers", Self.api, 201, keeping: ["api": "id"]),
            .post("/clients", ["name": "Shop"], 201, keeping: ["client": "client_id"]),
            .post("/client-grants", grant, 201),
            .delete("/resource-servers/{api}", 204),
            .get("/client-grants?client_id={client}", 200, []),
            .post("/resource-servers", Self.api, 201),
            .post("/client-grants", grant, 201),
            .delete("/clients/{client}", 204),
            .get("/client-grants?audience=https%3A%2F%2Fapi.example.com%2F", 200, []),
        ])
    }
}
