import Contract
import TestKit
import Testing

@Suite struct ConnectionSCIMTests {
    private static let connection: Scenario = .post(
        "/connections", ["name": "partner", "strategy": "samlp"], 201, keeping: ["id": "id"])

    @Test func lifeOfAConfiguration() async throws {
        let mapping: JSON = [["scim": "userName", "auth0": "username"]]
        let configuration: JSON = [
            "connection_id": "{id}", "connection_name": "partner", "strategy": "samlp", "tenant_name": "localhost",
            "user_id_attribute": "externalId",
        ]
        try await eachEngine(run: [
            Self.connection,
            .get("/connections/{id}/scim-configuration", 404, .refusal(404, "Not Found")),
            .post("/connections/{id}/scim-configuration", nil, 201, configuration),
            .post("/connections/{id}/scim-configuration", nil, 400),
            .patch(
                "/connections/{id}/scim-configuration", ["user_id_attribute": "userName", "mapping": mapping], 200,
                ["user_id_attribute": "userName", "mapping": mapping]),
            .patch("/connections/{id}/scim-configuration", ["mapping": mapping], 400),
            .get("/connections-scim-configurations", 200, ["scim_configurations": [["connection_id": "{id}"]]]),
            .delete("/connections/{id}/scim-configuration", 204),
            .delete("/connections/{id}/scim-configuration", 204),
            .get("/connections-scim-configurations", 200, ["scim_configurations": []]),
        ])
    }

    @Test func tokens() async throws {
        let token: JSON = ["token_id": "~^tok_[A-Za-z0-9]{16}$", "token": "~^tok_", "scopes": ["get:users"]]
        try await eachEngine(run: [
            Self.connection,
            .get("/connections/{id}/scim-configuration/tokens", 404),
            .post("/connections/{id}/scim-configuration", nil, 201),
            .post(
                "/connections/{id}/scim-configuration/tokens", ["scopes": ["get:users"], "token_lifetime": 900], 201,
                token, keeping: ["token": "token_id"]),
            .get(
                "/connections/{id}/scim-configuration/tokens", 200,
                [["token_id": "{token}", "scopes": ["get:users"], "valid_until": "~^20"]], lacking: ["0.token"]),
            .post("/connections/{id}/scim-configuration/tokens", [:], 201, lacking: ["valid_until"]),
            .post("/connections/{id}/scim-configuration/tokens", [:], 409),
            .delete("/connections/{id}/scim-configuration/tokens/{token}", 204),
            .delete("/connections/{id}/scim-configuration/tokens/{token}", 404),
            .delete("/connections/{id}/scim-configuration", 204),
            .post("/connections/{id}/scim-configuration", nil, 201),
            .get("/connections/{id}/scim-configuration/tokens", 200, []),
        ])
    }

    @Test func refused() async throws {
        try await eachEngine(run: [
            .post("/connections", ["name": "x", "strategy": "auth0"], 201, keeping: ["id": "id"]),
            .post(
                "/connections/{id}/scim-configuration", nil, 400,
                .refusal(
                    400, "The connection's strategy does not support this operation.",
                    code: "operation_not_supported")),
            .get("/connections/con_x/scim-configuration/default-mapping", 404),
        ])
    }
}
