import Contract
import ExtensionsAPI
import ManagementClient
import TestKit
import Testing

@testable import Extensions

@Suite struct HooksTests {
    @Test func lifeOfAHook() async throws {
        try await eachEngine { tenant in
            let hooks = tenant.client.hooks
            let draft = HookDraft(
                name: "my-hook7", script: "x", triggerID: .preUserRegistration, dependencies: ["bcrypt": "3.0.6"])
            let hook = try await hooks.create(draft)
            #expect(hook.id.value.count == 26 && hook.name == "my-hook-7" && !hook.enabled)
            #expect(try await hooks.get(hook.id) == hook)
            let changed = try await hooks.update(hook.id, Patch { $0.dependencies = [:] })
            #expect(changed.dependencies == [:] && changed.script == "x")
            try await hooks.delete(hook.id)
            try await hooks.delete(hook.id)
            #expect(
                try await refusal { try await hooks.get(hook.id) } == "404 The hook does not exist (inexistent_hook)")
        }
    }

    @Test func oneOfATriggerRuns() async throws {
        let trigger: JSON = "credentials-exchange"
        try await eachEngine(run: [
            .post(
                "/hooks", ["name": "a", "script": "x", "triggerId": trigger, "enabled": true], 201, keeping: ["a": "id"]
            ),
            .post("/hooks", ["name": "b", "script": "x", "triggerId": "post-change-password", "enabled": true], 201),
            .post(
                "/hooks", ["name": "c", "script": "x", "triggerId": trigger], 201, ["enabled": false],
                keeping: ["c": "id"]),
            .patch("/hooks/{c}", ["enabled": true], 200, ["enabled": true]),
            .get("/hooks/{a}", 200, ["enabled": false]),
            .get("/hooks?enabled=true&fields=name", 200, [["name": "b"], ["name": "c"]], lacking: ["0.id"]),
            .get("/hooks?triggerId=credentials-exchange&include_totals=true", 200, ["total": 2, "start": 0]),
            .patch(
                "/hooks/{c}", ["name": "A"], 409,
                .refusal(409, "A hook with the same name already exists", code: "hook_conflict")),
            .patch("/hooks/{c}", ["triggerId": "post-change-password"], 400),
        ])
    }

    @Test func oneOfATriggerRunsWhoeverComesFirst() async throws {
        try await eachEngine { tenant in
            let hooks = tenant.client.hooks
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<8 {
                    group.addTask {
                        let draft = HookDraft(
                            name: "h \(number)", script: "x", triggerID: .postChangePassword, enabled: true)
                        _ = try await hooks.create(draft)
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await hooks.list().items.count == 8)
            #expect(try await hooks.list(HookFilter(enabled: true)).items.count == 1)
        }
    }

    @Test func secretsAreNotTold() async throws {
        try await eachEngine { tenant in
            try await tenant.run([
                .post(
                    "/hooks", ["name": "a", "script": "x", "triggerId": "send-phone-message"], 201, keeping: ["a": "id"]
                ),
                .get("/hooks/{a}/secrets", 200, [:]),
                .post("/hooks/{a}/secrets", ["ONE": "tell-nobody", "TWO": "tell-nobody"], 201, [:]),
                .get("/hooks/{a}/secrets", 200, ["ONE": "_VALUE_NOT_SHOWN_", "TWO": "_VALUE_NOT_SHOWN_"]),
                .post("/hooks/{a}/secrets", ["TWO": "x", "THREE": "x"], 409),
                .patch("/hooks/{a}/secrets", ["TWO": "tell-no-one", "THREE": "x"], 404),
                .patch("/hooks/{a}/secrets", ["TWO": "tell-no-one"], 201, [:]),
                .delete("/hooks/{a}/secrets", 204, body: ["ONE", "FOUR"]),
                .get("/hooks/{a}/secrets", 200, ["TWO": "_VALUE_NOT_SHOWN_"], lacking: ["ONE", "THREE"]),
                .post("/hooks/{a}/secrets", [:], 400), .patch("/hooks/{a}/secrets", [:], 400),
                .post("/hooks/{a}/secrets", ["a\u{0}b": "x"], 400), .get("/hooks/{a}/secrets", 200, [:]),
                .post("/hooks/{a}/secrets", .object(Self.many(20)), 400),
                .post("/hooks/{a}/secrets", .object(Self.many(19)), 201),
                .delete("/hooks/{a}", 204), .get("/hooks/{a}/secrets", 404),
            ])
            let logs = try await tenant.request("GET", "/logs", token: tenant.token)
            #expect(!logs.text.contains("tell-no") && logs.text.contains("*****"))
            let kept = try await tenant.store.read("local") { try $0.rows("SELECT 1 AS one FROM hook_secrets") }
            #expect(kept.isEmpty)
        }
    }

    private static func many(_ count: Int) -> JSONObject {
        var secrets: JSONObject = [:]
        for number in 0..<count { secrets["S\(number)"] = "x" }
        return secrets
    }

    @Test(arguments: [
        ("test-hook520", "test-hook-520"), ("My Hook", "my-hook"), ("myHTTPHook", "my-http-hook"), ("a--b", "a-b"),
        ("a1b2", "a-1-b-2"), ("already-kebab", "already-kebab"), ("ABC", "abc"), ("é", "é"), ("", ""),
    ])
    func names(_ name: String, _ kept: String) { #expect(name.kebabCased == kept) }
}
