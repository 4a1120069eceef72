import Contract
import ManagementClient
import Secrets
import TestKit
import Testing

@Suite("Actions at logins and exchanges") struct ActionFlowTests {
    /// Makes an action, deploys and binds it.
    static func bind(
        _ bodies: String..., to trigger: ActionTriggerName = .postLogin, function: String = "onExecutePostLogin",
        of tenant: TestTenant, secrets: [ActionSecretDraft] = []
    ) async throws {
        var bindings: [ActionBindingSelection.Item] = []
        for (number, body) in bodies.enumerated() {
            let name = "\(trigger.rawValue) \(number)"
            let action = try await tenant.client.actions.create(
                ActionDraft(
                    name: name, supportedTriggers: [ActionTrigger(trigger)],
                    code: "exports.\(function) = async (event, api) => { \(body) };", secrets: secrets, deploy: true))
            #expect(action.deployedVersion != nil)
            bindings.append(.init(ref: .action(named: name)))
        }
        _ = try await tenant.client.actions.updateBindings(at: trigger, ActionBindingSelection(bindings: bindings))
    }

    private static func execution(_ event: JSON, _ tenant: TestTenant) async throws -> ActionExecution {
        let id = try #require(event["details"]?["actions"]?["executions"]?.array?.first?.string, "\(event.text)")
        return try await tenant.client.actions.execution(ID(id))
    }

