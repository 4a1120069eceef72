import Contract
import TestKit
import Testing

@Suite struct RolePermissionsTests {
    private static let api: JSON = [
        "identifier": "https://notes.example/", "name": "Notes",
        "scopes": [["value": "read:notes", "description": "Read"], ["value": "write:notes"]],
    ]

    private static func selecting(_ names: String...) -> JSON {
        let items: [JSON] = names.map {
            ["resource_server_identifier": "https://notes.example/", "permission_name": .string($0)]
        }
        return ["permissions": .array(items)]
    }

    @Test func addedAndRemoved() async throws {
        let read: JSON = [
            "permission_name": "read:notes", "description": "Read", "resource_server_name": "Notes",
            "resource_server_identifier": "https://notes.example/",
        ]
        try await eachEngine(run: [
            .post("/resource-servers", Self.api, 201),
            .post("/roles", ["name": "editor"], 200, keeping: ["role": "id"]),
            .get("/roles/{role}/permissions", 200, []),
            .post("/roles/{role}/permissions", Self.selecting("read:notes", "write:notes"), 201),
            .post("/roles/{role}/permissions", Self.selecting("read:notes"), 201),
            .get("/roles/{role}/permissions", 200, [read, ["permission_name": "write:notes"]]),
            .get(
                "/roles/{role}/permissions?per_page=1&include_totals=true", 200,
                ["permissions": [read], "start": 0, "limit": 1, "total": 2]),
            .delete("/roles/{role}/permissions", 204, body: Self.selecting("write:notes")),
            .delete("/roles/{role}/permissions", 204, body: Self.selecting("write:notes")),
            .get("/roles/{role}/permissions", 200, [read]),
        ])
    }

    @Test func refused() async throws {
        let unknown = "The permission fly does not exist on the resource server https://notes.example/."
        let none = "'Array is too short (0), minimum 1' on property permissions."
        try await eachEngine(run: [
            .post("/resource-servers", Self.api, 201),
            .post("/roles", ["name": "editor"], 200, keeping: ["role": "id"]),
            .post(
                "/roles/{role}/permissions", Self.selecting("read:notes", "fly"), 404,
                .refusal(404, unknown, code: "inexistent_permission")),
            .get("/roles/{role}/permissions", 200, []),
            .post("/roles/rol_x/permissions", Self.selecting("read:notes"), 404),
            .get("/roles/rol_x/permissions", 404),
            .post(
                "/roles/{role}/permissions", ["permissions": []], 400, .invalidBody("Payload validation error: \(none)")
            ),
        ])
    }

    @Test func goWithTheScopeAndWithTheAPI() async throws {
        try await eachEngine(run: [
            .post("/resource-servers", Self.api, 201, keeping: ["api": "id"]),
            .post("/roles", ["name": "editor"], 200, keeping: ["role": "id"]),
            .post("/roles/{role}/permissions", Self.selecting("read:notes", "write:notes"), 201),
            .patch("/resource-servers/{api}", ["scopes": [["value": "read:notes"], ["value": "share:notes"]]], 200),
            .get("/roles/{role}/permissions", 200, [["permission_name": "read:notes"]]),
            .delete("/resource-servers/{api}", 204),
            .get("/roles/{role}/permissions", 200, []),
        ])
    }
}
