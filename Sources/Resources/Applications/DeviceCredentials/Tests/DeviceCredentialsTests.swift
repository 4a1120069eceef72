import Contract
import ManagementClient
import TestKit
import Testing

@Suite struct DeviceCredentialsTests {
    private static func draft(_ client: String, device: String = "550e8400-e29b-41d4-a716-446655440000") -> JSON {
        [
            "device_name": "Phone", "type": "public_key", "value": "ABCD", "device_id": .string(device),
            "client_id": .string(client),
        ]
    }

    @Test func lifeOfACredential() async throws {
        let kept: JSON = [
            "id": "{id}", "device_name": "Phone", "type": "public_key", "client_id": "{client}",
            "device_id": "550e8400-e29b-41d4-a716-446655440000",
        ]
        try await eachEngine(run: [
            .post("/clients", ["name": "Shop"], 201, keeping: ["client": "client_id"]),
            .post("/device-credentials", Self.draft("{client}"), 201, ["id": "~^dcr_\\w{16}$"], keeping: ["id": "id"]),
            .get("/device-credentials", 200, [kept], lacking: ["0.value", "0.user_id"]),
            .get(
                "/device-credentials?fields=id&include_totals=true", 200, ["total": 1],
                lacking: [
                    "device_credentials.0.type"
                ]),
            .get("/device-credentials?client_id=other", 200, []),
            .get("/device-credentials?client_id={client}&type=public_key", 200, [kept]),
            .get("/device-credentials?type=refresh_token", 200, []),
            .get("/device-credentials?fields=value", 400),
            .delete("/device-credentials/{id}", 204, by: .scopes(["delete:current_user_device_credentials"])),
            .get("/device-credentials", 200, [kept]),
            .delete("/device-credentials/{id}", 204),
            .delete("/device-credentials/{id}", 204),
            .delete("/device-credentials/x", 400),
            .get("/device-credentials", 200, []),
        ])
    }

    @Test func goesWithTheApplication() async throws {
        var unnamed = Self.draft("")
        unnamed["client_id"] = nil
        try await eachEngine(run: [
            .post("/clients", ["name": "Shop"], 201, keeping: ["client": "client_id"]),
            .post("/device-credentials", Self.draft("{client}"), 201),
            .post("/device-credentials", Self.draft("unknown"), 201, keeping: ["other": "id"]),
            .delete("/clients/{client}", 204),
            .get("/device-credentials", 200, [["id": "{other}"]]),
            .post("/device-credentials", unnamed, 201),
            .post("/device-credentials", ["device_name": "Phone"], 400),
        ])
    }
}