    @Test func changeTokensAndUsers() async throws {
        try await eachEngine { tenant in
            let login = try await LoginFixture(tenant)
            try await Self.bind(
                """
                api.idToken.setCustomClaim('https://notes.example/roles', event.authorization.roles);
                api.idToken.setCustomClaim('plan', 'gold'); api.idToken.setCustomClaim('sub', 'somebody');
                api.accessToken.setCustomClaim('plan', event.stats.logins_count);
                api.accessToken.setCustomClaim('https://auth0.com/x', 1);
                api.accessToken.addScope('extra').accessToken.removeScope('write:notes');
                api.user.setUserMetadata('seen', event.user.email); api.user.setAppMetadata('a', { b: [1] });
                """,
                """
                console.log(event.user.user_metadata.seen, event.connection.name, event.client.name,
                  event.resource_server.identifier, event.transaction.protocol, event.request.ip,
                  event.transaction.requested_scopes.join(), event.authentication.methods[0].name,
                  Object.keys(event.request.body).includes('password'), event.tenant.id);
                """, of: tenant)
            let answer = try await login.logIn(
                ["audience": .string(LoginFixture.audience), "scope": "openid read:notes write:notes"])
            expect(answer, 200, ["scope": "openid read:notes extra"])
            let id = try login.claims(answer.json["id_token"])
            #expect(id["https://notes.example/roles"] == [] && id["plan"] == "gold", "\(id.text)")
            #expect(id["sub"]?.string == login.user)
            let access = try login.claims(answer.json["access_token"])
            #expect(access["plan"] == 1 && access["https://auth0.com/x"] == nil, "\(access.text)")
            #expect(access["scope"] == "openid read:notes extra")
            let user = try await tenant.request("GET", "/users/\(login.user)", token: tenant.token).json
            #expect(user["user_metadata"] == ["seen": "ada@example.com"] && user["app_metadata"] == ["a": ["b": [1]]])
            let execution = try await Self.execution(try await login.event("sepft"), tenant)
            #expect(execution.triggerID == .postLogin && execution.status == "final" && execution.results.count == 2)
            #expect(execution.results[0]["action_name"] == "post-login 0" && execution.results[0]["error"] == nil)
            #expect(
                execution.results[1]["response"]?["logs"]?.string
                    == """
                    ada@example.com People Notes https://notes.example/ oauth2-password 127.0.0.1 \
                    openid,read:notes,write:notes pwd false local

                    """)
            tenant.clock.advance(.seconds(10 * 86_400))
            let gone = try await refusal { try await tenant.client.actions.execution(execution.id) }
            #expect(gone == "404 That execution does not exist.")
            try await tenant.work()
            let left = try await tenant.store.read("local") { try $0.rows("SELECT id FROM action_executions").count }
            #expect(left == 0)
        }
    }

    @Test func deny() async throws {
        try await eachEngine { tenant in
            let login = try await LoginFixture(tenant)
            try await Self.bind(
                "api.user.setUserMetadata('tried', true); api.access.deny('Not today');", "throw new Error('never')",
                of: tenant)
            expect(try await login.logIn(), 403, oauthError("access_denied", "Not today"))
            #expect(try await login.logged() == ["fepft", "f"])
            let event = try await login.event("f")
            #expect(event["description"] == "Not today")
            #expect(try await Self.execution(event, tenant).results.count == 1)
            let user = try await tenant.request("GET", "/users/\(login.user)", token: tenant.token).json
            #expect(user["user_metadata"] == ["tried": true] && user["logins_count"] == nil, "\(user.text)")
            _ = try await tenant.client.actions.updateBindings(at: .postLogin, ActionBindingSelection(bindings: []))
            expect(try await login.logIn(), 200)
        }
    }

    @Test func failuresLeaveNothing() async throws {
        try await eachEngine { tenant in
            let login = try await LoginFixture(tenant)
            try await Self.bind("api.user.setUserMetadata('tried', true); throw new Error('oh');", of: tenant)
            expect(try await login.logIn(), 403)
            let user = try await tenant.request("GET", "/users/\(login.user)", token: tenant.token).json
            #expect(user["user_metadata"]?["tried"] == nil, "\(user.text)")
        }
    }

    @Test func fail() async throws {
        let failures = [
            ("throw new Error('oh ' + event.secrets.KEY)", "oh *****"),
            ("process.exit(0)", "The action ended its process"),
            ("while (true) {}", "The actions took longer than 1 seconds"),
            ("api.validation.error('code', 'Not valid')", "Not valid"),
            ("api.session.revoke('No session')", "No session"),
            (
                "api.authentication.recordMethod('https://a')",
                "recordMethod can be called by onContinuePostLogin alone"
            ),
            ("api.redirect.validateToken({ secret: 'a' })", "There was no redirect"),
            (
                "api.redirect.encodeToken({ secret: '', payload: {} })",
                "The secret must be a string that is not empty"
            ),
            (
                "api.idToken.setCustomClaim('a', 'x'.repeat(6e4)); api.idToken.setCustomClaim('b', 'x'.repeat(6e4))",
                "The custom claims are larger than 100 KB"
            ),
        ]
        try await eachEngine(configure: { $0.scripts.timeout = .seconds(1) }) { tenant in
            let login = try await LoginFixture(tenant)
            try await Self.bind("", of: tenant, secrets: [ActionSecretDraft(name: "KEY", value: "tell-nobody")])
            let actions = tenant.client.actions
            let id = try await actions.list(ActionFilter()).items[0].id
            for (body, message) in failures {
                let code = "exports.onExecutePostLogin = async (event, api) => { \(body) };"
                _ = try await actions.update(id, Patch { $0.code = code })
                _ = try await actions.deploy(id)
                expect(try await login.logIn(), 403, oauthError("access_denied", message))
            }
            let redirect =
                "exports.onExecutePostLogin = async (event, api) => { api.redirect.sendUserTo('https://a') };"
            _ = try await actions.update(id, Patch { $0.code = redirect })
            _ = try await actions.deploy(id)
            expect(
                try await login.logIn(), 403,
                oauthError("interaction_required", "The actions want the user to see a page"))
            let user = try await tenant.request("GET", "/users/\(login.user)", token: tenant.token).json
            #expect(user["logins_count"] == nil)
            let logs = try await tenant.request("GET", "/logs", token: tenant.token)
            #expect(!logs.text.contains("tell-nobody"))
        }
    }

    @Test func withoutNode() async throws {
        try await eachEngine(configure: { $0.scripts.node = "/nowhere/node" }) { tenant in
            let login = try await LoginFixture(tenant)
            expect(try await login.logIn(), 200)
            try await Self.bind("", of: tenant)
            let said = "Actions cannot run: there is no program /nowhere/node"
            expect(try await login.logIn(), 403, oauthError("access_denied", said))
            let execution = try await Self.execution(try await login.event("f"), tenant)
            #expect(execution.status == "partial" && execution.results[0]["error"]?["msg"]?.string == said)
        }
    }

    @Test func demandASecondFactor() async throws {
        try await eachEngine { tenant in
            let login = try await LoginFixture(tenant)
            try await Self.bind(
                """
                if (event.user.user_metadata.careful) api.authentication.challengeWith({ type: 'otp' });
                """,
                """
                if (event.user.user_metadata.careful) api.multifactor.enable('any');
                api.idToken.setCustomClaim('methods', event.authentication.methods.map(m => m.name));
                """, of: tenant)
            expect(try await login.logIn(), 200)
            try await tenant.run([
                .put("/guardian/factors/otp", ["enabled": true], 200),
                .patch("/users/\(login.user)", ["user_metadata": ["careful": true]], 200),
            ])
            let waiting = try await login.logIn()
            expect(waiting, 403, oauthError("mfa_required", "Multifactor authentication required"))
            try await tenant.run([
                .post(
                    "/users/\(login.user)/authentication-methods",
                    ["type": "totp", "name": "phone", "totp_secret": .string(SecondFactorTests.secret)], 201)
            ])
            let step = Int64(tenant.clock.now.seconds / OneTimeCodes.period)
            let code = try #require(OneTimeCodes(secret: SecondFactorTests.secret)).code(step: step)
            let proof: JSONObject = [
                "grant_type": "http://auth0.com/oauth/grant-type/mfa-otp", "otp": .string(code),
                "mfa_token": waiting.json["mfa_token"] ?? .null,
            ]
            let answer = try await login.ask(proof)
            expect(answer, 200)
            #expect(try login.claims(answer.json["id_token"])["methods"] == ["pwd", "mfa"])
        }
    }

    @Test func runAtRefreshes() async throws {
        try await eachEngine { tenant in
            let login = try await LoginFixture(tenant, client: RefreshTokenGrantTests.rotating)
            let token = try await login.refreshToken()
            try await Self.bind(
                """
                if (event.user.user_metadata.stop) return api.refreshToken.revoke('Enough');
                if (event.user.user_metadata.wait) return api.access.deny('Wait');
                api.idToken.setCustomClaim('protocol', event.transaction.protocol);
                api.refreshToken.setMetadata('token', event.refresh_token.id);
                """, of: tenant)
            let answer = try await login.refresh(token)
            expect(answer, 200)
            #expect(try login.claims(answer.json["id_token"])["protocol"] == "oauth2-refresh-token")
            let tokens = try await tenant.request("GET", "/users/\(login.user)/refresh-tokens", token: tenant.token)
                .json
            let kept = try #require(tokens["tokens"]?.array?.first)
            #expect(kept["refresh_token_metadata"]?["token"] == kept["id"], "\(kept.text)")
            let next = try #require(answer.json["refresh_token"]?.string)
            try await tenant.run([.patch("/users/\(login.user)", ["user_metadata": ["wait": true]], 200)])
            expect(try await login.refresh(next), 403, oauthError("access_denied", "Wait"))
            try await tenant.run([
                .patch("/users/\(login.user)", ["user_metadata": ["wait": .null, "stop": true]], 200)
            ])
            expect(try await login.refresh(next), 403, oauthError("access_denied", "Enough"))
            #expect(try await Self.execution(try await login.event("fertft"), tenant).status == "final")
            expect(try await login.refresh(next), 403, RefreshTokenGrantTests.unknown)
        }
    }

    @Test func runAtCredentialsExchanges() async throws {
        try await eachEngine { tenant in
            let login = try await LoginFixture(tenant)
            try await login.grantAPI()
            try await Self.bind(
                """
                if (event.request.body.deny) api.access.deny(event.request.body.deny, 'Not you');
                api.accessToken.setCustomClaim('client', event.client.client_id + event.accessToken.scope.join());
                api.accessToken.setCustomClaim('secret', event.request.body.client_secret);
                """, to: .credentialsExchange, function: "onExecuteCredentialsExchange", of: tenant)
            let request: JSONObject = [
                "grant_type": "client_credentials", "audience": .string(LoginFixture.audience),
            ]
            let answer = try await login.ask(request)
            expect(answer, 200)
            let claims = try login.claims(answer.json["access_token"])
            #expect(claims["client"]?.string == "\(login.client)read:notes" && claims["secret"] == nil)
            #expect(try await Self.execution(try await login.event("seccft"), tenant).triggerID == .credentialsExchange)
            for (code, status) in [("invalid_scope", 400), ("server_error", 500)] {
                let denied = try await login.ask(request.merging(["deny": .string(code)]) { $1 })
                expect(denied, status, oauthError(code, "Not you"))
            }
            #expect(try await Self.execution(try await login.event("feccft"), tenant).results.count == 1)
        }
    }

    @Test func runAroundSignups() async throws {
        try await eachEngine { tenant in
            let login = try await LoginFixture(tenant)
            try await Self.bind(
                """
                if (event.user.email.startsWith('no')) return api.access.deny('internal', 'Not welcome');
                api.user.setUserMetadata('from', event.client ? event.client.name : 'nowhere');
                api.user.setAppMetadata('password', event.request.body.password);
                """, to: .preUserRegistration, function: "onExecutePreUserRegistration", of: tenant)
            try await Self.bind(
                "console.log('registered', event.user.user_id, event.user.user_metadata.from)",
                to: .postUserRegistration, function: "onExecutePostUserRegistration", of: tenant)
            func signUp(_ email: JSON) async throws -> TestTenant.Answer {
                let body: JSON = [
                    "client_id": .string(login.client), "connection": "People", "email": email, "username": email,
                    "password": .string(LoginFixture.password),
                ]
                return try await tenant.request("POST", "/dbconnections/signup", body: body, token: nil, root: "")
            }
            expect(
                try await signUp("nobody@example.com"), 400,
                ["code": "extensibility_error", "description": "Not welcome", "statusCode": 400])
            let refused = try await login.event("fs")
            #expect(refused["description"] == "internal")
            #expect(try await Self.execution(refused, tenant).triggerID == .preUserRegistration)
            expect(try await signUp("bob@example.com"), 200)
            let person: JSONObject = [
                "connection": "People", "email": "eve@example.com", "username": "eve",
                "password": .string(LoginFixture.password), "user_metadata": ["own": 1],
            ]
            try await tenant.run([
                .post("/users", .object(person), 201, ["user_metadata": ["own": 1, "from": "nowhere"]]),
                .post(
                    "/users", .object(person.merging(["email": "no@example.com", "username": "no"]) { $1 }), 400,
                    .refusal(400, "Not welcome")),
            ])
            let found = try await tenant.request("GET", "/users?q=email:bob@example.com", token: tenant.token).json
            let bob = try #require(found.array?.first)
            #expect(bob["user_metadata"] == ["from": "Notes"] && bob["app_metadata"]?["password"] == nil, "\(bob.text)")
            try await tenant.work()
            let logs = try await tenant.store.read("local") { transaction in
                try transaction.rows(
                    "SELECT results FROM action_executions WHERE trigger_id = 'post-user-registration'"
                )
                .map { try $0["results"] as String }
            }
            #expect(logs.count == 2 && logs.contains { $0.contains("registered auth0|") && $0.contains("Notes") })
        }
    }

    @Test func runAfterPasswordChanges() async throws {
        try await eachEngine { tenant in
            let login = try await LoginFixture(tenant)
            try await Self.bind(
                "console.log('changed', event.user.user_id, event.connection.name, event.user.name)",
                to: .postChangePassword, function: "onExecutePostChangePassword", of: tenant)
            try await tenant.run([
                .patch("/users/\(login.user)", ["password": "Another-Horse-10"], 200),
                .patch("/users/\(login.user)", ["name": "Ada"], 200),
            ])
            try await tenant.work()
            let logs = try await tenant.store.read("local") { transaction in
                try transaction.rows("SELECT results FROM action_executions").map { try $0["results"] as String }
            }
            #expect(logs.count == 1 && logs[0].contains("changed \(login.user) People undefined"), "\(logs)")
        }
    }
}
