import Contract
import HTTPTypes
import Secrets
import Serving
import TestKit
import Testing

@Suite("Telling applications of a logout") struct BackchannelLogoutTests {
    private static let url = "https://notes.example/logged-out"

    /// An application that is told of what it chooses.
    private static func application(
        _ tenant: TestTenant, of initiators: JSON? = nil, metadata: Bool = false
    ) async throws -> WebApplication {
        var logout: JSONObject = ["backchannel_logout_urls": [.string(url)]]
        logout["backchannel_logout_initiators"] = initiators
        if metadata { logout["backchannel_logout_session_metadata"] = ["include": true] }
        return try await WebApplication(tenant, client: ["oidc_logout": .object(logout)])
    }

    /// Logs Ada in, and gives the session's name.
    private static func logIn(_ app: WebApplication) async throws -> String {
        let tokens = try await app.exchange(try await app.code(["prompt": "login"]))
        return try #require(try app.login.claims(tokens.json["id_token"])["sid"]?.string)
    }

    /// What the applications were told so far.
    private static func tokens(_ tenant: TestTenant) throws -> [String] {
        try tenant.outbound.requests.filter { $0.url.contains("logged-out") }.map { request in
            let body = String(decoding: request.body, as: UTF8.self)
            let pair = try #require(PercentEncoding.pairs(body)?.first)
            #expect(request.method == "POST" && pair.name == "logout_token")
            return pair.value
        }
    }

    private static func claims(_ tenant: TestTenant) throws -> [TokenClaims] {
        let context = try tenant.gatehouse.services.tenants.tenant(for: IncomingRequest(method: "GET", path: "/"))
        return try tokens(tenant).map { try context.signer.claims(of: $0) }
    }

    @Test func allThatTheSessionWasUsedForAreTold() async throws {
        try await eachEngine { tenant in
            let app = try await Self.application(tenant)
            let elsewhere = "https://mail.example/logged-out"
            let kept = try await tenant.run([
                .post(
                    "/clients",
                    [
                        "name": "Mail", "callbacks": ["https://mail.example/callback"],
                        "oidc_logout": ["backchannel_logout_urls": [.string(elsewhere)]],
                    ], 201, keeping: ["mail": "client_id"]),
                .post(
                    "/clients", ["name": "Unused", "oidc_logout": ["backchannel_logout_urls": [.string(elsewhere)]]],
                    201),
                .patch(
                    "/connections/\(app.login.connection)/clients", [["client_id": "{mail}", "status": true]], 204),
            ])
            let mail = kept["mail"]?.string ?? ""
            for url in [Self.url, elsewhere] { tenant.outbound.answer(url, with: [:]) }
            let session = try await Self.logIn(app)
            let other = ["client_id": mail, "redirect_uri": "https://mail.example/callback"]
            #expect(try await app.authorize(other).parameters["code"] != nil)
            #expect(try Self.tokens(tenant).isEmpty)
            _ = try await app.browser.open("/v2/logout?client_id=\(app.login.client)")
            try await tenant.work()
            let claims = try Self.claims(tenant).sorted { $0["aud"]?.string == app.login.client && $1["aud"] != nil }
            #expect(Set(claims.compactMap { $0["aud"]?.string }) == [app.login.client, mail])
            let first = try #require(claims.first)
            #expect(first["sid"]?.string == session && first["sub"]?.string == app.login.user)
            #expect(first["iss"]?.string == tenant.issuer && first["nonce"] == nil && first["jti"] != nil)
            #expect(first["events"] == ["http://schemas.openid.net/event/backchannel-logout": [:]])
            #expect(try #require(first["exp"]?.integer) - (try #require(first["iat"]?.integer)) == 120)
            #expect(first["session_metadata"] == nil)
            #expect(Set(claims.compactMap { $0["jti"]?.string }).count == 2)
            let event = try await app.login.event("oidc_backchannel_logout_succeeded")
            #expect(event["user_id"]?.string == app.login.user && event["details"]?["initiator"] == "rp-logout")
            try await tenant.work()
            #expect(try Self.tokens(tenant).count == 2, "each is told once")
        }
    }

    @Test func whatTakesNothingIsToldAgain() async throws {
        try await eachEngine { tenant in
            let app = try await Self.application(tenant)
            _ = try await Self.logIn(app)
            tenant.outbound.answer(Self.url, with: [:], status: 503)
            _ = try await app.browser.open("/v2/logout")
            try await tenant.work()
            #expect(try Self.tokens(tenant).count == 1)
            try await tenant.work()
            #expect(try Self.tokens(tenant).count == 1, "not at once")
            tenant.clock.advance(.seconds(2))
            tenant.outbound.answer(Self.url, with: [:])
            try await tenant.work()
            let claims = try Self.claims(tenant)
            #expect(claims.count == 2)
            #expect(claims.last?["iat"]?.integer == tenant.clock.now.seconds, "a token is not good for long")
            // What is refused is not sent again.
            _ = try await Self.logIn(app)
            tenant.outbound.answer(Self.url, with: [:], status: 400)
            _ = try await app.browser.open("/v2/logout")
            try await tenant.work()
            let event = try await app.login.event("oidc_backchannel_logout_failed")
            #expect(event["description"] == "The application answered 400")
            tenant.clock.advance(.seconds(10_000))
            try await tenant.work()
            #expect(try Self.tokens(tenant).count == 3)
            // And in the end nobody tries any more.
            _ = try await Self.logIn(app)
            tenant.outbound.answer(Self.url, with: [:], status: 500)
            _ = try await app.browser.open("/v2/logout")
            for _ in 0..<12 {
                try await tenant.work()
                tenant.clock.advance(.seconds(1_024))
            }
            #expect(try Self.tokens(tenant).count == 13)
            let last = try await app.login.event("oidc_backchannel_logout_failed")
            #expect(last["description"] == "The application answered 500")
        }
    }

