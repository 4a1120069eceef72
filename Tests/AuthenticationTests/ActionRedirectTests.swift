import Contract
import Crypto
import HTTPTypes
import ManagementClient
import Secrets
import Serving
import TestKit
import Testing

@Suite("Actions that send users elsewhere") struct ActionRedirectTests {
    private static let elsewhere = "https://terms.example/agree"
    private static let secret = "a-secret-of-two"

    /// The body of an action, with that of the function that goes on.
    private static func action(_ execute: String, then goOn: String) -> String {
        "\(execute) }; exports.onContinuePostLogin = async (event, api) => { \(goOn)"
    }

    private static let redirecting = action("api.redirect.sendUserTo('\(elsewhere)')", then: "")

    /// A token that the page elsewhere has signed.
    private static func token(_ claims: JSONObject, algorithm: String = "HS256", secret: String = secret) -> String {
        let header: JSON = ["alg": .string(algorithm), "typ": "JWT"]
        let body = Base64URL.text(header.bytes) + "." + Base64URL.text(JSON.object(claims).bytes)
        let key = SymmetricKey(data: Array(secret.utf8))
        return body + "." + Base64URL.text(Array(HMAC<SHA256>.authenticationCode(for: Array(body.utf8), using: key)))
    }

    private static func executions(_ tenant: TestTenant) async throws -> [(status: String, results: Int)] {
        try await tenant.store.read("local") { transaction in
            try transaction.rows("SELECT status, results FROM action_executions ORDER BY created_at").map {
                let results: JSON = try $0["results"]
                return (try $0["status"], results.array?.count ?? 0)
            }
        }
    }

