import Contract
import ManagementClient
import OrchestrationAPI
import Storage
import Testing
import TestKit

@Suite struct FlowVaultTests {
    private static let root = "/flows/vault/connections"

    @Test func connectionsAreMadeChangedAndDeleted() async throws {
        let basic: JSON = ["type": "BASIC_AUTH", "username": "u", "password": "hush-hush"]
        try await eachEngine(run: [
            .post(
                Self.root, ["app_id": "HTTP", "name": "b"], 200,
                [
                    "id": "~^ac_[A-Za-z0-9]{22}$", "ready": false, "refreshed_at": .null,
                    "fingerprint": "~^[0-9a-f]{32}$",
                ], keeping: ["id": "id", "fingerprint": "fingerprint"]),
            .post(
                Self.root, ["app_id": "HTTP", "name": "a", "setup": basic], 200, ["ready": true], lacking: ["setup"]),
            .get(
                Self.root, 200, [["name": "a"], ["name": "b", "fingerprint": "{fingerprint}"]], lacking: ["0.setup"]),
            .patch(Self.root + "/{id}", ["setup": basic], 200, ["ready": true, "name": "b"], lacking: ["setup"]),
            .patch(Self.root + "/{id}", ["name": "c"], 200, ["ready": true, "name": "c"]),
            .get(Self.root + "/{id}", 200, ["name": "c"], lacking: ["setup", "refreshed_at"]),
            .patch(Self.root + "/{id}", ["app_id": "SLACK"], 400),
            .delete(Self.root + "/{id}", 204),
            .delete(Self.root + "/{id}", 404, .refusal(404, "Connection not found")),
            .get(Self.root + "/{id}", 404), .patch(Self.root + "/{id}", ["name": "x"], 404),
        ])
    }

    @Test func setupsAreTheApplicationsOwn() async throws {
        let token: JSON = ["type": "TOKEN", "token": "t"]
        let wrong = JSON.invalidBody(
            "Payload validation error: 'Data does not match any schemas from 'anyOf'' on property setup.")
        try await eachEngine(run: [
            .post(Self.root, ["app_id": "TELEGRAM", "name": "t", "setup": token], 200, ["ready": true]),
            .post(Self.root, ["app_id": "TELEGRAM", "name": "t"], 200, ["ready": false], keeping: ["id": "id"]),
            .post(Self.root, ["app_id": "SLACK", "name": "s", "setup": token], 400, wrong),
            .patch(Self.root + "/{id}", ["setup": ["type": "WEBHOOK", "url": "https://example.com"]], 400, wrong),
            .post(
                Self.root, ["app_id": "SLACK", "name": "s", "setup": ["type": "OAUTH_CODE", "code": "c"]], 200,
                ["ready": false]),
            .post(Self.root, ["app_id": "PIGEON", "name": "p"], 400),
        ])
    }

    @Test func setupsAreNeitherToldNorReadable() async throws {
        try await eachEngine { tenant in
            let draft = VaultConnectionDraft(
                .http, name: "h", setup: ["type": "BEARER", "token": "hush-hush"])
            let made = try await tenant.client.flowVault.create(draft)
            _ = try await tenant.client.flowVault.update(
                made.id, Patch { $0.setup = ["type": "BEARER", "token": "hush-again"] })
            let logs = try await tenant.request("GET", "/logs", token: tenant.token)
            #expect(logs.text.contains("BEARER") && !logs.text.contains("hush"))
            let setup = try await tenant.store.read("local") { transaction in
                let stored: Sealed? = try transaction.row("SELECT setup FROM vault_connections")?["setup"]
                return try stored.map { (sealed: $0.text, opened: try transaction.open($0)) }
            }
            #expect(setup?.sealed.contains("hush") == false)
            #expect(setup?.opened.contains("hush-again") == true)
        }
    }
}