    @Test func applicationsChooseWhatTheyAreToldOf() async throws {
        try await eachEngine { tenant in
            let app = try await Self.application(
                tenant, of: ["mode": "custom", "selected_initiators": ["password-changed", "session-expired"]])
            tenant.outbound.answer(Self.url, with: [:])
            let user = "/users/\(app.login.user)"
            func initiators() async throws -> [String] {
                try await tenant.work()
                let answer = try await tenant.request(
                    "GET", "/logs?q=type:oidc_backchannel_logout_succeeded&sort=date:1", token: tenant.token)
                return (answer.json.array ?? []).compactMap { $0["details"]?["initiator"]?.string }
            }
            let first = try await Self.logIn(app)
            try await tenant.run([.delete("/sessions/\(first)", 202)])
            #expect(try await initiators() == [], "it was not chosen")
            _ = try await Self.logIn(app)
            try await tenant.run([.patch(user, ["password": "Another-Horse-10"], 200)])
            #expect(try await initiators() == ["password-changed"])
            try await tenant.run([.patch(user, ["password": .string(LoginFixture.password)], 200)])
            _ = try await Self.logIn(app)
            tenant.clock.advance(.seconds(73 * 3_600))
            #expect(try await initiators() == ["password-changed", "session-expired"])
            _ = try await Self.logIn(app)
            _ = try await app.browser.open("/v2/logout")
            #expect(try await initiators().last == "rp-logout", "that is always told")
            try await tenant.run([
                .patch(
                    "/clients/\(app.login.client)",
                    [
                        "oidc_logout": [
                            "backchannel_logout_urls": [.string(Self.url)],
                            "backchannel_logout_initiators": ["mode": "all"],
                        ]
                    ], 200)
            ])
            let second = try await Self.logIn(app)
            try await tenant.run([.post("/sessions/\(second)/revoke", nil, 202)])
            #expect(try await initiators().last == "session-revoked")
            _ = try await Self.logIn(app)
            try await tenant.run([.delete("\(user)/sessions", 202)])
            #expect(try await initiators().suffix(2) == ["session-revoked", "session-revoked"])
            _ = try await Self.logIn(app)
            try await tenant.run([.delete(user, 204)])
            #expect(try await initiators().last == "account-deleted")
            let told = try Self.claims(tenant).last
            #expect(told?["sub"]?.string == app.login.user)
        }
    }

    @Test func whoIsUnsubscribedIsToldNothing() async throws {
        try await eachEngine { tenant in
            let app = try await Self.application(tenant)
            let session = try await Self.logIn(app)
            // To log in once more is no logout, although the session is another.
            #expect(try await Self.logIn(app) != session)
            try await tenant.work()
            #expect(try Self.tokens(tenant).isEmpty)
            _ = try await app.browser.open("/v2/logout")
            try await tenant.run([
                .patch(
                    "/clients/\(app.login.client)", ["oidc_logout": ["backchannel_logout_urls": []]], 200)
            ])
            try await tenant.work()
            #expect(try Self.tokens(tenant).isEmpty, "what waits is given up")
            _ = try await Self.logIn(app)
            try await tenant.run([.delete("/clients/\(app.login.client)", 204)])
            _ = try await app.browser.open("/v2/logout")
            try await tenant.work()
            #expect(try Self.tokens(tenant).isEmpty)
        }
    }

    @Test func metadataComesAlongWhereItIsWanted() async throws {
        try await eachEngine { tenant in
            let app = try await Self.application(tenant, metadata: true)
            tenant.outbound.answer(Self.url, with: [:], status: 204)
            let session = try await Self.logIn(app)
            try await tenant.run([
                .patch("/sessions/\(session)", ["session_metadata": ["device": "kiosk"]], 200)
            ])
            _ = try await app.browser.open("/v2/logout")
            try await tenant.work()
            let claims = try #require(try Self.claims(tenant).first)
            #expect(claims["session_metadata"] == ["device": "kiosk"])
            // An application that is not configured for session metadata does not receive them.
            try await tenant.run([
                .patch(
                    "/clients/\(app.login.client)", ["oidc_logout": ["backchannel_logout_urls": [.string(Self.url)]]],
                    200)
            ])
            let next = try await Self.logIn(app)
            try await tenant.run([.patch("/sessions/\(next)", ["session_metadata": ["device": "kiosk"]], 200)])
            _ = try await app.browser.open("/v2/logout")
            try await tenant.work()
            let other = try #require(try Self.claims(tenant).first { $0["sid"]?.string == next })
            #expect(other["session_metadata"] == nil)
            let header = try app.login.header(.string(try #require(try Self.tokens(tenant).first)))
            #expect(header["alg"] == "RS256" && header["typ"] == "JWT", "as at Auth0")
            let document = try await tenant.request("GET", "/.well-known/openid-configuration", token: nil, root: "")
            #expect(document.json["backchannel_logout_supported"] == true)
            #expect(document.json["backchannel_logout_session_supported"] == true)
        }
    }
}
