import Contract
import HTTPTypes
import OrderedCollections
import Secrets
import TestKit
import Testing

@Suite("Logins with social providers") struct SocialLoginTests {
    /// Has the browser come back from a provider that gives an access token.
    private static func logIn(_ app: WebApplication, with connection: String) async throws -> Browser.View {
        let sent = try await app.authorize(["connection": connection, "prompt": "login"])
        let state = try #require(sent.parameters["state"], "\(sent.location)")
        return try await app.browser.open("/login/callback?state=\(state)&code=abc")
    }

    private static func user(_ app: WebApplication, _ connection: String) async throws -> JSON {
        try #require(try await app.users("identities.connection:\(connection)").first)
    }

    @Test func gitHubTellsOfItsUsersByAnAddress() async throws {
        try await eachEngine { tenant in
            let app = try await WebApplication(tenant)
            let options: JSON = ["client_id": "gh", "client_secret": "hush", "email": true]
            try await app.connect(options, as: "github", strategy: "github")
            let sent = try await app.authorize(["connection": "github", "login_hint": "x"])
            #expect(sent.location.hasPrefix("https://github.com/login/oauth/authorize?"))
            #expect(sent.parameters["scope"] == "user:email" && sent.parameters["code_challenge"] != nil)
            #expect(sent.parameters["nonce"] == nil && sent.parameters["prompt"] == nil)
            let outbound = tenant.outbound
            outbound.answer(
                "https://github.com/login/oauth/access_token", with: ["access_token": "gho_x", "token_type": "bearer"])
            let profile: JSON = [
                "id": 583231, "login": "octocat", "name": "The Octocat", "avatar_url": "https://a.example/o.png",
                "email": .null, "bio": "Likes rebases", "created_at": "2011-01-25T18:44:36Z", "blocked": true,
            ]
            outbound.answer("https://api.github.com/user", with: profile)
            outbound.answer(
                "https://api.github.com/user/emails",
                with: [
                    ["email": "other@example.com", "primary": false, "verified": true],
                    ["email": "Octocat@example.com", "primary": true, "verified": true],
                ])
            let claims = try await app.claims(of: try await Self.logIn(app, with: "github"))
            #expect(claims["sub"] == "github|583231" && claims["nickname"] == "octocat")
            #expect(claims["picture"] == "https://a.example/o.png")
            #expect(claims["email"] == "octocat@example.com" && claims["email_verified"] == true)
            let user = try await Self.user(app, "github")
            let identity = user["identities"]?.array?.first
            #expect(identity?["user_id"] == "583231" && identity?["isSocial"] == true)
            #expect(identity?["access_token"] == "gho_x" && user["bio"] == "Likes rebases")
            #expect(user["created_at"] != "2011-01-25T18:44:36Z" && user["blocked"] == nil && user["login"] == nil)
            let request = try #require(outbound.requests.last { $0.url == "https://api.github.com/user" })
            #expect(request.headers.contains { $0.name == "Authorization" && $0.value == "Bearer gho_x" })
            #expect(try await app.login.event("s")["strategy_type"] == "social")
            // What it does not say does not let anybody in.
            for (answer, words) in [
                (["login": "x"], "does not say who"), (["id": ""], "does not say who"),
                (["id": [1]], "does not say who"), (["id": "a\u{0}b"], "cannot be kept"),
            ] as [(JSON, String)] {
                outbound.answer("https://api.github.com/user", with: answer)
                let view = try await Self.logIn(app, with: "github")
                #expect(view.parameters["error_description"]?.contains(words) == true)
            }
            outbound.answer("https://api.github.com/user", with: ["message": "Bad credentials"], status: 401)
            let refused = try await Self.logIn(app, with: "github")
            #expect(refused.parameters["error"] == "temporarily_unavailable")
            #expect(try await app.users("identities.connection:github").count == 1)
        }
    }

    @Test func addressesAreAskedForWhereTheyAreWanted() async throws {
        try await eachEngine { tenant in
            let app = try await WebApplication(tenant)
            try await app.connect(["client_id": "gh", "client_secret": "hush"], as: "github", strategy: "github")
            tenant.outbound.answer("https://github.com/login/oauth/access_token", with: ["access_token": "gho_x"])
            tenant.outbound.answer("https://api.github.com/user", with: ["id": 583231, "login": "octocat"])
            #expect(try await Self.logIn(app, with: "github").parameters["code"] != nil)
            #expect(!tenant.outbound.requests.contains { $0.url.hasSuffix("/emails") })
        }
    }

