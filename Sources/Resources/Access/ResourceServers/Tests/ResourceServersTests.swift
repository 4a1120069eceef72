import AccessAPI
import Contract
import ManagementClient
import TestKit
import Testing

@Suite struct ResourceServersTests {
    @Test func lifeOfAnAPI() async throws {
        let scopes: JSON = [["value": "read:notes", "description": "Read"], ["value": "write:notes"]]
        try await eachEngine(run: [
            .post(
                "/resource-servers", ["identifier": "https://notes.example/", "name": "Notes", "scopes": scopes], 201,
                [
                    "id": "~^[0-9a-f]{24}$", "identifier": "https://notes.example/", "name": "Notes", "scopes": scopes,
                    "signing_alg": "RS256", "token_lifetime": 86_400, "token_lifetime_for_web": 7_200,
                    "allow_offline_access": false, "skip_consent_for_verifiable_first_party_clients": false,
                ], keeping: ["api": "id"], lacking: ["signing_secret", "is_system"]),
            .get("/resource-servers/{api}", 200, ["identifier": "https://notes.example/"]),
            .get("/resource-servers/https%3A%2F%2Fnotes.example%2F", 200, ["id": "{api}"]),
            .patch(
                "/resource-servers/{api}", ["token_lifetime": 60, "scopes": [["value": "write:notes"]]], 200,
                ["token_lifetime": 60, "token_lifetime_for_web": 60, "scopes": [["value": "write:notes"]]]),
            .patch(
                "/resource-servers/{api}", ["signing_alg": "HS256"], 200,
                ["signing_alg": "HS256", "signing_secret": "~^[A-Za-z0-9]{32}$"]),
            .patch("/resource-servers/{api}", ["signing_alg": "RS256"], 200, lacking: ["signing_secret"]),
            .get("/resource-servers?identifiers=https://notes.example/", 200, [["id": "{api}"]]),
            .delete("/resource-servers/{api}", 204),
            .delete("/resource-servers/{api}", 204),
            .get("/resource-servers/{api}", 404, ["errorCode": "inexistent_resource_server"]),
        ])
    }

    @Test func refused() async throws {
        let lifetime = "on property token_lifetime (Seconds that tokens are good for)."
        let exists = "A resource server with identifier \"urn:a\" already exists."
        try await eachEngine(run: [
            .post("/resource-servers", ["identifier": "urn:a"], 201, ["name": "urn:a"], keeping: ["api": "id"]),
            .post(
                "/resource-servers", ["identifier": "urn:a"], 409, .refusal(409, exists, code: "resource_server_exists")
            ),
            .post(
                "/resource-servers", ["identifier": "urn:b", "scopes": [["value": "a"], ["value": "a"]]], 400,
                .invalidBody("Scopes must have unique values")),
            .post(
                "/resource-servers", ["identifier": "urn:b", "scopes": [["value": ""]]], 400,
                .invalidBody(
                    """
                    Payload validation error: 'String is too short (0 chars), minimum 1' on property scopes[0].value \
                    (Value of this scope).
                    """)),
            .post(
                "/resource-servers", ["identifier": "urn:b", "signing_alg": "none"], 400,
                .invalidBody("Payload validation error: 'No enum match for: none' on property signing_alg.")),
            .post(
                "/resource-servers", ["identifier": "urn:b", "token_lifetime": 2_592_001], 400,
                .invalidBody("Payload validation error: 'Value 2592001 is greater than maximum 2592000' \(lifetime)")),
            .post(
                "/resource-servers", ["identifier": "urn:b", "name": "<b>"], 400,
                .invalidBody(
                    """
                    Payload validation error: 'String does not match pattern ^[^<>]+$: <b>' on property name (Name of the \
                    API, without < and >).
                    """)),
            .patch(
                "/resource-servers/{api}", ["identifier": "urn:c"], 400,
                .invalidBody("Payload validation error: 'Additional properties not allowed: identifier'.")),
            .get("/resource-servers", 403, ["errorCode": "insufficient_scope"], by: .scopes(["read:clients"])),
            .get("/resource-servers", 401, by: .nobody),
        ])
    }

    @Test func theTenantsOwn() async throws {
        let own = "http%3A%2F%2Flocalhost%3A3000%2Fapi%2Fv2%2F"
        try await eachEngine(run: [
            .get(
                "/resource-servers/\(own)", 200,
                ["identifier": "http://localhost:3000/api/v2/", "is_system": true, "name": "Auth0 Management API"]),
            .delete("/resource-servers/\(own)", 400, ["errorCode": "system_api"]),
            .patch("/resource-servers/\(own)", ["scopes": []], 400, ["errorCode": "system_api"]),
            .patch("/resource-servers/\(own)", ["token_lifetime": 600], 200, ["token_lifetime": 600]),
        ])
    }

    @Test func pages() async throws {
        try await eachEngine { tenant in
            let apis = tenant.client.resourceServers
            for number in 0..<5 {
                _ = try await apis.create(ResourceServerDraft(identifier: "urn:\(number)"))
                tenant.clock.advance(.seconds(1))
            }
            var identifiers: [String?] = []
            for try await api in apis.list.all(ResourceServerFilter(perPage: 2)) { identifiers.append(api.identifier) }
            #expect(identifiers == ["http://localhost:3000/api/v2/"] + (0..<5).map { "urn:\($0)" })
            let page = try await apis.list(ResourceServerFilter(page: 1, perPage: 4, includeTotals: true))
            #expect([page.start, page.limit, page.total, page.items.count] == [4, 4, 6, 2])
        }
    }
}
