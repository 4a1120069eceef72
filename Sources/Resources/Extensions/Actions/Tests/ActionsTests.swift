import Contract
import ExtensionsAPI
import ManagementClient
import TestKit
import Testing

@Suite struct ActionsTests {
    static let login: JSON = [["id": "post-login", "version": "v3"]]

    static func draft(_ name: String, deploy: Bool = false) -> JSON {
        ["name": .string(name), "supported_triggers": login, "code": "a", "deploy": .bool(deploy)]
    }

    @Test func lifeOfAnAction() async throws {
        try await eachEngine { tenant in
            let actions = tenant.client.actions
            let draft = ActionDraft(
                name: "greet", supportedTriggers: [ActionTrigger(.postLogin)], code: "a",
                dependencies: [ActionDependency(name: "lodash", version: "4.0.0")],
                secrets: [ActionSecretDraft(name: "KEY", value: "v")])
            let made = try await actions.create(draft)
            let page = "https://www.npmjs.com/package/lodash"
            #expect(
                made.status == .pending && made.dependencies?.first?.registryURL == page && !made.allChangesDeployed)
            #expect(made.supportedTriggers == [ActionTrigger(.postLogin, version: "v3")] && made.runtime == "node16")
            let building = try await actions.get(made.id)
            #expect(building.status == .building && building.dependencies?.first?.registryURL == page)
            try await tenant.work()
            let built = try await actions.get(made.id)
            #expect(built.status == .built && built.dependencies?.first?.registryURL == nil)
            #expect(built.deployedVersion == nil && built.currentVersion == nil)
            let version = try await actions.deploy(made.id)
            #expect(version.number == 1 && version.status == .built && !version.deployed && version.builtAt == nil)
            let deployed = try await actions.get(made.id)
            #expect(deployed.allChangesDeployed && deployed.deployedVersion?.id == version.id)
            #expect(deployed.currentVersion?.status == "BUILT" && deployed.deployedVersion?.deployed == true)
            let changed = try await actions.update(made.id, Patch { $0.code = "b" })
            #expect(!changed.allChangesDeployed && changed.code == "b" && changed.deployedVersion?.code == "a")
            #expect(changed.status == .pending && changed.deployedVersion?.status == .built)
            try await actions.delete(made.id)
            #expect(try await refusal { try await actions.get(made.id) } == "404 That action does not exist.")
            #expect(try await refusal { try await actions.delete(made.id) } == "404 That action does not exist.")
        }
    }

    @Test func versions() async throws {
        try await eachEngine { tenant in
            let actions = tenant.client.actions
            let action = try await actions.create(
                ActionDraft(name: "a", supportedTriggers: [ActionTrigger(.postLogin)], code: "1", deploy: true))
            #expect(action.allChangesDeployed && action.deployedVersion?.number == 1)
            #expect(action.deployedVersion?.status == .pending && action.currentVersion?.status == "PENDING")
            _ = try await actions.update(action.id, Patch { $0.code = "2" })
            let second = try await actions.deploy(action.id)
            _ = try await actions.update(action.id, Patch { $0.code = "3" })
            let first = try #require(action.deployedVersion?.id)
            let third = try await actions.rollBack(action.id, first, ActionRollback())
            #expect(third.number == 3 && third.code == "1")
            var now = try await actions.get(action.id)
            #expect(now.code == "3" && now.deployedVersion?.code == "1" && !now.allChangesDeployed)
            _ = try await actions.rollBack(action.id, second.id, ActionRollback(updatesDraft: true))
            now = try await actions.get(action.id)
            #expect(now.code == "2" && now.deployedVersion?.number == 4 && now.allChangesDeployed)
            let listed = try await actions.versions(action.id, CountedPageQuery(perPage: 2))
            #expect(listed.items.map(\.number) == [4, 3] && listed.total == 4 && listed.items[0].deployed)
            #expect(try await actions.version(action.id, first).deployed == false)
            let other = try await actions.create(
                ActionDraft(name: "b", supportedTriggers: [ActionTrigger(.postLogin)], deploy: true))
            let foreign = try await refusal { try await actions.version(other.id, first) }
            #expect(foreign == "404 That action version does not exist.")
            let empty = try await tenant.request(
                "POST", "/actions/actions/\(action.id)/versions/\(first)/deploy", token: tenant.token)
            #expect(empty.status == 202 && empty.json["number"] == 5)
        }
    }

    @Test func secrets() async throws {
        let secrets: JSON = [["name": "A", "value": "tell-nobody"], ["name": "B", "value": "tell-nobody"]]
        try await eachEngine { tenant in
            try await tenant.run([
                .post(
                    "/actions/actions", ["name": "a", "supported_triggers": Self.login, "secrets": secrets], 201,
                    keeping: ["a": "id", "made": "secrets.0.updated_at"])
            ])
            tenant.clock.advance(.seconds(1))
            try await tenant.run([
                .get("/actions/actions?actionName=a", 200, keeping: ["a": "actions.0.id"]),
                .get("/actions/actions?actionName=a", 200, ["actions": [["secrets": [["name": "A"], ["name": "B"]]]]]),
                .get("/actions/actions?actionName=a", 200, lacking: ["actions.0.secrets.0.value"]),
                .get(
                    "/actions/actions?actionName=a", 200, keeping: ["a": "actions.0.id", "old": "actions.0.created_at"]),
                .patch(
                    "/actions/actions/{a}", ["secrets": [["name": "B"], ["name": "C", "value": "tell-no-one"]]], 200,
                    ["secrets": [["name": "B", "updated_at": "{old}"], ["name": "C", "updated_at": "~01.000Z$"]]]),
                .patch("/actions/actions/{a}", ["secrets": [["name": "D"]]], 400),
                .patch("/actions/actions/{a}", ["secrets": [["name": "B"], ["name": "B"]]], 400),
                .post("/actions/actions/{a}/deploy", nil, 200, ["secrets": [["name": "B"], ["name": "C"]]]),
            ])
            let logs = try await tenant.request("GET", "/logs", token: tenant.token)
            #expect(!logs.text.contains("tell-no"))
            let kept = try await tenant.store.read("local") { transaction in
                let rows =
                    try transaction.rows("SELECT secrets FROM actions")
                    + transaction.rows("SELECT secrets FROM action_versions")
                return try rows.map { try $0["secrets"] as String }
            }
            #expect(kept.count == 2 && kept.allSatisfy { !$0.contains("tell-no") && $0.contains("\"C\"") })
        }
    }

    @Test func lists() async throws {
        try await eachEngine(run: [
            .post("/actions/actions", Self.draft("a"), 201),
            .post("/actions/actions", Self.draft("b", deploy: true), 201),
            .post(
                "/actions/actions", ["name": "c", "supported_triggers": [["id": "post-change-password"]]], 201,
                keeping: ["c": "id"]),
            .get("/actions/actions?triggerId=post-login", 200, ["total": 2, "per_page": 50], lacking: ["page"]),
            .get("/actions/actions?deployed=true", 200, ["actions": [["name": "b"]], "total": 1]),
            .get("/actions/actions?deployed=false&per_page=1&page=1", 200, ["actions": [["name": "c"]], "page": 1]),
            .get("/actions/actions?installed=true", 200, ["actions": [], "total": 0]),
            .patch("/actions/actions/{c}", ["supported_triggers": Self.login], 200),
            .get("/actions/actions?triggerId=post-change-password", 200, ["total": 0]),
            .get("/actions/actions?triggerId=nonsense", 400),
        ])
    }

    @Test func whatDoesNotFit() async throws {
        try await eachEngine(run: [
            .post("/actions/actions", Self.draft("a"), 201, keeping: ["a": "id"]),
            .post("/actions/actions", Self.draft("a"), 409),
            .post("/actions/actions", Self.draft("b"), 201, keeping: ["b": "id"]),
            .patch("/actions/actions/{b}", ["name": "a"], 409),
            .patch("/actions/actions/{b}", ["deploy": true], 400),
            .post("/actions/actions", ["name": "c", "supported_triggers": []], 400),
            .post(
                "/actions/actions", ["name": "c", "supported_triggers": [["id": "post-login", "version": "v9"]]], 400),
            .post(
                "/actions/actions",
                ["name": "c", "supported_triggers": [["id": "post-login", "version": "v1"]], "runtime": "node16"], 400,
                .refusal(400, "runtime is not supported")),
            .patch("/actions/actions/{b}", ["runtime": "node22"], 200, ["runtime": "node22"]),
            .get("/actions/executions/abc", 404, .refusal(404, "That execution does not exist.")),
        ])
    }

    @Test func bindings() async throws {
        let path = "/actions/triggers/post-login/bindings"
        let refused = "Trying to create a binding for an action that has not been deployed yet"
        try await eachEngine(run: [
            .post("/actions/actions", Self.draft("a", deploy: true), 201, keeping: ["a": "id"]),
            .post("/actions/actions", Self.draft("b", deploy: true), 201, keeping: ["b": "id"]),
            .post("/actions/actions", Self.draft("c"), 201, keeping: ["c": "id"]),
            .patch(path, ["bindings": [["ref": ["type": "action_id", "value": "{c}"]]]], 400, .refusal(400, refused)),
            .patch(
                path,
                [
                    "bindings": [
                        ["ref": ["type": "action_name", "value": "b"]],
                        ["ref": ["type": "action_id", "value": "{a}"], "display_name": "A!"],
                    ]
                ],
                200, ["bindings": [["display_name": "b"], ["display_name": "A!"]]],
                keeping: ["binding": "bindings.1.id"]),
            .patch(
                path, ["bindings": [["ref": ["type": "binding_id", "value": "{binding}"]]]], 200,
                ["bindings": [["id": "{binding}", "display_name": "A!", "trigger_id": "post-login"]]]),
            .patch(path, [:], 200, ["bindings": [["id": "{binding}"]]]),
            .get(
                path, 200,
                ["bindings": [["action": ["id": "{a}", "deployed_version": ["deployed": true]]]], "total": 1]),
            .delete("/actions/actions/{a}", 409, .refusal(409, "Unable to delete an action bound to a trigger.")),
            .delete("/actions/actions/{a}?force=true", 204),
            .get(path, 200, ["bindings": [], "total": 0]),
            .patch(path, ["bindings": [["ref": ["type": "action_name", "value": "a"]]]], 404),
            .patch(
                "/actions/triggers/post-change-password/bindings",
                ["bindings": [["ref": ["type": "action_name", "value": "b"]]]], 400),
            .get(
                "/actions/triggers/custom-token-exchange/bindings", 400,
                .refusal(400, "cannot list action bindings for an entity-bound trigger")),
        ])
    }
}