    @Test func aBrowserThatIsRememberedNeedsNoSecondFactor() async throws {
        try await eachEngine { tenant in
            let app = try await WebApplication(tenant)
            try await app.connect(["client_id": "gh", "client_secret": "hush"], as: "github", strategy: "github")
            tenant.outbound.answer("https://github.com/login/oauth/access_token", with: ["access_token": "gho_x"])
            tenant.outbound.answer("https://api.github.com/user", with: ["id": 583231, "login": "octocat"])
            #expect(try await Self.logIn(app, with: "github").parameters["code"] != nil)
            let user = try #require(try await Self.user(app, "github")["user_id"]?.string)
            try await tenant.run([
                .put("/guardian/factors/otp", ["enabled": true], 200),
                .post(
                    "/users/\(PercentEncoding.encode(user))/authentication-methods",
                    ["type": "totp", "name": "phone", "totp_secret": .string(SecondFactorTests.secret)], 201),
            ])
            var challenge = try await Self.logIn(app, with: "github")
            if !challenge.location.isEmpty { challenge = try await app.browser.open(challenge.location) }
            let step = Int64(tenant.clock.now.seconds / OneTimeCodes.period)
            _ = try await app.browser.submit(
                "/u/mfa-otp-challenge",
                [
                    "state": try #require(challenge.hidden("state")),
                    "mfa_token": try #require(challenge.hidden("mfa_token")),
                    "code": try #require(OneTimeCodes(secret: SecondFactorTests.secret)).code(step: step),
                    "remember": "yes",
                ])
            #expect(try await Self.logIn(app, with: "github").parameters["code"] != nil)
        }
    }

    @Test func facebookAndLinkedInTellOfTheirs() async throws {
        try await eachEngine { tenant in
            let app = try await WebApplication(tenant)
            let client: JSONObject = ["client_id": "x", "client_secret": "y", "email": true]
            try await app.connect(.object(client), as: "facebook", strategy: "facebook")
            let linkedIn = client.merging(["strategy_version": 3]) { $1 }
            try await app.connect(.object(linkedIn), as: "linkedin", strategy: "linkedin")
            try await app.connect(.object(client), as: "old", strategy: "linkedin")
            let outbound = tenant.outbound
            outbound.answer("https://graph.facebook.com/oauth/access_token", with: ["access_token": "f"])
            outbound.answer(
                "https://graph.facebook.com/me?fields=id,name,first_name,last_name,email,picture",
                with: [
                    "id": "10", "name": "Jo Doe", "first_name": "Jo", "last_name": "Doe", "email": "jo@example.com",
                    "picture": ["data": ["url": "https://f.example/p.png"]],
                ])
            let jo = try await app.claims(of: try await Self.logIn(app, with: "facebook"))
            #expect(jo["sub"] == "facebook|10" && jo["given_name"] == "Jo" && jo["family_name"] == "Doe")
            #expect(jo["picture"] == "https://f.example/p.png" && jo["email_verified"] == false)
            outbound.answer("https://www.linkedin.com/oauth/v2/accessToken", with: ["access_token": "l"])
            outbound.answer(
                "https://api.linkedin.com/v2/userinfo",
                with: ["sub": "u7", "name": "Lin", "email": "lin@example.com", "email_verified": "true"])
            let lin = try await app.claims(of: try await Self.logIn(app, with: "linkedin"))
            #expect(lin["sub"] == "linkedin|u7" && lin["email_verified"] == true)
            let old = try await app.authorize(["connection": "old"])
            #expect(old.parameters["error_description"]?.contains("strategy_version") == true)
        }
    }