    @Test func aLoginWaitsForItsUser() async throws {
        try await eachEngine { tenant in
            let app = try await WebApplication(tenant)
            try await ActionFlowTests.bind(
                """
                api.idToken.setCustomClaim('first', event.stats.logins_count);
                api.accessToken.setCustomClaim('first', 'kept');
                api.user.setUserMetadata('asked', true);
                api.transaction.setMetadata('color', 'blue');
                """,
                Self.action(
                    """
                    api.idToken.setCustomClaim('can', api.redirect.canRedirect());
                    api.redirect.sendUserTo('\(Self.elsewhere)?a=b&state=own', { query: { from: 'here & now' } });
                    """,
                    then: """
                        const { method, query, body } = event.request;
                        api.idToken.setCustomClaim('second', [method, query.color, Object.keys(body).length,
                          event.user.user_metadata.asked, event.user.app_metadata.agreed, event.transaction.metadata.color]);
                        api.user.setUserMetadata('answer', query.color);
                        """),
                """
                api.idToken.setCustomClaim('third', [event.accessToken?.customClaims ?? null, event.transaction.protocol,
                  event.user.user_metadata.answer]);
                """, of: tenant)
            tenant.clock.advance(.seconds(60))
            let sent = try await app.logIn(try await app.page())
            let address = sent.location
            #expect(sent.status == 302 && address.hasPrefix(Self.elsewhere + "?a=b&from=here+%26+now&state="))
            #expect(app.browser.cookies["auth0"] == nil, "nobody is logged in yet")
            #expect(try await app.authorize(["prompt": "none"]).parameters["error"] == "login_required")
            #expect(try await Self.executions(tenant).map(\.status) == ["suspended"])
            let path = "/users/\(app.login.user)"
            let waiting = try await tenant.request("GET", path, token: tenant.token).json
            #expect(waiting["user_metadata"] == ["asked": true] && waiting["logins_count"] == nil, "\(waiting.text)")
            // What was wanted before is not done again over what has changed meanwhile.
            let meanwhile: JSON = ["app_metadata": ["agreed": 1], "user_metadata": ["asked": "by Ada"]]
            try await tenant.run([.patch(path, meanwhile, 200)])
            tenant.clock.advance(.seconds(600))
            let back = try await app.browser.open("/continue?color=green&state=\(try #require(sent.state))")
            let answer = try await app.exchange(try #require(back.parameters["code"], "\(back.location)"))
            let claims = try app.login.claims(answer.json["id_token"])
            #expect(claims["first"] == 1 && claims["can"] == true, "\(claims.text)")
            #expect(claims["second"] == ["GET", "green", 0, "by Ada", 1, "blue"], "\(claims.text)")
            #expect(claims["third"]?.array?.suffix(2) == ["oidc-basic-profile", "green"], "\(claims.text)")
            #expect(try app.login.claims(answer.json["access_token"])["first"] == "kept")
            let user = try await tenant.request("GET", path, token: tenant.token).json
            #expect(user["logins_count"] == 1 && user["user_metadata"] == ["asked": "by Ada", "answer": "green"])
            #expect(try await app.login.logged() == ["seacft", "s", "fsa"])
            let executions = try await Self.executions(tenant)
            #expect(executions.map(\.status) == ["final"] && executions.map(\.results) == [4])
            #expect(try await app.login.event("s")["details"]?["actions"]?["executions"]?.array?.count == 1)
            let sid = claims["sid"]?.string ?? ""
            let session = try await tenant.request("GET", "/sessions/\(sid)", token: tenant.token).json
            #expect(session["authenticated_at"] != session["created_at"], "Ada was asked before she was sent away")
        }
    }

    @Test func theStateIsGoodOnceAndInItsBrowserAlone() async throws {
        try await eachEngine { tenant in
            let app = try await WebApplication(tenant)
            try await ActionFlowTests.bind(Self.redirecting, of: tenant)
            func sent() async throws -> String {
                let view = try await app.logIn(try await app.page(["prompt": "login"]))
                return "/continue?state=\(try #require(view.state))"
            }
            let address = try await sent()
            let stranger = WebApplication(sharing: app.login)
            #expect(try await stranger.browser.open(address).status == 400, "it has no cookie")
            _ = try await stranger.page()
            #expect(try await stranger.browser.open(address).status == 400, "it began in another browser")
            for wrong in ["/continue", "/continue?state=", "/continue?state=x", "/continue?state=a&state=b"] {
                #expect(try await app.browser.open(wrong).status == 400, "\(wrong)")
            }
            #expect(try await app.browser.open(address).parameters["code"] != nil, "others have not used it up")
            #expect(try await app.browser.open(address).status == 400, "it was used")
            let late = try await sent()
            tenant.clock.advance(.seconds(3_601))
            #expect(try await app.browser.open(late).status == 400, "it was too long ago")
            // Who logs in once more on the same page has only the last one to come back with.
            let page = try await app.page(["prompt": "login"])
            let (first, second) = (try await app.logIn(page), try await app.logIn(page))
            #expect(try await app.browser.open("/continue?state=\(try #require(first.state))").status == 400)
            let last = try await app.browser.open("/continue?state=\(try #require(second.state))")
            #expect(last.parameters["code"] != nil)
        }
    }

    @Test func whatHasChangedMeanwhileCounts() async throws {
        try await eachEngine { tenant in
            let app = try await WebApplication(tenant)
            try await ActionFlowTests.bind(Self.redirecting, of: tenant)
            func comeBack(_ changes: Scenario...) async throws -> Browser.View {
                let view = try await app.logIn(try await app.page(["prompt": "login"]))
                try await tenant.run(changes)
                return try await app.browser.open("/continue?state=\(try #require(view.state))")
            }
            let user = "/users/\(app.login.user)"
            let blocked = try await comeBack(.patch(user, ["blocked": true], 200))
            #expect(blocked.parameters["error_description"] == "user is blocked")
            #expect(try await app.login.logged().first == "f")
            try await tenant.run([.patch(user, ["blocked": false], 200)])
            let connection = "/connections/\(app.login.connection)"
            let disabled = try await comeBack(.patch(connection, ["enabled_clients": []], 200))
            #expect(disabled.parameters["error_description"] == "the connection was disabled")
            try await tenant.run([.patch(connection, ["enabled_clients": [.string(app.login.client)]], 200)])
            let gone = try await comeBack(.delete(user, 204))
            #expect(gone.parameters["error_description"] == "The user does not exist.")
            #expect(app.browser.cookies["auth0"] == nil)
        }
    }

    @Test func oneRedirectComesAfterAnother() async throws {
        try await eachEngine { tenant in
            let app = try await WebApplication(tenant)
            try await ActionFlowTests.bind(
                Self.action(
                    "api.idToken.setCustomClaim('way', ['first']); api.redirect.sendUserTo('\(Self.elsewhere)/1')",
                    then: """
                        if (!event.request.query.done) return api.redirect.sendUserTo('\(Self.elsewhere)/2');
                        api.idToken.setCustomClaim('done', true);
                        """),
                Self.action(
                    "api.redirect.sendUserTo('\(Self.elsewhere)/3')",
                    then:
                        "if (event.request.query.no) return api.access.deny('No'); api.idToken.setCustomClaim('last', 1)"
                ),
                of: tenant)
            var view = try await app.logIn(try await app.page())
            var used: [String] = []
            for (number, said) in [(1, ""), (2, "&done=1"), (3, "")] {
                #expect(view.location.hasPrefix("\(Self.elsewhere)/\(number)?state="), "\(view.location)")
                let state = try #require(view.state)
                view = try await app.browser.open("/continue?state=\(state)\(said)")
                for state in used { #expect(try await app.browser.open("/continue?state=\(state)").status == 400) }
                used.append(state)
            }
            let tokens = try await app.exchange(try #require(view.parameters["code"]))
            let claims = try app.login.claims(tokens.json["id_token"])
            #expect(claims["way"] == ["first"] && claims["done"] == true && claims["last"] == 1, "\(claims.text)")
            #expect(try await Self.executions(tenant).map(\.results) == [5])
            view = try await app.logIn(try await app.page(["prompt": "login"]))
            for said in ["&done=1", "&no=1"] {
                view = try await app.browser.open("/continue?state=\(try #require(view.state))\(said)")
            }
            #expect(view.parameters["error"] == "access_denied" && view.parameters["error_description"] == "No")
            #expect(try await app.login.logged().first == "f")
        }
    }

    @Test func tokensAreBelievedThatTheOtherSideHasSigned() async throws {
        try await eachEngine { tenant in
            let app = try await WebApplication(tenant)
            try await ActionFlowTests.bind(
                Self.action(
                    """
                    const options = { secret: event.secrets.KEY, payload: { plan: 'gold' }, expiresInSeconds: 60 };
                    api.redirect.sendUserTo('\(Self.elsewhere)', { query: { session_token: api.redirect.encodeToken(options) } });
                    """,
                    then: """
                        const given = { secret: event.secrets.KEY, tokenParameterName: 'answer' };
                        api.idToken.setCustomClaim('answer', api.redirect.validateToken(given).color);
                        """), of: tenant, secrets: [ActionSecretDraft(name: "KEY", value: Self.secret)])
            func comeBack(_ made: (String) -> String) async throws -> Browser.View {
                let view = try await app.logIn(try await app.page(["prompt": "login"]))
                let state = try #require(view.state)
                return try await app.browser.submit("/continue?state=\(state)", ["answer": made(state)])
            }
            let sent = try await app.logIn(try await app.page())
            let shown = try app.login.claims(sent.parameter("session_token").map(JSON.string))
            #expect(shown["plan"] == "gold" && shown["sub"]?.string == app.login.user, "\(shown.text)")
            let far: JSON = 4_102_444_800
            let good = try await comeBack { Self.token(["color": "green", "state": .string($0), "exp": far]) }
            let tokens = try await app.exchange(try #require(good.parameters["code"], "\(good.location)"))
            #expect(try app.login.claims(tokens.json["id_token"])["answer"] == "green")
            let wrong: [(String, (String) -> String)] = [
                ("The signature of the token is not valid", { Self.token(["state": .string($0)], secret: "another") }),
                (
                    "The signature of the token is not valid",
                    { state in
                        let parts = Self.token(["state": .string(state)]).split(separator: ".")
                        let own = Self.token(["state": .string(state), "color": "red"]).split(separator: ".")
                        return "\(parts[0]).\(own[1]).\(parts[2])"
                    }
                ),
                ("The signature of the token is not valid", { _ in "no.token" }),
                (
                    "The token must be signed with HS256",
                    { Self.token(["state": .string($0)], algorithm: "none") }
                ),
                ("The token has expired", { Self.token(["state": .string($0), "exp": 1_000_000_000]) }),
                ("The token's state is not that of the redirect", { _ in Self.token(["state": "another"]) }),
                ("There is no parameter answer with a token", { _ in "" }),
            ]
            for (message, made) in wrong {
                let view = try await comeBack(made)
                #expect(view.parameters["error"] == "access_denied", "\(view.location)")
                if message.hasPrefix("There is") { continue }
                #expect(view.parameters["error_description"] == message)
            }
        }
    }

    @Test func wrongAddressesFailTheAction() async throws {
        try await eachEngine { tenant in
            let app = try await WebApplication(tenant)
            try await ActionFlowTests.bind("api.redirect.sendUserTo(event.user.user_metadata.address)", of: tenant)
            func set(_ address: String) async throws {
                let metadata: JSON = ["user_metadata": ["address": .string(address)]]
                try await tenant.run([.patch("/users/\(app.login.user)", metadata, 200)])
            }
            for (address, message) in [
                ("javascript:alert(1)", "The user can be sent to http and https alone"),
                ("nowhere", "The user cannot be sent to nowhere: it is no URL"),
            ] {
                try await set(address)
                let view = try await app.logIn(try await app.page())
                #expect(view.parameters["error_description"] == message, "\(view.location)")
            }
            // An action that does not go on lets nobody in.
            try await set(Self.elsewhere)
            let sent = try await app.logIn(try await app.page())
            let view = try await app.browser.open("/continue?state=\(try #require(sent.state))")
            let said = "The action does not export a function onContinuePostLogin"
            #expect(view.parameters["error_description"] == said, "\(view.location)")
            #expect(try await Self.executions(tenant).last?.status == "partial")
        }
    }

    @Test func whereNobodyIsAtAPageNobodyIsSent() async throws {
        try await eachEngine { tenant in
            let app = try await WebApplication(
                tenant,
                client: [
                    "grant_types": [
                        "authorization_code", "password", "http://auth0.com/oauth/grant-type/password-realm",
                    ]
                ])
            _ = try await app.code()
            try await ActionFlowTests.bind(
                "if (event.user.user_metadata.ask && !api.redirect.canRedirect()) return; " + Self.redirecting,
                of: tenant)
            let silent = try await app.authorize(["prompt": "none"])
            #expect(silent.parameters["error"] == "interaction_required", "\(silent.location)")
            #expect(try await app.login.logged().first == "fsa")
            let said = oauthError("interaction_required", "The actions want the user to see a page")
            expect(try await app.login.logIn(), 403, said)
            try await tenant.run([.patch("/users/\(app.login.user)", ["user_metadata": ["ask": true]], 200)])
            #expect(try await app.authorize(["prompt": "none"]).parameters["code"] != nil)
            expect(try await app.login.logIn(), 200)
        }
    }

    @Test func aSessionRemembersWhatWasShownElsewhere() async throws {
        try await eachEngine { tenant in
            let app = try await WebApplication(tenant)
            _ = try await app.code()
            try await ActionFlowTests.bind(
                Self.action(
                    """
                    if (!event.user.user_metadata.again && event.authentication.methods.some((one) => one.name === '\(Self.elsewhere)')) return;
                    api.redirect.sendUserTo('\(Self.elsewhere)');
                    """, then: "api.authentication.recordMethod('\(Self.elsewhere)')"), of: tenant)
            let sent = try await app.authorize()
            #expect(sent.status == 302 && sent.location.hasPrefix(Self.elsewhere + "?state="))
            let view = try await app.browser.open("/continue?state=\(try #require(sent.state))")
            let tokens = try await app.exchange(try #require(view.parameters["code"], "\(view.location)"))
            #expect(try await app.authorize().parameters["code"] != nil, "it need not be shown again")
            let sid = try app.login.claims(tokens.json["id_token"])["sid"]?.string ?? ""
            let session = try await tenant.request("GET", "/sessions/\(sid)", token: tenant.token).json
            let methods = session["authentication"]?["methods"]?.array?.compactMap { $0["name"]?.string }
            #expect(methods == ["pwd", Self.elsewhere])
            let user = try await tenant.request("GET", "/users/\(app.login.user)", token: tenant.token).json
            #expect(user["logins_count"] == 1, "the session stood in for a login")
            // A session that ends while its user is away stands in for nothing.
            try await tenant.run([.patch("/users/\(app.login.user)", ["user_metadata": ["again": true]], 200)])
            let away = try await app.authorize()
            try await tenant.run([.delete("/sessions/\(sid)", 202)])
            let late = try await app.browser.open("/continue?state=\(try #require(away.state))")
            #expect(late.parameters["error"] == "login_required", "\(late.location)")
        }
    }

    @Test func aSecondFactorIsAskedForAfterwards() async throws {
        try await eachEngine { tenant in
            let app = try await WebApplication(tenant)
            try await tenant.run([
                .put("/guardian/factors/otp", ["enabled": true], 200),
                .put("/guardian/policies", [], 200),
            ])
            try await ActionFlowTests.bind(
                Self.action(
                    "api.redirect.sendUserTo('\(Self.elsewhere)')",
                    then: "api.idToken.setCustomClaim('first', true); api.user.setAppMetadata('color', 'red')"),
                "api.authentication.challengeWithAny([{ type: 'otp' }])",
                "api.idToken.setCustomClaim('methods', event.authentication.methods.map((one) => one.name))", of: tenant
            )
            let sent = try await app.logIn(try await app.page())
            try await tenant.run([
                .post(
                    "/users/\(app.login.user)/authentication-methods",
                    ["type": "totp", "name": "phone", "totp_secret": .string(SecondFactorTests.secret)], 201)
            ])
            let challenge = try await app.browser.open("/continue?state=\(try #require(sent.state))")
            let user = "/users/\(app.login.user)"
            try await tenant.run([.patch(user, ["app_metadata": ["color": "green"]], 200)])
            let step = Int64(tenant.clock.now.seconds / OneTimeCodes.period)
            let view = try await app.browser.submit(
                "/u/mfa-otp-challenge",
                [
                    "state": try #require(challenge.hidden("state")),
                    "mfa_token": try #require(challenge.hidden("mfa_token")),
                    "code": try #require(OneTimeCodes(secret: SecondFactorTests.secret)).code(step: step),
                ])
            let tokens = try await app.exchange(try #require(view.parameters["code"], "\(view.text)"))
            let claims = try app.login.claims(tokens.json["id_token"])
            #expect(claims["first"] == true && claims["methods"] == ["pwd", "mfa"], "\(claims.text)")
            let kept = try await tenant.request("GET", user, token: tenant.token).json
            #expect(kept["app_metadata"] == ["color": "green"], "it was set once, before")
            #expect(try await Self.executions(tenant).map(\.results) == [4], "nobody was sent away twice")
        }
    }

    @Test func aSecondFactorIsShownBefore() async throws {
        try await eachEngine { tenant in
            let app = try await WebApplication(tenant)
            try await ActionFlowTests.bind(Self.redirecting, of: tenant)
            try await tenant.run([
                .put("/guardian/factors/otp", ["enabled": true], 200),
                .put("/guardian/factors/recovery-code", ["enabled": true], 200),
                .post(
                    "/users/\(app.login.user)/authentication-methods",
                    ["type": "totp", "name": "phone", "totp_secret": .string(SecondFactorTests.secret)], 201),
            ])
            let recovery = try await tenant.request(
                "POST", "/users/\(app.login.user)/recovery-code-regeneration", token: tenant.token)
            let challenge = try await app.logIn(try await app.page())
            let sent = try await app.browser.submit(
                "/u/mfa-recovery-code-challenge",
                [
                    "state": try #require(challenge.hidden("state")),
                    "mfa_token": try #require(challenge.hidden("mfa_token")),
                    "recovery_code": try #require(recovery.json["recovery_code"]?.string, "\(recovery.json.text)"),
                ])
            let page = try await app.browser.open("/continue?state=\(try #require(sent.state, "\(sent.text)"))")
            #expect(page.text.contains("Your new recovery code"), "it is shown now that Ada is back")
            let view = try await app.browser.submit("/u/continue", ["state": try #require(page.hidden("state"))])
            let tokens = try await app.exchange(try #require(view.parameters["code"]))
            #expect(try app.login.claims(tokens.json["id_token"])["amr"] == ["mfa"])
            let rows = try await tenant.store.read("local") { transaction in
                try transaction.rows("SELECT suspended FROM suspended_logins").count
            }
            #expect(rows == 0)
        }
    }

    @Test func accountsCanBeLinkedMeanwhile() async throws {
        try await eachEngine { tenant in
            let app = try await WebApplication(tenant)
            try await ActionFlowTests.bind(
                Self.action(
                    "api.redirect.sendUserTo('\(Self.elsewhere)')",
                    then: "if (event.request.query.as) api.authentication.setPrimaryUser(event.request.query.as)"),
                of: tenant)
            let other: JSON = [
                "connection": "People", "email": "grace@example.com", "username": "grace",
                "password": .string(LoginFixture.password),
            ]
            let kept = try await tenant.run([.post("/users", other, 201, keeping: ["grace": "user_id"])])
            let grace = try #require(kept["grace"]?.string)
            let first = try await app.logIn(try await app.page())
            let second = try await WebApplication(sharing: app.login).sent()
            let own = String(app.login.user.split(separator: "|")[1])
            try await tenant.run([
                .post("/users/\(grace)/identities", ["provider": "auth0", "user_id": .string(own)], 201)
            ])
            let back = "/continue?state=\(try #require(first.state))&as=\(PercentEncoding.encode(grace))"
            let view = try await app.browser.open(back)
            let tokens = try await app.exchange(try #require(view.parameters["code"], "\(view.location)"))
            #expect(try app.login.claims(tokens.json["id_token"])["sub"]?.string == grace)
            let refused = try await second.browser.open("/continue?state=\(second.state)")
            #expect(refused.parameters["error_description"] == "The user does not exist.", "\(refused.location)")
        }
    }

    @Test func mailedCodesWaitToo() async throws {
        try await eachEngine { tenant in
            let app = try await PasswordlessTests.application(tenant)
            try await ActionFlowTests.bind(Self.redirecting, of: tenant)
            let state = try #require(try await app.page().hidden("state"))
            _ = try await app.browser.submit("/u/login", ["state": state, "email": "new@example.com"])
            let code = try await PasswordlessTests.code(tenant)
            let sent = try await app.browser.submit(
                "/u/login/code", ["state": state, "email": "new@example.com", "code": code])
            let view = try await app.browser.open("/continue?state=\(try #require(sent.state, "\(sent.text)"))")
            #expect(try await app.claims(of: view)["email"] == "new@example.com")
        }
    }

    @Test func othersProvidersWaitToo() async throws {
        try await eachEngine { tenant in
            try await CompanyTenant.listening(for: tenant) { company in
                let app = try await WebApplication(tenant)
                try await app.connect(company.connection())
                try await ActionFlowTests.bind(Self.redirecting, of: tenant)
                let sent = try await app.logIn(at: company)
                let view = try await app.browser.open("/continue?state=\(try #require(sent.state))")
                #expect(try await app.claims(of: view)["email"] == "grace@corp.example")
            }
        }
    }

    @Test func devicesWaitToo() async throws {
        try await eachEngine { tenant in
            let grant = "urn:ietf:params:oauth:grant-type:device_code"
            let app = try await WebApplication(tenant, client: ["grant_types": [.string(grant)]])
            try await ActionFlowTests.bind(Self.redirecting, of: tenant)
            let asked: JSON = [
                "client_id": .string(app.login.client), "client_secret": .string(app.login.secret), "scope": "openid",
            ]
            let device = try await tenant.request("POST", "/oauth/device/code", body: asked, token: nil, root: "").json
            let typed = try await app.browser.submit("/activate", ["user_code": device["user_code"]?.string ?? ""])
            let form = try await app.browser.open(typed.location)
            let confirmed = try await app.browser.submit(
                "/u/device-code-confirmation", ["state": try #require(form.hidden("state")), "action": "confirm"])
            let sent = try await app.logIn(try await app.browser.open(confirmed.location))
            let view = try await app.browser.open("/continue?state=\(try #require(sent.state))")
            #expect(view.location == "/device/success")
            tenant.clock.advance(.seconds(5))
            let tokens = try await app.login.ask([
                "grant_type": .string(grant), "device_code": device["device_code"] ?? .null,
            ])
            expect(tokens, 200, ["scope": "openid"])
        }
    }

    @Test func rulesRunAgain() async throws {
        try await eachEngine { tenant in
            let app = try await WebApplication(tenant)
            let script = """
                function (user, context, callback) {
                  context.idToken[context.protocol] = user.app_metadata.agreed || false;
                  context.redirect = { url: '\(Self.elsewhere)?a=b' };
                  auth0.users.updateUserMetadata(user.user_id, { seen: context.protocol });
                  callback(null, user, context);
                }
                """
            try await tenant.run([.post("/rules", ["name": "one", "script": .string(script)], 201)])
            try await ActionFlowTests.bind(
                "api.idToken.setCustomClaim('protocol', event.transaction.protocol)", of: tenant)
            let path = "/users/\(app.login.user)"
            try await tenant.run([.patch(path, ["app_metadata": ["agreed": false]], 200)])
            let sent = try await app.logIn(try await app.page())
            #expect(sent.location.hasPrefix(Self.elsewhere + "?a=b&state="))
            let before = try await tenant.request("GET", path, token: tenant.token).json
            #expect(before["user_metadata"] == ["seen": "oidc-basic-profile"])
            try await tenant.run([.patch(path, ["app_metadata": ["agreed": true]], 200)])
            let view = try await app.browser.open("/continue?state=\(try #require(sent.state))")
            let tokens = try await app.exchange(try #require(view.parameters["code"], "\(view.location)"))
            let claims = try app.login.claims(tokens.json["id_token"])
            #expect(claims["redirect-callback"] == true && claims["oidc-basic-profile"] == nil, "\(claims.text)")
            #expect(claims["protocol"] == "oidc-basic-profile")
            let after = try await tenant.request("GET", path, token: tenant.token).json
            #expect(after["user_metadata"] == ["seen": "redirect-callback"])
        }
    }
}

extension Browser.View {
    fileprivate func parameter(_ name: String) -> String? {
        let query = location.split(separator: "?", maxSplits: 1).last ?? ""
        return PercentEncoding.pairs(query)?.first { $0.name == name }?.value
    }

    /// What the browser is to come back with.
    fileprivate var state: String? { parameter("state") }
}

extension WebApplication {
    /// Logs Ada in, up to where she is sent elsewhere.
    fileprivate func sent() async throws -> (browser: Browser, state: String) {
        let view = try await logIn(try await page())
        return (browser, try #require(view.state))
    }
}
