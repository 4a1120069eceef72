import Contract
import ExtensionsAPI
import ManagementClient
import TestKit
import Testing

@Suite struct RulesConfigsTests {
    @Test func valuesAreNotToldAgain() async throws {
        try await eachEngine { tenant in
            try await tenant.run([
                .put(
                    "/rules-configs/MAIL_KEY", ["value": "tell-nobody"], 200,
                    ["key": "MAIL_KEY", "value": "tell-nobody"]),
                .put("/rules-configs/a@b+c:d", ["value": ""], 200),
                .put("/rules-configs/MAIL_KEY", ["value": "tell-no-one"], 200, ["value": "tell-no-one"]),
                .get("/rules-configs", 200, [["key": "MAIL_KEY"], ["key": "a@b+c:d"]], lacking: ["0.value"]),
                .delete("/rules-configs/a@b+c:d", 204), .delete("/rules-configs/a@b+c:d", 204),
                .get("/rules-configs", 200, [["key": "MAIL_KEY"]]),
                .put("/rules-configs/a%20b", ["value": "x"], 400),
                .put("/rules-configs/a", ["value": 1], 400),
            ])
            let logs = try await tenant.request("GET", "/logs", token: tenant.token)
            #expect(!logs.text.contains("tell-no"))
            let kept: String? = try await tenant.store.read("local") { transaction in
                try transaction.row("SELECT value FROM rules_configs WHERE key = 'MAIL_KEY'")?["value"]
            }
            #expect(kept?.contains("tell-no") == false)
        }
    }
}
