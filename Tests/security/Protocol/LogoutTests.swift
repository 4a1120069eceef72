import Contract
import Secrets
import OrderedCollections
import TestKit
import Testing

@Suite("Logouts that others ask for") struct LogoutAttackTests {
    private static let bye = "https://notes.example/bye"

    private func logout(_ app: WebApplication, _ parameters: [String: String]) async throws -> Browser.View {
        let query = parameters.map { "\($0.key)=\(PercentEncoding.encode($0.value))" }.joined(separator: "&")
        return try await app.browser.open("/oidc/logout?\(query)")
    }

    private func asks(_ view: Browser.View) -> Bool { view.text.contains("Do you want to log out?") }

    @Test(arguments: ["RS256", "HS256", "RS512", "PS256"])
    func `a token of this server proves a logout, however it is signed`(_ algorithm: String) async throws {
        try await eachEngine { tenant in
            let app = try await WebApplication(tenant, client: ["jwt_configuration": ["alg": .string(algorithm)]])
            let token = try #require(try await app.exchange(try await app.code()).json["id_token"]?.string)
            let out = try await logout(
                app, ["id_token_hint": token, "post_logout_redirect_uri": Self.bye, "state": "s"])
            #expect(out.location == Self.bye + "?state=s" && app.browser.cookies["auth0"] == nil)
        }
    }

    @Test func `a token of another session asks`() async throws {
        try await eachEngine { tenant in
            let app = try await WebApplication(tenant)
            let old = try #require(try await app.exchange(try await app.code()).json["id_token"]?.string)
            _ = try await app.code(["prompt": "login"])
            let session = app.browser.cookies["auth0"]
            #expect(asks(try await logout(app, ["id_token_hint": old])))
            #expect(app.browser.cookies["auth0"] == session)
        }
    }

