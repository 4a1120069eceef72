import ApplicationsAPI
import Contract
import ManagementClient
import TestKit
import Testing

@Suite struct ConnectionsTests {
    private static let missing: JSON = .refusal(
        404, "The connection does not exist", code: "inexistent_connection")

    @Test func lifeOfAConnection() async throws {
        try await eachEngine { tenant in
            let connections = tenant.client.connections
            let made = try await connections.create(ConnectionDraft(name: "staff", strategy: .auth0))
            let id = try #require(made.id)
            #expect(id.value.hasPrefix("con_") && id.value.count == 20)
            #expect(made.realms == ["staff"] && made.enabledClients == [] && made.isDomainConnection == false)
            #expect(made.authentication?.active == true && made.connectedAccounts?.active == false)
            let renamed = try await connections.update(id, Patch { $0.displayName = "Staff" })
            #expect(renamed.displayName == "Staff" && renamed.options == made.options)
            let deletion = try await connections.delete(id)
            #expect(deletion.deletedAt == tenant.clock.now)
            let gone = try await refusal { try await connections.get(id) }
            #expect(gone == "404 The connection does not exist (inexistent_connection)")
        }
    }

    @Test func deletedTwice() async throws {
        try await eachEngine(run: [
            .post("/connections", ["name": "staff", "strategy": "auth0"], 201, keeping: ["id": "id"]),
            .delete("/connections/{id}", 202, ["deleted_at": "~^\\d{4}-"]),
            .delete("/connections/{id}", 204),
            .get("/connections/{id}", 404, Self.missing),
            .patch("/connections/{id}", ["display_name": "x"], 404, Self.missing),
        ])
    }

    @Test func aTenantIsBornWithADatabase() async throws {
        let options: JSON = [
            "passwordPolicy": "good", "brute_force_protection": true, "strategy_version": 2,
            "mfa": ["active": true, "return_enroll_settings": true],
        ]
        try await eachEngine(run: [
            .get(
                "/connections", 200,
                [["name": "Username-Password-Authentication", "strategy": "auth0", "options": options]],
                lacking: ["0.options.requires_username"])
        ])
    }

    @Test func names() async throws {
        let taken: JSON = .refusal(
            409, "A connection with the same name already exists", code: "connection_conflict")
        let tooLong = String(repeating: "a", count: 129)
        let meaning = "on property name (Name of the connection: letters, digits, and single dashes between them)."
        let pattern = "^[a-zA-Z0-9](-[a-zA-Z0-9]|[a-zA-Z0-9])*$"
        try await eachEngine(run: [
            .post("/connections", ["name": "staff", "strategy": "auth0"], 201, keeping: ["id": "id"]),
            .post("/connections", ["name": "staff", "strategy": "samlp"], 409, taken),
            .post(
                "/connections", ["name": "a--b", "strategy": "auth0"], 400,
                .invalidBody("Payload validation error: 'String does not match pattern \(pattern): a--b' \(meaning)")),
            .post(
                "/connections", ["name": .string(tooLong), "strategy": "auth0"], 400,
                .invalidBody("Payload validation error: 'String is too long (129 chars), maximum 128' \(meaning)")),
            .patch(
                "/connections/{id}", ["name": "other"], 400,
                .invalidBody("Payload validation error: 'Additional properties not allowed: name'.")),
        ])
    }

    @Test func bodiesThatDoNotFit() async throws {
        try await eachEngine(run: [
            .post(
                "/connections", ["name": "x"], 400,
                .invalidBody("Payload validation error: 'Missing required property: strategy'.")),
            .post(
                "/connections", ["name": "x", "strategy": "pigeon"], 400,
                .invalidBody(
                    "Payload validation error: 'No enum match for: pigeon' on property strategy (Kind of source).")),
            .post(
                "/connections", ["name": "x", "strategy": "auth0", "colour": "red"], 400,
                .invalidBody("Payload validation error: 'Additional properties not allowed: colour'.")),
            .post("/connections", ["name": "x", "strategy": "auth0"], 201, keeping: ["id": "id"]),
            .patch(
                "/connections/{id}", [:], 400,
                .invalidBody("Payload validation error: 'Too few properties defined (0), minimum 1'.")),
        ])
    }

    @Test func metadata() async throws {
        let many: JSON = .object(JSONObject(uniqueKeysWithValues: (0..<11).map { ("m\($0)", "x") }))
        let meaning = "on property metadata (Up to ten texts of up to 255 characters)."
        try await eachEngine(run: [
            .post(
                "/connections", ["name": "x", "strategy": "auth0", "metadata": ["a": "1", "b": .null]], 201,
                ["metadata": ["a": "1"]], keeping: ["id": "id"], lacking: ["metadata.b"]),
            .patch("/connections/{id}", ["metadata": ["c": "2"]], 200, ["metadata": ["c": "2"]]),
            .patch(
                "/connections/{id}", ["metadata": many], 400,
                .invalidBody("Payload validation error: 'Too many properties defined (11), maximum 10' \(meaning)")),
        ])
    }

    @Test func whoMay() async throws {
        let insufficient: JSON = .refusal(
            403, "Insufficient scope, expected any of: create:connections", code: "insufficient_scope")
        try await eachEngine(run: [
            .post(
                "/connections", ["name": "x", "strategy": "auth0"], 403, insufficient,
                by: .scopes(["read:connections"])),
            .get("/connections", 401, by: .nobody),
        ])
    }
}
