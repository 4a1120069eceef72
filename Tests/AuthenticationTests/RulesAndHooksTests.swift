import Contract
import ManagementClient
import TestKit
import Testing

@Suite("Rules and hooks at logins and exchanges") struct RulesAndHooksTests {
    private static func rule(_ name: String, _ body: String) -> Scenario {
        .post(
            "/rules", ["name": .string(name), "script": .string("function (user, context, callback) { \(body) }")], 201,
            keeping: ["rule": "id"])
    }

    private static func hook(_ trigger: String, _ script: String) -> Scenario {
        .post(
            "/hooks",
            [
                "name": .string(trigger), "script": .string("module.exports = \(script)"),
                "triggerId": .string(trigger), "enabled": true,
            ], 201, keeping: [trigger: "id"])
    }

    @Test func rulesChangeTokensAndUsers() async throws {
        try await eachEngine { tenant in
            let login = try await LoginFixture(tenant)
            let kept = try await tenant.run([
                .put("/rules-configs/KEY", ["value": "tell-nobody"], 200),
                Self.rule(
                    "first",
                    """
                    user.user_metadata = user.user_metadata || {};
                    user.user_metadata.seen = context.connection;
                    auth0.users.updateUserMetadata(user.user_id, user.user_metadata)
                      .then(() => callback(null, user, context)).catch(callback);
                    """),
                Self.rule(
                    "second",
                    """
                    context.idToken['https://notes.example/key'] = configuration.KEY.length;
                    context.idToken.seen = user.user_metadata.seen + context.stats.loginsCount;
                    context.accessToken['https://notes.example/client'] = context.clientName;
                    context.accessToken.scope = ['read:notes', 'own'];
                    callback(null, user, context);
                    """),
            ])
            let answer = try await login.logIn(
                ["audience": .string(LoginFixture.audience), "scope": "openid read:notes"])
            expect(answer, 200, ["scope": "read:notes own"])
            let access = try login.claims(answer.json["access_token"])
            #expect(access["https://notes.example/client"] == "Notes" && access["scope"] == "read:notes own")
            let id = try login.claims(answer.json["id_token"])
            #expect(id["https://notes.example/key"] == 11 && id["seen"] == "People1", "\(id.text)")
            let user = try await tenant.request("GET", "/users/\(login.user)", token: tenant.token).json
            #expect(user["user_metadata"] == ["seen": "People"], "\(user.text)")
            try await tenant.run([.patch("/rules/\(kept["rule"]?.string ?? "")", ["enabled": false], 200)])
            #expect(try login.claims(try await login.logIn().json["id_token"])["seen"] == nil)
        }
    }

    @Test func rulesComeBeforeActions() async throws {
        try await eachEngine { tenant in
            let login = try await LoginFixture(tenant)
            try await tenant.run([
                Self.rule(
                    "one",
                    "context.idToken.plan = 'silver'; context.idToken.rule = 1; callback(null, user, context)")
            ])
            let rules = try await tenant.request("GET", "/rules", token: tenant.token).json
            let id = try #require(rules.array?.first?["id"]?.string)
            try await ActionFlowTests.bind(
                """
                api.idToken.setCustomClaim('plan', 'gold');
                api.idToken.setCustomClaim('ran', [api.rules.wasExecuted('\(id)'), api.rules.wasExecuted('no')]);
                """, of: tenant)
            let claims = try login.claims(try await login.logIn().json["id_token"])
            #expect(
                claims["plan"] == "gold" && claims["rule"] == 1 && claims["ran"] == [true, false], "\(claims.text)")
            try await tenant.run([
                .patch(
                    "/rules/\(id)",
                    ["script": "function (user, context, cb) { cb(new UnauthorizedError('Go away')); }"], 200)
            ])
            expect(try await login.logIn(), 403, oauthError("access_denied", "Go away"))
            #expect(try await login.event("f")["details"]?["actions"] == nil, "no action ran")
            try await tenant.run([
                .patch("/rules/\(id)", ["script": "function (user, context, cb) { user.no.such; }"], 200)
            ])
            let said = "Cannot read properties of undefined (reading 'such')"
            expect(try await login.logIn(), 403, oauthError("access_denied", said))
            try await tenant.run([.delete("/rules/\(id)", 204)])
            expect(try await login.logIn(), 200)
        }
    }

    @Test func rulesDemandASecondFactor() async throws {
        try await eachEngine { tenant in
            let login = try await LoginFixture(tenant)
            try await tenant.run([
                .put("/guardian/factors/otp", ["enabled": true], 200),
                Self.rule("one", "context.multifactor = { provider: 'any' }; callback(null, user, context)"),
            ])
            expect(
                try await login.logIn(), 403, oauthError("mfa_required", "Multifactor authentication required"))
        }
    }

    @Test func hooksAtCredentialsExchanges() async throws {
        try await eachEngine { tenant in
            let login = try await LoginFixture(tenant)
            try await login.grantAPI()
            try await tenant.run([
                Self.hook(
                    "credentials-exchange",
                    """
                    function (client, scope, audience, context, cb) {
                      if (context.webtask.secrets.STOP) return cb(new InvalidScopeError('Stop'));
                      const token = { scope: scope.concat('extra') };
                      token['https://notes.example/client'] = client.name + audience;
                      cb(null, token);
                    }
                    """)
            ])
            let request: JSONObject = [
                "grant_type": "client_credentials", "audience": .string(LoginFixture.audience),
            ]
            let answer = try await login.ask(request)
            expect(answer, 200, ["scope": "read:notes extra"])
            let claims = try login.claims(answer.json["access_token"])
            #expect(claims["https://notes.example/client"] == "Noteshttps://notes.example/", "\(claims.text)")
            let hooks = try await tenant.request("GET", "/hooks", token: tenant.token).json
            let id = try #require(hooks.array?.first?["id"]?.string)
            try await tenant.run([.post("/hooks/\(id)/secrets", ["STOP": "1"], 201)])
            expect(try await login.ask(request), 400, oauthError("invalid_scope", "Stop"))
            try await tenant.run([.patch("/hooks/\(id)", ["enabled": false], 200)])
            expect(try await login.ask(request), 200, ["scope": "read:notes"])
        }
    }

    @Test func hooksAroundSignups() async throws {
        try await eachEngine { tenant in
            let login = try await LoginFixture(tenant)
            try await tenant.run([
                Self.hook(
                    "pre-user-registration",
                    """
                    function (user, context, cb) {
                      if (user.email.startsWith('no')) return cb(new PreUserRegistrationError('internal', 'Not welcome'));
                      cb(null, { user: { user_metadata: { from: context.connection.name, password: user.password } } });
                    }
                    """)
            ])
            func person(_ name: String) -> JSON {
                [
                    "connection": "People", "email": .string("\(name)@example.com"), "username": .string(name),
                    "password": .string(LoginFixture.password),
                ]
            }
            try await tenant.run([
                .post("/users", person("nobody"), 400, .refusal(400, "Not welcome")),
                .post("/users", person("eve"), 201, ["user_metadata": ["from": "People"]]),
            ])
            #expect(try await login.event("fs")["description"] == "internal")
        }
    }
}