    @Test func `a token of somebody else, or of nobody, is none`() async throws {
        try await eachEngine { tenant in
            let app = try await WebApplication(tenant)
            let tokens = try await app.exchange(try await app.code(["audience": LoginFixture.audience])).json
            let token = try #require(tokens["id_token"]?.string)
            let claims = try app.login.claims(tokens["id_token"]).object ?? [:]
            let unsigned = [["alg": "none", "typ": "JWT"] as JSON, .object(claims)].map { Base64URL.text($0.bytes) }
            let parts = token.split(separator: ".").map(String.init)
            var forged = [
                unsigned.joined(separator: ".") + ".", "\(parts[0]).\(unsigned[1]).\(parts[2])x", "x", "a.b.c",
            ]
            forged.append(try #require(tokens["access_token"]?.string))
            forged.append(try await tenant.signed(claims.merging(["iss": "https://evil.example/"]) { $1 }))
            forged.append(try await tenant.signed(claims.merging(["aud": "nobody"]) { $1 }))
            let header = Base64URL.text((["alg": "HS256", "typ": "JWT"] as JSON).bytes)
            forged.append("\(header).\(parts[1]).\(parts[2])")
            for hint in forged {
                let view = try await logout(app, ["id_token_hint": hint])
                #expect(view.status == 400 && app.browser.cookies["auth0"] != nil, "\(hint)")
            }
        }
    }

    @Test(arguments: [
        "https://notes.example/bye?x=1", "https://notes.example/bye#x", "https://notes.example/bye/",
        "https://evil.example/",
        "https://notes.example/by\u{212F}", "javascript:alert(1)",
    ])
    func `nobody is led where nothing is registered`(_ destination: String) async throws {
        try await eachEngine { tenant in
            let app = try await WebApplication(tenant)
            let token = try #require(try await app.exchange(try await app.code()).json["id_token"]?.string)
            let view = try await logout(app, ["id_token_hint": token, "post_logout_redirect_uri": destination])
            #expect(view.status == 400 && view.location.isEmpty)
        }
    }

    @Test func `who names no address is led nowhere`() async throws {
        try await eachEngine { tenant in
            let app = try await WebApplication(tenant)
            let token = try #require(try await app.exchange(try await app.code()).json["id_token"]?.string)
            let view = try await logout(app, ["id_token_hint": token])
            #expect(view.status == 200 && view.location.isEmpty)
        }
    }

    @Test func `another site's form cannot confirm`() async throws {
        try await eachEngine { tenant in
            let app = try await WebApplication(tenant)
            _ = try await app.code()
            let question = try await logout(app, ["client_id": app.login.client])
            #expect(!question.text.contains("federated"))
            let token = try #require(question.hidden("confirm"))
            for wrong in ["", "yes", String(token.reversed())] {
                #expect(asks(try await app.browser.submit("/oidc/logout", ["confirm": wrong])))
            }
            // The token of one browser is of no use in another.
            let other = WebApplication(sharing: app.login)
            _ = try await other.code()
            #expect(asks(try await other.browser.submit("/oidc/logout", ["confirm": token])))
            // An application's own form has no token, and is asked about.
            #expect(asks(try await app.browser.submit("/oidc/logout", ["client_id": app.login.client])))
            _ = try await app.browser.submit("/oidc/logout", ["confirm": token])
            #expect(app.browser.cookies["auth0"] == nil)
        }
    }

    @Test func `what a request says besides must be what the token says`() async throws {
        try await eachEngine { tenant in
            let app = try await WebApplication(tenant)
            let token = try #require(try await app.exchange(try await app.code()).json["id_token"]?.string)
            let session = try #require(try app.login.claims(.string(token))["sid"]?.string)
            for (more, words) in [
                (["client_id": tenant.administrator.clientID], "client_id is not that of the id_token_hint"),
                (["logout_hint": "x"], "logout_hint is not that of the id_token_hint"),
            ] {
                let view = try await logout(app, ["id_token_hint": token].merging(more) { $1 })
                #expect(view.status == 400 && view.alert == words && app.browser.cookies["auth0"] != nil)
            }
            let out = try await logout(
                app, ["id_token_hint": token, "client_id": app.login.client, "logout_hint": session])
            #expect(out.status == 200 && app.browser.cookies["auth0"] == nil, "\(out.text)")
        }
    }

    @Test func `an application that is not there leads nowhere`() async throws {
        try await eachEngine { tenant in
            let app = try await WebApplication(tenant)
            _ = try await app.code()
            for path in ["/v2/logout?client_id=nobody", "/oidc/logout?client_id=nobody"] {
                let view = try await app.browser.open(path)
                #expect(view.status == 400 && view.alert == "Unknown client: nobody", "\(path)")
            }
            #expect(app.browser.cookies["auth0"] != nil)
        }
    }

    @Test func `an address with a query that no URL has is refused`() async throws {
        try await eachEngine { tenant in
            let app = try await WebApplication(tenant)
            func leave(_ query: String) async throws -> Browser.View {
                let address = PercentEncoding.encode("\(Self.bye)?\(query)")
                return try await app.browser.open("/v2/logout?client_id=\(app.login.client)&returnTo=\(address)")
            }
            #expect(try await leave("x=1").location == "\(Self.bye)?x=1")
            for query in ["x=\u{E9}", "x=a b", "x=a\nb"] { #expect(try await leave(query).status == 400, "\(query)") }
        }
    }

    @Test func `silence tells of the hinted user alone`() async throws {
        try await eachEngine { tenant in
            let app = try await WebApplication(tenant)
            let own = try #require(try await app.exchange(try await app.code()).json["id_token"]?.string)
            let claims = try app.login.claims(.string(own)).object ?? [:]
            let other = try await tenant.signed(claims.merging(["sub": "auth0|somebody-else"]) { $1 })
            #expect(try await app.authorize(["prompt": "none", "id_token_hint": own]).parameters["code"] != nil)
            for hint in [other, "x"] {
                let view = try await app.authorize(["prompt": "none", "id_token_hint": hint])
                #expect(view.parameters["error"] == "login_required")
            }
            #expect(try await app.authorize(["id_token_hint": other]).location.hasPrefix("/u/login"))
        }
    }
}
