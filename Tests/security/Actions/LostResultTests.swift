import Contract
import HTTPTypes
import ManagementClient
import Scripts
import TestKit
import Testing

/// An action's decision holds, even if its result is damaged on the way to the server.
@Suite("Results of actions") struct LostResultTests {
    private static func bind(_ bodies: [String], of tenant: TestTenant, secret: String? = nil) async throws {
        var bindings: [ActionBindingSelection.Item] = []
        for (number, body) in bodies.enumerated() {
            let action = try await tenant.client.actions.create(
                ActionDraft(
                    name: "a\(number)", supportedTriggers: [ActionTrigger(.postLogin)],
                    code: "exports.onExecutePostLogin = async (event, api) => { \(body) };",
                    secrets: secret.map { [ActionSecretDraft(name: "KEY", value: $0)] } ?? [], deploy: true))
            bindings.append(.init(ref: .action(named: action.name)))
        }
        _ = try await tenant.client.actions.updateBindings(at: .postLogin, ActionBindingSelection(bindings: bindings))
    }

    /// Reaches the functions that the process uses itself.
    private static let host = "const host = api.access.deny.constructor('return this')();"

    @Test(arguments: [
        "console.log(event.request.user_agent); api.access.deny('no');",
        "console.log('\\ud800'); api.access.deny('no');",
        "throw new Error('bad agent: ' + event.request.user_agent);",
        "throw new Error('\\udfff');",
        "api.access.deny('\\ud800');",
        "api.user.setUserMetadata('\\ud800', '\\udc00'); api.access.deny('no');",
        "let deep = 1; for (let i = 0; i < 124; i++) deep = [deep]; api.idToken.setCustomClaim('d', deep); api.access.deny('no');",
        "let deep = 1; for (let i = 0; i < 124; i++) deep = { deep }; api.accessToken.setCustomClaim('d', deep); api.access.deny('no');",
        "\(host) host.JSON.stringify = () => '{'; api.access.deny('no');",
        "\(host) host.String.prototype.replace = () => '{'; api.access.deny('no');",
        "\(host) host.Object.prototype.toJSON = () => ({ done: true }); api.access.deny('no');",
    ]) func `what is denied is denied`(_ body: String) async throws {
        try await TestTenant.with(.sqlite) { tenant in
            let login = try await LoginFixture(tenant)
            try await Self.bind([body], of: tenant)
            let agent = "x" + String(repeating: "😀", count: 3_000)
            let answer = try await login.logIn(headers: [.userAgent: agent])
            #expect(answer.status == 403 && answer.json["access_token"] == nil, "\(answer.text)")
        }
    }

    @Test func `durations that an action makes up end no process`() async throws {
        try await TestTenant.with(.sqlite) { tenant in
            let login = try await LoginFixture(tenant)
            let forged = """
                \(Self.host) host.Object.prototype.toJSON = function () {
                    return this && this.ran !== undefined ? { ...this, boot: 2**63, ran: 2**63, waited: -(2**63) } : this;
                };
                """
            try await Self.bind([forged, forged], of: tenant)
            let answer = try await login.logIn()
            #expect(answer.status < 500, "\(answer.text)")
            #expect(try await login.logIn().status < 500)
        }
    }

    @Test func `a secret is starred in what any action of the flow says`() async throws {
        try await eachEngine { tenant in
            let login = try await LoginFixture(tenant)
            try await Self.bind(
                ["console.log('\\ud800')", "throw new Error('cannot use ' + event.secrets.KEY)"], of: tenant,
                secret: "TopSecretOfTheFlow")
            let answer = try await login.logIn()
            #expect(answer.status == 403 && !answer.text.contains("TopSecret"), "\(answer.text)")
            let event = try await login.event("f")
            #expect(!event.text.contains("TopSecret"))
            let id = try #require(event["details"]?["actions"]?["executions"]?.array?.first?.string)
            let execution = try await tenant.request("GET", "/actions/executions/\(id)", token: tenant.token)
            #expect(!execution.text.contains("TopSecret") && execution.text.contains("*****"), "\(execution.text)")
        }
    }

    @Test func `no action makes an administrator of a user`() async throws {
        try await eachEngine { tenant in
            let login = try await LoginFixture(tenant)
            try await Self.bind(
                [
                    """
                    for (const scope of ['read:users', 'create:clients', 'read:client_keys', 'read:current_user']) {
                        api.accessToken.addScope(scope);
                    }
                    """
                ], of: tenant)
            let answer = try await login.logIn([
                "audience": .string(tenant.issuer + "api/v2/"), "scope": "openid read:current_user",
            ])
            #expect(answer.json["scope"] == "openid read:current_user", "\(answer.text)")
            let token = answer.json["access_token"]?.string
            #expect(try await tenant.request("GET", "/users", token: token).status == 403)
        }
    }
}
