import Contract
import ExtensionsAPI
import ManagementClient
import TestKit
import Testing

/// Every method for what extends a tenant that Auth0's JavaScript library documents of its `ManagementClient` itself.
@Suite struct ExtensionMethodsTests {
    /// A method's name, and a call that shows what it does.
    struct Row: Sendable {
        let name: String
        let run: @Sendable (ManagementClient, Fixture) async throws -> Void

        init(_ name: String, _ run: @escaping @Sendable (ManagementClient, Fixture) async throws -> Void) {
            self.name = name
            self.run = run
        }
    }

    /// A rule and a hook for one row.
    struct Fixture: Sendable {
        let rule: Rule
        let hook: Hook
    }

    static let rules: [Row] = [
        Row("createRule") { api, _ in
            let rule = try await api.createRule(RuleDraft(name: "created", script: "x"))
            #expect(try await api.rules.get(try #require(rule.id)) == rule)
        },
        Row("getRule") { api, fixture in
            let holds = try await api.getRule(try #require(fixture.rule.id)) == fixture.rule
            #expect(holds)
        },
        Row("getRules") { api, fixture in
            let holds = try await api.getRules(RuleFilter(perPage: 100)).items.contains(fixture.rule)
            #expect(holds)
        },
        Row("updateRule") { api, fixture in
            let holds =
                try await api.updateRule(try #require(fixture.rule.id), Patch { $0.enabled = false }).enabled == false
            #expect(holds)
        },
        Row("deleteRule") { api, fixture in
            try await api.deleteRule(try #require(fixture.rule.id))
            #expect(try await !api.getRules(RuleFilter(perPage: 100)).items.contains(fixture.rule))
        },
        Row("setRulesConfig") { api, _ in
            let config = try await api.setRulesConfig("set", RulesConfigValue(value: "v"))
            #expect(config.value == "v")
            #expect(try await api.rulesConfigs.list().contains(RulesConfig(key: "set")))
        },
        Row("getRulesConfigs") { api, _ in
            _ = try await api.rulesConfigs.set("got", RulesConfigValue(value: "v"))
            #expect(try await api.getRulesConfigs().contains(RulesConfig(key: "got")))
        },
        Row("deleteRulesConfig") { api, _ in
            _ = try await api.rulesConfigs.set("deleted", RulesConfigValue(value: "v"))
            try await api.deleteRulesConfig("deleted")
            #expect(try await !api.rulesConfigs.list().contains(RulesConfig(key: "deleted")))
        },
    ]

    static let hooks: [Row] = [
        Row("createHook") { api, _ in
            let hook = try await api.createHook(HookDraft(name: "made", script: "x", triggerID: .sendPhoneMessage))
            #expect(try await api.hooks.get(hook.id) == hook)
        },
        Row("getHook") { api, fixture in
            let holds = try await api.getHook(fixture.hook.id) == fixture.hook
            #expect(holds)
        },
        Row("getHooks") { api, fixture in
            let holds = try await api.getHooks(HookFilter(perPage: 100)).items.contains(fixture.hook)
            #expect(holds)
        },
        Row("updateHook") { api, fixture in
            let holds = try await api.updateHook(fixture.hook.id, Patch { $0.script = "y" }).script == "y"
            #expect(holds)
        },
        Row("deleteHook") { api, fixture in
            try await api.deleteHook(fixture.hook.id)
            #expect(try await !api.getHooks(HookFilter(perPage: 100)).items.contains(fixture.hook))
        },
        Row("addHookSecrets") { api, fixture in
            try await api.addHookSecrets(fixture.hook.id, ["A": "1"])
            #expect(try await api.hooks.secrets(fixture.hook.id).values.keys.sorted() == ["A"])
        },
        Row("getHookSecrets") { api, fixture in
            try await api.hooks.addSecrets(fixture.hook.id, ["A": "1"])
            #expect(try await api.getHookSecrets(fixture.hook.id) == ["A": "_VALUE_NOT_SHOWN_"])
        },
        Row("updateHookSecrets") { api, fixture in
            try await api.hooks.addSecrets(fixture.hook.id, ["A": "1"])
            try await api.updateHookSecrets(fixture.hook.id, ["A": "2"])
        },
        Row("removeHookSecrets") { api, fixture in
            try await api.hooks.addSecrets(fixture.hook.id, ["A": "1", "B": "2"])
            try await api.removeHookSecrets(fixture.hook.id, ["A"])
            #expect(try await api.hooks.secrets(fixture.hook.id).values.keys.sorted() == ["B"])
        },
    ]

    static let retired: [Row] = [
        Row("blacklistToken") { api, _ in
            try await api.blacklistToken(BlacklistedToken(jti: "one", aud: "app"))
            #expect(try await api.blacklistedTokens.list(.init(aud: "app")).map(\.jti) == ["one"])
        },
        Row("getBlacklistedTokens") { api, _ in
            try await api.blacklistedTokens.add(BlacklistedToken(jti: "two", aud: "other"))
            #expect(try await api.getBlacklistedTokens().contains(BlacklistedToken(jti: "two", aud: "other")))
        },
        Row("updateMigrations") { api, _ in
            let holds = try await api.updateMigrations(.init(flags: ["migration": true])).flags == ["migration": true]
            #expect(holds)
        },
        Row("getMigrations") { api, _ in
            _ = try await api.migrations.update(.init(flags: ["got": false]))
            #expect(try await api.getMigrations().flags["got"] == false)
        },
    ]

    static let table: [Row] = rules + hooks + retired

    @Test func eachDoesWhatItSays() async throws {
        try await eachEngine { tenant in
            let calls = RememberedCalls(to: tenant)
            for (number, row) in Self.table.enumerated() {
                let fixture = Fixture(
                    rule: try await tenant.client.rules.create(RuleDraft(name: "rule \(number)", script: "x")),
                    hook: try await tenant.client.hooks.create(
                        HookDraft(name: "hook \(number)", script: "x", triggerID: .postUserRegistration)))
                calls.forget()
                do {
                    try await row.run(calls.client, fixture)
                } catch {
                    Issue.record(error, "\(tenant.engine.rawValue): \(row.name)")
                }
                try calls.expect(row.name, of: .methods)
            }
        }
    }
}
