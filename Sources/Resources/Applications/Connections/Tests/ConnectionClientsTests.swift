import Contract
import TestKit
import Testing

@Suite struct ConnectionClientsTests {
    private static let application: Scenario = .post(
        "/clients", ["name": "Shop"], 201, keeping: ["client": "client_id"])

    @Test func enabledWithTheConnection() async throws {
        try await eachEngine(run: [
            Self.application,
            .post(
                "/connections", ["name": "x", "strategy": "auth0", "enabled_clients": ["{client}", "nobody"]], 201,
                keeping: ["id": "id"]),
            .get("/connections/{id}", 200, ["enabled_clients": ["{client}"]]),
            .patch("/connections/{id}", ["display_name": "X"], 200, ["enabled_clients": ["{client}"]]),
            .patch("/connections/{id}", ["enabled_clients": .null], 200, ["enabled_clients": []]),
            .get("/connections/{id}/clients", 200, ["clients": []]),
        ])
    }

    @Test func enabledOneByOne() async throws {
        try await eachEngine(run: [
            Self.application,
            .post("/connections", ["name": "x", "strategy": "auth0"], 201, keeping: ["id": "id"]),
            .patch("/connections/{id}/clients", [["client_id": "{client}", "status": true]], 204),
            .patch("/connections/{id}/clients", [["client_id": "{client}", "status": true]], 204),
            .get("/connections/{id}/clients?take=1", 200, ["clients": [["client_id": "{client}"]]], lacking: ["next"]),
            .patch("/connections/{id}/clients", [["client_id": "{client}", "status": false]], 204),
            .get("/connections/{id}/clients", 200, ["clients": []]),
        ])
    }

    @Test func refused() async throws {
        let unknown: JSON = .refusal(404, "The client does not exist", code: "inexistent_client")
        try await eachEngine(run: [
            .post("/connections", ["name": "x", "strategy": "auth0"], 201, keeping: ["id": "id"]),
            .patch("/connections/{id}/clients", [["client_id": "nobody", "status": true]], 404, unknown),
            .patch(
                "/connections/{id}/clients", [], 400,
                .invalidBody("Payload validation error: 'Array is too short (0), minimum 1'.")),
            .patch("/connections/{id}/clients", [["client_id": "nobody"]], 400),
            .get("/connections/con_x/clients", 404),
        ])
    }

    @Test func goWithTheApplication() async throws {
        try await eachEngine(run: [
            Self.application,
            .post(
                "/connections", ["name": "x", "strategy": "auth0", "enabled_clients": ["{client}"]], 201,
                keeping: ["id": "id"]),
            .delete("/clients/{client}", 204),
            .get("/connections/{id}", 200, ["enabled_clients": []]),
        ])
    }
}
