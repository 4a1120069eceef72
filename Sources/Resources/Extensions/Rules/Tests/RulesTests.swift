import Contract
import ExtensionsAPI
import ManagementClient
import TestKit
import Testing

@Suite struct RulesTests {
    private static let script = "function (user, context, callback) { callback(null, user, context); }"

    @Test func lifeOfARule() async throws {
        try await eachEngine { tenant in
            let rules = tenant.client.rules
            let rule = try await rules.create(RuleDraft(name: "first", script: Self.script))
            let id = try #require(rule.id)
            #expect(rule.order == 1 && rule.enabled == true && rule.stage == "login_success")
            #expect(try await rules.get(id) == rule)
            let changed = try await rules.update(id, Patch { $0.enabled = false })
            #expect(changed.name == "first" && changed.script == Self.script && changed.enabled == false)
            #expect(try await rules.list().items == [changed])
            try await rules.delete(id)
            try await rules.delete(id)
            #expect(
                try await refusal { try await rules.get(id) } == "404 The rule does not exist (inexistent_rule)")
        }
    }

    @Test func order() async throws {
        let taken: JSON = .refusal(409, "A rule with the same order already exists", code: "rule_conflict")
        try await eachEngine(run: [
            .post("/rules", ["name": "b", "script": "b"], 201, ["order": 1], keeping: ["b": "id"]),
            .post("/rules", ["name": "a", "script": "a"], 201, ["order": 2], keeping: ["a": "id"]),
            .post("/rules", ["name": "c", "script": "c", "order": 2], 409, taken),
            .post("/rules", ["name": "c", "script": "c", "order": 9], 201, ["order": 9]),
            .post("/rules", ["name": "d", "script": "d", "enabled": false], 201, ["order": 10]),
            .patch("/rules/{a}", ["order": 1], 409, taken),
            .patch("/rules/{a}", ["order": 0], 200, ["order": 0]),
            .get(
                "/rules?fields=name&per_page=3&include_totals=true", 200,
                ["total": 4, "start": 0, "limit": 3, "rules": [["name": "a"], ["name": "b"], ["name": "c"]]],
                lacking: ["rules.0.id"]),
            .get("/rules?enabled=false", 200, [["name": "d"]]),
            .get("/rules/{b}?fields=script,id&include_fields=false", 200, ["name": "b"], lacking: ["id", "script"]),
        ])
    }

    @Test func whatDoesNotFit() async throws {
        let pattern = "^[a-zA-Z0-9]([ \\-a-zA-Z0-9]*[a-zA-Z0-9])?$"
        try await eachEngine(run: [
            .post("/rules", ["name": "a", "script": "a"], 201, keeping: ["a": "id"]),
            .post("/rules", ["name": "b", "script": "b"], 201, keeping: ["b": "id"]),
            .patch(
                "/rules/{b}", ["name": "a"], 409,
                .refusal(409, "A rule with the same name already exists", code: "rule_conflict")),
            .post(
                "/rules", ["name": "-a", "script": "a"], 400,
                .invalidBody(
                    "Payload validation error: 'String does not match pattern \(pattern): -a' on property name.")),
            .post(
                "/rules", ["name": "c", "script": ""], 400,
                .invalidBody(
                    "Payload validation error: 'String is too short (0 chars), minimum 1' on property script.")),
            .patch(
                "/rules/{a}", [:], 400,
                .invalidBody("Payload validation error: 'Too few properties defined (0), minimum 1'.")),
            .post("/rules", ["name": "last", "script": "a", "order": 2_147_483_647], 201),
            .post("/rules", ["name": "behind it", "script": "a"], 201, ["order": 2_147_483_648]),
            .post("/rules", ["name": "too far", "script": "a", "order": 2_147_483_648], 400),
            .get("/rules?fields=nonsense", 400),
            .get("/rules/nonsense", 400),
        ])
    }
}
