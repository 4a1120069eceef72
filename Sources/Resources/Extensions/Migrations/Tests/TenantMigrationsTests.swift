import Contract
import ExtensionsAPI
import TestKit
import Testing

@Suite struct TenantMigrationsTests {
    @Test func flagsAreMerged() async throws {
        try await eachEngine(run: [
            .get("/migrations", 200, ["flags": [:]]),
            .patch("/migrations", ["flags": ["a": true, "b": true]], 200, ["flags": ["a": true, "b": true]]),
            .patch("/migrations", ["flags": ["b": false]], 200, ["flags": ["a": true, "b": false]]),
            .get("/migrations", 200, ["flags": ["a": true, "b": false]]),
            .patch("/migrations", ["flags": ["b": "no"]], 400),
            .patch("/migrations", [:], 400),
            .patch("/migrations", ["flags": [:]], 403, by: .scopes(["read:tenant_settings"])),
        ])
    }
}
