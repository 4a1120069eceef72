import Contract
import ExtensionsAPI
import Foundation
import ManagementClient
import TestKit
import Testing

@Suite("Trying and building actions") struct ActionTestTests {
    private static let event: JSONObject = [
        "event": ["tenant": ["id": "local"], "user": ["user_id": "auth0|1", "user_metadata": ["n": 1]]]
    ]

    private static func draft(_ body: String, _ configure: (inout ActionDraft) -> Void = { _ in }) -> ActionDraft {
        var draft = ActionDraft(
            name: "a", supportedTriggers: [ActionTrigger(.postLogin)],
            code: "exports.onExecutePostLogin = async (event, api) => { \(body) };")
        configure(&draft)
        return draft
    }

    @Test func tellsWhatADraftDoes() async throws {
        try await eachEngine { tenant in
            let actions = tenant.client.actions
            let action = try await actions.create(
                Self.draft("console.log(event.user.user_metadata.n, event.secrets.KEY); api.access.deny('no')") {
                    $0.secrets = [ActionSecretDraft(name: "KEY", value: "tell-nobody")]
                })
            let payload = try await actions.test(action.id, ActionTest(payload: Self.event)).payload
            #expect(payload["logs"] == "1 *****\n" && payload["error"] == nil)
            #expect(payload["commands"] == [["type": "access.deny", "arguments": ["no"]]])
            #expect(payload["stats"]?["action_duration_ms"]?.integer != nil)
            let partial = try await actions.test(action.id, ActionTest(payload: ["event": ["user": [:]]])).payload
            #expect(partial["error"]?["name"] == "TypeError")
            #expect(partial["error"]?["message"] == "Cannot read properties of undefined (reading 'n')")
            let logs = try await tenant.request("GET", "/logs", token: tenant.token)
            #expect(!logs.text.contains("tell-nobody"))
            let nobody = try await refusal { try await actions.test("nobody", ActionTest(payload: [:])) }
            #expect(nobody == "404 That action does not exist.")
        }
    }

    @Test func usesModules() async throws {
        try await eachEngine { tenant in
            let modules = tenant.client.actionModules
            let module = try await modules.create(
                ActionModuleDraft(
                    name: "shared", code: "exports.key = () => actions.secrets.KEY + actions.secrets.KEY.length",
                    secrets: [ActionModuleDraft.Secret(name: "KEY", value: "tell-nobody")], publish: true))
            let action = try await tenant.client.actions.create(
                Self.draft("console.log(require('actions:shared').key())") {
                    $0.modules = [ActionModuleReference(moduleID: module.id)]
                })
            let payload = try await tenant.client.actions.test(action.id, ActionTest(payload: Self.event)).payload
            #expect(payload["logs"] == "*****11\n", "\(payload)")
        }
    }

    @Test func saysWhyNothingRuns() async throws {
        try await eachEngine(configure: { $0.scripts.node = "/nowhere/node" }) { tenant in
            let actions = tenant.client.actions
            let action = try await actions.create(Self.draft("", { $0.deploy = true }))
            #expect(try await actions.get(action.id).status == .built)
            let said = try await refusal { try await actions.test(action.id, ActionTest(payload: Self.event)) }
            #expect(said == "501 Actions cannot run: there is no program /nowhere/node (not_implemented)")
        }
    }

    @Test func refusesCodeThatCannotBeRead() async throws {
        try await eachEngine { tenant in
            let actions = tenant.client.actions
            var draft = Self.draft("")
            draft.code = "exports.a = async ( => {}"
            draft.deploy = true
            let made = try await actions.create(draft)
            #expect(made.status == .pending && made.deployedVersion == nil)
            let failed = try await actions.get(made.id)
            #expect(failed.status == .failed)
            #expect(failed.errors == [ActionBuildError(id: "SyntaxError", msg: "Unexpected token '=>'")])
            let said = try await refusal { try await actions.deploy(made.id) }
            #expect(said == "400 A draft must be in the 'built' state")
            _ = try await actions.update(made.id, Patch { $0.code = "" })
            let mended = try await actions.get(made.id)
            #expect(mended.status == .built && mended.errors == nil)
            #expect(try await actions.deploy(made.id).number == 1)
        }
    }

    /// Runs a test with a script in place of npm.
    private static func withNPM(_ script: String, _ body: (TestTenant) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("npm-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, text) in [("npm", "#!/bin/sh\n\(script)\n"), ("node", "#!/bin/sh\nexec node \"$@\"\n")] {
            let file = folder.appendingPathComponent(name)
            try Data(text.utf8).write(to: file)
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file.path)
        }
        try await TestKit.eachEngine(configure: {
            $0.scripts.node = folder.appendingPathComponent("node").path
            $0.scripts.packages = folder.appendingPathComponent("packages").path
        }) { try await body($0) }
    }

    @Test func getsPackages() async throws {
        // Installs into the folder given by --prefix, as npm does.
        let script = "mkdir -p $3/node_modules/one && echo 'exports.n = 1' > $3/node_modules/one/index.js"
        try await Self.withNPM(script) { tenant in
            let actions = tenant.client.actions
            let action = try await actions.create(
                Self.draft("console.log(require('one').n)") {
                    $0.dependencies = [ActionDependency(name: "one", version: "1.0.0")]
                })
            #expect(try await actions.get(action.id).status == .building)
            try await tenant.work()
            #expect(try await actions.get(action.id).status == .built)
            let payload = try await actions.test(action.id, ActionTest(payload: Self.event)).payload
            #expect(payload["logs"] == "1\n", "\(payload)")
            // Installed packages are not requested again, and no package name can escape the folder.
            _ = try await actions.update(
                action.id, Patch { $0.dependencies = [ActionDependency(name: "../one", version: "1.0.0")] })
            try await tenant.work()
            let failed = try await actions.get(action.id)
            #expect(failed.status == .failed)
            #expect(failed.errors?.first?.msg == "../one@1.0.0 is not the name of a package")
        }
    }

    @Test func tellsPackagesThatAreNotFromThoseThatCannotBeHad() async throws {
        for (code, status) in [("E404", ActionStatus.failed), ("ECONNREFUSED", .built)] {
            try await Self.withNPM("echo 'npm error code \(code)' >&2; exit 1") { tenant in
                let actions = tenant.client.actions
                let action = try await actions.create(
                    Self.draft("require('one')") {
                        $0.dependencies = [ActionDependency(name: "one", version: "1.0.0")]
                    })
                try await tenant.work()
                #expect(try await actions.get(action.id).status == status)
                let payload = try await actions.test(action.id, ActionTest(payload: Self.event)).payload
                #expect(payload["error"]?["message"] == "Cannot find module 'one'")
            }
        }
    }
}