    @Test func googleVouchesForACompanysAccounts() async throws {
        let google = try HandwrittenProvider()
        try await eachEngine { tenant in
            let app = try await WebApplication(tenant)
            let options: JSON = [
                "client_id": "notes", "client_secret": "y", "domain": "corp.example", "domain_aliases": ["corp.test"],
            ]
            try await app.connect(options, as: "work", strategy: "google-apps")
            try await app.connect(
                ["client_id": "notes", "client_secret": "y"], as: "google-oauth2", strategy: "google-oauth2")
            let outbound = tenant.outbound
            outbound.answer("https://www.googleapis.com/oauth2/v3/certs", with: ["keys": [try google.key.publicJWK]])
            func logIn(_ connection: String, _ domain: JSON) async throws -> Browser.View {
                let sent = try await app.authorize(["connection": connection, "prompt": "login"]).parameters
                if connection == "work" { #expect(sent["hd"] == "corp.example") }
                let claims = HandwrittenProvider.claims(
                    nonce: sent["nonce"] ?? "",
                    [
                        "iss": "https://accounts.google.com", "hd": domain, "email": "grace@corp.example",
                        "email_verified": true, "sub": "1077",
                    ])
                outbound.answer(
                    "https://oauth2.googleapis.com/token",
                    with: ["id_token": .string(try google.sign(claims)), "access_token": "ya29"])
                return try await app.browser.open("/login/callback?state=\(sent["state"] ?? "")&code=abc")
            }
            for domain in ["evil.example", .null, "corp.example.evil"] as [JSON] {
                let view = try await logIn("work", domain)
                #expect(view.parameters["error_description"] == "The account is of another domain")
            }
            #expect(try await app.users("identities.connection:work").isEmpty)
            let work = try await app.claims(of: try await logIn("work", "CORP.test"))
            #expect(work["sub"] == "google-apps|grace@corp.example")
            let own = try await app.claims(of: try await logIn("google-oauth2", .null))
            #expect(own["sub"] == "google-oauth2|1077" && own["email_verified"] == true)
            let user = try await Self.user(app, "google-oauth2")
            #expect(user["identities"]?.array?.first?["isSocial"] == true)
        }
    }

    @Test func microsoftVouchesForADirectorysUsers() async throws {
        let microsoft = try HandwrittenProvider()
        try await eachEngine { tenant in
            let app = try await WebApplication(tenant)
            let options: JSONObject = ["client_id": "notes", "client_secret": "y", "userid_attribute": "oid"]
            try await app.connect(
                .object(options.merging(["tenant_domain": "corp.example"]) { $1 }), as: "entra", strategy: "waad")
            try await app.connect(
                .object(options.merging(["useCommonEndpoint": true]) { $1 }), as: "any", strategy: "waad")
            let outbound = tenant.outbound
            let root = "https://login.microsoftonline.com"
            for (path, issuer) in [("corp.example", "\(root)/t1/v2.0"), ("common", "\(root)/{tenantid}/v2.0")] {
                outbound.answer(
                    "\(root)/\(path)/v2.0/.well-known/openid-configuration",
                    with: [
                        "issuer": .string(issuer), "authorization_endpoint": .string("\(root)/a"),
                        "token_endpoint": .string("\(root)/t"),
                        "jwks_uri": .string("\(root)/k"),
                    ])
            }
            outbound.answer("\(root)/k", with: ["keys": [try microsoft.key.publicJWK]])
            func logIn(_ connection: String, of directory: String, as id: JSON) async throws -> Browser.View {
                let sent = try await app.authorize(["connection": connection, "prompt": "login"]).parameters
                let claims = HandwrittenProvider.claims(
                    nonce: sent["nonce"] ?? "",
                    [
                        "iss": .string("\(root)/\(directory)/v2.0"), "tid": .string(directory), "oid": id,
                        "email_verified": true,
                    ])
                outbound.answer(
                    "\(root)/t", with: ["id_token": .string(try microsoft.sign(claims)), "access_token": "x"])
                return try await app.browser.open("/login/callback?state=\(sent["state"] ?? "")&code=abc")
            }
            let other = try await logIn("entra", of: "t2", as: "o1")
            #expect(other.parameters["error_description"]?.contains("of another issuer") == true)
            let claims = try await app.claims(of: try await logIn("entra", of: "t1", as: "o1"))
            #expect(claims["sub"] == "waad|o1" && claims["email_verified"] == false, "not unless it is trusted")
            #expect(try await app.claims(of: try await logIn("any", of: "t2", as: "o2"))["sub"] == "waad|o2")
            let again = try await logIn("any", of: "t1", as: "o1")
            #expect(again.parameters["error_description"] == "The user is one of another connection")
        }
    }

    @Test func scriptsTellWhoTheUserIs() async throws {
        try await eachEngine { tenant in
            let app = try await WebApplication(tenant)
            let script = """
                function fetchUserProfile(accessToken, context, callback) {
                  if (context.scope === 'none') return callback(new Error('No profile for ' + accessToken));
                  if (context.scope === 'odd') return callback(null, 'x');
                  callback(null, { user_id: 42, email: 'Jo@example.com', name: context.name, length: accessToken.length });
                }
                """
            let options: JSON = [
                "client_id": "c", "client_secret": "s", "authorizationURL": "https://o.example/a?x=1",
                "tokenURL": "https://o.example/t", "scope": "a b", "pkce_enabled": true,
                "authParams": ["audience": "api"], "authParamsMap": ["login": "login_hint"],
                "customHeaders": ["X-Api-Key": "k"], "scripts": ["fetchUserProfile": .string(script)],
            ]
            try await app.connect(options, as: "custom", strategy: "oauth2")
            let sent = try await app.authorize(["connection": "custom", "login_hint": "jo", "connection_scope": "c"])
            #expect(sent.location.hasPrefix("https://o.example/a?x=1&"))
            #expect(sent.parameters["scope"] == "a b,c" && sent.parameters["audience"] == "api")
            #expect(sent.parameters["login"] == "jo" && sent.parameters["code_challenge_method"] == "S256")
            func answer(_ scope: JSON) {
                tenant.outbound.answer(
                    "https://o.example/t", with: ["access_token": "a-token", "scope": scope, "name": "Jo"])
            }
            answer("none")
            let failed = try await Self.logIn(app, with: "custom")
            #expect(failed.parameters["error"] == "access_denied")
            #expect(
                failed.parameters["error_description"] == "The script fetchUserProfile failed: No profile for *****")
            answer("odd")
            let odd = try await Self.logIn(app, with: "custom")
            #expect(odd.parameters["error_description"] == "The script fetchUserProfile gave no profile")
            answer("all")
            let claims = try await app.claims(of: try await Self.logIn(app, with: "custom"))
            #expect(claims["sub"] == "oauth2|custom|42" && claims["name"] == "Jo")
            let user = try await Self.user(app, "custom")
            #expect(user["length"] == 7 && user["identities"]?.array?.first?["isSocial"] == true)
            let request = try #require(tenant.outbound.requests.last)
            #expect(request.headers.contains { $0.name == "X-Api-Key" && $0.value == "k" })
        }
    }

