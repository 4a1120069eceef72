import Contract
import ExtensionsAPI
import ManagementClient
import TestKit
import Testing

@Suite struct ActionModulesTests {
    @Test func lifeOfAModule() async throws {
        try await eachEngine { tenant in
            let modules = tenant.client.actionModules
            let module = try await modules.create(
                ActionModuleDraft(name: "m", code: "1", secrets: [.init(name: "KEY", value: "tell-nobody")]))
            #expect(!module.allChangesPublished && module.latestVersion == nil && module.secrets.map(\.name) == ["KEY"])
            let first = try await modules.publish(module.id)
            #expect(first.versionNumber == 1 && first.moduleID == module.id && first.code == "1")
            #expect(try await refusal { try await modules.publish(module.id) }.hasPrefix("409"))
            let changed = try await modules.update(module.id, Patch { $0.code = "2" })
            #expect(!changed.allChangesPublished && changed.latestVersion?.code == "1")
            _ = try await modules.publish(module.id)
            let back = try await modules.rollBack(module.id, ActionModuleRollback(moduleVersionID: first.id))
            #expect(back.code == "1" && !back.allChangesPublished && back.latestVersionNumber == 2)
            #expect(try await modules.versions(module.id).items.map(\.versionNumber) == [2, 1])
            #expect(try await modules.version(module.id, first.id) == first)
            #expect(try await modules.list().items.map(\.name) == ["m"])
            try await modules.delete(module.id)
            #expect(try await refusal { try await modules.get(module.id) }.hasPrefix("404"))
            let logs = try await tenant.request("GET", "/logs", token: tenant.token)
            #expect(!logs.text.contains("tell-nobody"))
        }
    }

    @Test func areUsedByActions() async throws {
        let login: JSON = [["id": "post-login"]]
        try await eachEngine(run: [
            .post("/actions/modules", ["name": "m", "code": "1"], 201, keeping: ["m": "id"]),
            .post("/actions/modules", ["name": "m", "code": "1"], 409),
            .post(
                "/actions/actions", ["name": "a", "supported_triggers": login, "modules": [["module_id": "{m}"]]], 400),
            .post("/actions/modules/{m}/versions", nil, 200, keeping: ["v": "id"]),
            .post(
                "/actions/actions", ["name": "a", "supported_triggers": login, "modules": [["module_name": "m"]]], 201,
                ["modules": [["module_id": "{m}", "module_version_id": "{v}", "module_version_number": 1]]],
                keeping: ["a": "id"]),
            .get("/actions/modules/{m}", 200, ["actions_using_module_total": 0]),
            .delete("/actions/modules/{m}", 412),
            .post("/actions/actions/{a}/deploy", nil, 200, ["modules": [["module_name": "m"]]]),
            .get("/actions/modules/{m}", 200, ["actions_using_module_total": 1]),
            .get(
                "/actions/modules/{m}/actions", 200,
                ["actions": [["action_id": "{a}", "action_name": "a", "module_version_number": 1]], "total": 1]),
            .patch("/actions/actions/{a}", ["modules": []], 200, lacking: ["modules"]),
            .delete("/actions/modules/{m}", 412),
            .post("/actions/actions/{a}/deploy", nil, 200, lacking: ["modules"]),
            .delete("/actions/modules/{m}", 204),
            .get("/actions/actions/{a}/versions", 200, keeping: ["first": "versions.1.id"]),
            .post("/actions/actions/{a}/versions/{first}/deploy", [:], 404),
            .post(
                "/actions/actions", ["name": "b", "supported_triggers": login, "modules": [["module_id": "{m}"]]], 404),
        ])
    }
}