    @Test func claimsAreMappedAsTheConnectionWants() async throws {
        try await eachEngine { tenant in
            let provider = try HandwrittenProvider()
            try await provider.listening(for: tenant) {
                let app = try await WebApplication(tenant)
                func mapped(_ name: String, _ map: JSON, _ strategy: String = "oidc") async throws -> JSON {
                    var options = HandwrittenProvider.options
                    options["attribute_map"] = map
                    options["userinfo_endpoint"] = .string(HandwrittenProvider.root + "me")
                    try await app.connect(options, as: name, strategy: strategy)
                    let sent = try await app.authorize(["connection": name, "prompt": "login"]).parameters
                    let claims: JSONObject = [
                        "groups": ["a", "b"], "given_name": "Eve", "department": ["name": "R&D"],
                    ]
                    let token = try provider.sign(HandwrittenProvider.claims(nonce: sent["nonce"] ?? "", claims))
                    provider.answer("token", ["id_token": .string(token), "access_token": "x"])
                    let view = try await app.browser.open("/login/callback?state=\(sent["state"] ?? "")&code=abc")
                    #expect(view.parameters["code"] != nil, "\(view.location)")
                    return try await Self.user(app, name)
                }
                let all = try await mapped("all", ["mapping_mode": "bind_all"])
                #expect(all["groups"] == ["a", "b"] && all["iss"] == nil && all["aud"] == nil)
                let basic = try await mapped("basic", ["mapping_mode": "basic_profile"], "okta")
                #expect(basic["groups"] == nil && basic["given_name"] == "Eve")
                #expect(basic["user_id"] == "okta|basic|u1")
                provider.answer("me", ["sub": "u1", "zoneinfo": "Europe/Zurich"])
                let map: JSON = [
                    "mapping_mode": "use_map", "userinfo_scope": "groups",
                    "attributes": [
                        "email": "${context.tokenset.email}", "teams": "${context.tokenset.groups}",
                        "label": "${context.tokenset.given_name} of ${context.tokenset.department.name}",
                        "kind": "${context.connection.strategy}", "zone": "${context.userinfo.zoneinfo}", "fixed": "x",
                        "gone": "${context.tokenset.nothing}", "user_id": "auth0|admin", "amr": "x", "level": 3,
                    ],
                ]
                let user = try await mapped("map", map)
                #expect(user["teams"] == ["a", "b"] && user["label"] == "Eve of R&D" && user["kind"] == "oidc")
                #expect(user["zone"] == "Europe/Zurich" && user["fixed"] == "x" && user["level"] == 3)
                #expect(user["gone"] == nil && user["amr"] == nil && user["user_id"] == "oidc|map|u1")
                #expect(user["given_name"] == nil && user["email"] == "eve@rogue.example")
            }
        }
    }
}
