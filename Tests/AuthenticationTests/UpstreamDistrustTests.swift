import Contract
import HTTPTypes
import JWTKit
import OrderedCollections
import Secrets
import TestKit
import Testing

/// What a provider may do wrong, by mistake or on purpose.
@Suite("Providers that are not believed") struct UpstreamDistrustTests {
    /// Has a browser come back from the provider.
    /// - Parameter answer: gives what the provider answers to the code, told the nonce.
    private static func comeBack(
        _ app: WebApplication, _ provider: HandwrittenProvider, _ answer: (String) throws -> JSON
    ) async throws -> Browser.View {
        let sent = try await app.authorize(["connection": "rogue", "prompt": "login"])
        let asked = sent.parameters
        provider.answer("token", try answer(asked["nonce"] ?? ""))
        return try await app.browser.open("/login/callback?state=\(asked["state"] ?? "")&code=abc")
    }

    private static func refused(
        _ view: Browser.View, _ app: WebApplication, because words: String, _ error: String = "access_denied",
        _ location: SourceLocation = #_sourceLocation
    ) async throws {
        let told = view.parameters
        #expect(told["error"] == error, "\(view.location) \(view.alert ?? "")", sourceLocation: location)
        #expect(
            told["error_description"]?.contains(words) == true, "\(told["error_description"] ?? "")",
            sourceLocation: location)
        #expect(try await app.users("identities.connection:rogue").isEmpty, sourceLocation: location)
        #expect(app.browser.cookies["auth0"] == nil, sourceLocation: location)
        let event = try await app.login.event("f")
        #expect(event["description"]?.string == told["error_description"], sourceLocation: location)
        #expect(event["connection"] == "rogue", sourceLocation: location)
    }

    @Test func tokensThatAreNotRight() async throws {
        try await eachEngine { tenant in
            let provider = try HandwrittenProvider()
            try await provider.listening(for: tenant) {
                let app = try await WebApplication(tenant)
                try await app.connect(HandwrittenProvider.options, as: "rogue")
                let now: Int64 = 1_769_860_800
                let wrong: [(JSONObject, String)] = [
                    (["iss": "https://other.example/"], "of another issuer"),
                    (["iss": "https://rogue.example"], "of another issuer"),
                    (["aud": "others"], "for another audience"), (["aud": .null], "for another audience"),
                    (["aud": ["notes", "others"]], "for another audience"),
                    (["aud": ["notes", "others"], "azp": "others"], "for another audience"),
                    (["exp": .integer(now - 61)], "has expired"), (["exp": .null], "has expired"),
                    (["iat": .integer(now + 61)], "not valid yet"), (["iat": .null], "not valid yet"),
                    (["nbf": .integer(now + 61)], "not valid yet"),
                    (["nonce": "another"], "nonce is another"), (["nonce": .null], "nonce is another"),
                    (["sub": ""], "has no sub"), (["sub": .null], "has no sub"), (["sub": 7], "has no sub"),
                    (["sub": .string(String(repeating: "x", count: 600))], "does not say who the user is"),
                    (["name": "a\u{0}b"], "cannot be kept"),
                ]
                for (claims, words) in wrong {
                    let view = try await Self.comeBack(app, provider) { nonce in
                        ["id_token": .string(try provider.sign(HandwrittenProvider.claims(nonce: nonce, claims)))]
                    }
                    try await Self.refused(view, app, because: words)
                }
                let right = try await Self.comeBack(app, provider) { nonce in
                    let claims: JSONObject = [
                        "aud": ["notes", "others"], "azp": "notes", "user_metadata": ["admin": true], "blocked": true,
                        "email_verified": "true", "picture": 7, "identities": [], "exp": .number(Double(now) + 300.5),
                    ]
                    return [
                        "id_token": .string(try provider.sign(HandwrittenProvider.claims(nonce: nonce, claims)))
                    ]
                }
                let claims = try await app.claims(of: right)
                #expect(claims["sub"] == "oidc|rogue|u1" && claims["email_verified"] == true)
                let user = try #require(try await app.users("identities.connection:rogue").first)
                #expect(user["user_metadata"] == nil && user["blocked"] == nil)
                #expect(user["picture"]?.string?.hasPrefix("https://s.gravatar.com/") == true)
            }
        }
    }

    @Test func loginsThatAreTooOld() async throws {
        try await eachEngine { tenant in
            let provider = try HandwrittenProvider()
            try await provider.listening(for: tenant) {
                let app = try await WebApplication(tenant)
                try await app.connect(HandwrittenProvider.options, as: "rogue")
                func comeBack(_ login: JSON) async throws -> Browser.View {
                    let asked = try await app.authorize(["connection": "rogue", "max_age": "100"]).parameters
                    let claims = HandwrittenProvider.claims(nonce: asked["nonce"] ?? "", ["auth_time": login])
                    provider.answer("token", ["id_token": .string(try provider.sign(claims))])
                    return try await app.browser.open("/login/callback?state=\(asked["state"] ?? "")&code=abc")
                }
                let now: Int64 = 1_769_860_800
                try await Self.refused(try await comeBack(.integer(now - 161)), app, because: "too long ago")
                #expect(try await comeBack(.integer(now - 100)).parameters["code"] != nil)
            }
        }
    }

    @Test func signaturesThatAreNotRight() async throws {
        try await eachEngine { tenant in
            let provider = try HandwrittenProvider()
            let stranger = try TokenSigner(
                key: SigningKey.generate(
                    subject: "stranger", kid: "first", from: tenant.clock.now, for: .seconds(86_400)))
            let unknown = try TokenSigner(
                key: SigningKey.generate(
                    subject: "next", kid: "second", from: tenant.clock.now, for: .seconds(86_400)))
            try await provider.listening(for: tenant) {
                let app = try await WebApplication(tenant)
                try await app.connect(HandwrittenProvider.options, as: "rogue")
                func claims(_ nonce: String) -> TokenClaims { TokenClaims(HandwrittenProvider.claims(nonce: nonce)) }
                func parts(_ header: JSON, _ nonce: String) -> String {
                    Base64URL.text(header.bytes) + "." + Base64URL.text(JSON.object(claims(nonce).members).bytes) + "."
                }
                let pem = Array(provider.key.privateKeyPEM.utf8)
                let secret = Array("hush".utf8)
                let wrong: [((String) throws -> String, String)] = [
                    ({ try stranger.sign(claims($0)) }, "signature is wrong"),
                    ({ try unknown.sign(claims($0)) }, "unknown key"),
                    ({ parts(["alg": "none"], $0) }, "signed with none"),
                    ({ parts(["alg": "none", "kid": "first"], $0) + "x" }, "signed with none"),
                    ({ try provider.sign(claims($0).members, algorithm: "HS256", secret: pem) }, "signed with HS256"),
                    (
                        { try provider.sign(claims($0).members, algorithm: "HS256", secret: secret) },
                        "signed with HS256"
                    ),
                    ({ try provider.sign(claims($0).members, algorithm: "PS256") }, "unknown key"),
                    ({ parts(["alg": "RS256", "kid": "first"], $0) }, "signature is wrong"),
                    (
                        { parts(["alg": "RS256", "kid": "first", "crit": ["x"]], $0) + "x" },
                        "no ID token that can be read"
                    ),
                    ({ _ in "x" }, "no ID token that can be read"),
                ]
                for (sign, words) in wrong {
                    let view = try await Self.comeBack(app, provider) { ["id_token": .string(try sign($0))] }
                    try await Self.refused(view, app, because: words)
                }
                // A key that comes later is asked for, but not again and again.
                provider.answer("keys", ["keys": [try provider.key.publicJWK, try unknown.key.publicJWK]])
                let soon = try await Self.comeBack(app, provider) {
                    ["id_token": .string(try unknown.sign(claims($0)))]
                }
                try await Self.refused(soon, app, because: "unknown key")
                tenant.clock.advance(.seconds(31))
                let later = try await Self.comeBack(app, provider) {
                    ["id_token": .string(try unknown.sign(claims($0)))]
                }
                #expect(later.parameters["code"] != nil)
            }
        }
    }

    @Test func answersThatAreNotRight() async throws {
        try await eachEngine { tenant in
            let provider = try HandwrittenProvider()
            try await provider.listening(for: tenant) {
                let app = try await WebApplication(tenant)
                try await app.connect(HandwrittenProvider.options, as: "rogue")
                let refusals: [(JSON, Int, String, String)] = [
                    (
                        ["error": "invalid_grant", "error_description": "Code is old"], 400, "Code is old",
                        "access_denied"
                    ),
                    (["error": "invalid_client"], 401, "invalid_client", "access_denied"),
                    (["error": "bad_verification_code"], 200, "bad_verification_code", "access_denied"),
                    ([:], 503, "the status 503", "access_denied"), ([:], 200, "no ID token", "access_denied"),
                    ([1, 2], 200, "the status 200", "access_denied"),
                    (["id_token": 7], 200, "no ID token", "access_denied"),
                ]
                for (json, status, words, error) in refusals {
                    let sent = try await app.authorize(["connection": "rogue"])
                    provider.answer("token", json, status: status)
                    let view = try await app.browser.open(
                        "/login/callback?state=\(sent.parameters["state"] ?? "")&code=abc")
                    try await Self.refused(view, app, because: words, error)
                }
                let bodies: [([UInt8], String)] = [
                    (Array("<html>".utf8), "did not answer with JSON"),
                    (Array(repeating: UInt8(ascii: " "), count: 300 << 10), "larger than 262144 bytes"),
                ]
                for (body, words) in bodies {
                    let sent = try await app.authorize(["connection": "rogue"])
                    provider.answer("token", body)
                    let view = try await app.browser.open(
                        "/login/callback?state=\(sent.parameters["state"] ?? "")&code=abc")
                    try await Self.refused(view, app, because: words, "temporarily_unavailable")
                }
                let sent = try await app.authorize(["connection": "rogue"])
                let state = sent.parameters["state"] ?? ""
                let mixed = try await app.browser.open(
                    "/login/callback?state=\(state)&code=abc&iss=https://other.example/")
                try await Self.refused(mixed, app, because: "comes from another issuer")
                // What was sent shows that the code is ours.
                let form = try #require(provider.forms("token").first)
                #expect(form["grant_type"] == "authorization_code" && form["client_secret"] == "hush")
                #expect(form["redirect_uri"] == "http://localhost:3000/login/callback")
                #expect(form["code_verifier"]?.count == 64)
                provider.answer("keys", Array("<html>".utf8))
                let view = try await Self.comeBack(app, provider) { nonce in
                    ["id_token": .string(try provider.sign(HandwrittenProvider.claims(nonce: nonce)))]
                }
                try await Self.refused(view, app, because: "did not answer with JSON", "temporarily_unavailable")
            }
        }
    }

    @Test func keysThatNoTokenNames() async throws {
        try await eachEngine { tenant in
            let provider = try HandwrittenProvider()
            let other = try SigningKey.generate(
                subject: "next", kid: "second", from: tenant.clock.now, for: .seconds(86_400))
            let keys = await JWTKeyCollection().add(
                rsa: try Insecure.RSA.PrivateKey(pem: provider.key.privateKeyPEM), digestAlgorithm: .sha256)
            try await provider.listening(for: tenant) {
                let app = try await WebApplication(tenant)
                try await app.connect(HandwrittenProvider.options, as: "rogue")
                func comeBack() async throws -> Browser.View {
                    let asked = try await app.authorize(["connection": "rogue", "prompt": "login"]).parameters
                    let claims = TokenClaims(HandwrittenProvider.claims(nonce: asked["nonce"] ?? ""))
                    provider.answer("token", ["id_token": .string(try await keys.sign(claims))])
                    return try await app.browser.open("/login/callback?state=\(asked["state"] ?? "")&code=abc")
                }
                provider.answer("keys", ["keys": [try provider.key.publicJWK, try other.publicJWK]])
                try await Self.refused(try await comeBack(), app, because: "unknown key")
                tenant.clock.advance(.seconds(31))
                provider.answer("keys", ["keys": [try provider.key.publicJWK]])
                #expect(try await comeBack().parameters["code"] != nil)
            }
        }
    }

    @Test func algorithmsThatTheConnectionDoesNotWant() async throws {
        try await eachEngine { tenant in
            let provider = try HandwrittenProvider()
            try await provider.listening(for: tenant) {
                let app = try await WebApplication(tenant)
                var options = HandwrittenProvider.options
                options["id_token_signed_response_algs"] = ["PS256", "RS512"]
                let id = try await app.connect(options, as: "rogue")
                func comeBack() async throws -> Browser.View {
                    try await Self.comeBack(app, provider) {
                        ["id_token": .string(try provider.sign(HandwrittenProvider.claims(nonce: $0)))]
                    }
                }
                try await Self.refused(try await comeBack(), app, because: "signed with RS256")
                options["id_token_signed_response_algs"] = ["PS256", "RS256"]
                try await tenant.run([.patch("/connections/\(id)", ["options": options], 200)])
                #expect(try await comeBack().parameters["code"] != nil)
                // The provider's metadata supply the options that the connection lacks.
                options["issuer"] = .null
                options["oidc_metadata"] = ["issuer": .string(HandwrittenProvider.root)]
                try await tenant.run([.patch("/connections/\(id)", ["options": options], 200)])
                #expect(try await comeBack().parameters["code"] != nil)
            }
        }
    }

    @Test(arguments: ["RS256", "RS384", "RS512", "PS256", "PS384", "ES256", "ES384"])
    func assertionsAreSignedAsTheKeySays(_ algorithm: String) async throws {
        try await eachEngine { tenant in
            let provider = try HandwrittenProvider()
            try await provider.listening(for: tenant) {
                let app = try await WebApplication(tenant)
                var options = HandwrittenProvider.options
                options["client_secret"] = nil
                options["token_endpoint_auth_method"] = "private_key_jwt"
                options["token_endpoint_auth_signing_alg"] = .string(algorithm)
                try await app.connect(options, as: "rogue")
                let view = try await Self.comeBack(app, provider) {
                    ["id_token": .string(try provider.sign(HandwrittenProvider.claims(nonce: $0)))]
                }
                #expect(view.parameters["code"] != nil, "\(view.location)")
                let form = try #require(provider.forms("token").last)
                #expect(try app.login.header(.string(form["client_assertion"] ?? ""))["alg"]?.string == algorithm)
                #expect(form["client_secret"] == nil)
            }
        }
    }

    @Test func profilesThatAreNotTheUsers() async throws {
        try await eachEngine { tenant in
            let provider = try HandwrittenProvider()
            try await provider.listening(for: tenant) {
                let app = try await WebApplication(tenant)
                var options = HandwrittenProvider.options
                options["userinfo_endpoint"] = .string(HandwrittenProvider.root + "me")
                options["attribute_map"] = ["mapping_mode": "bind_all", "userinfo_scope": "groups"]
                try await app.connect(options, as: "rogue")
                func comeBack(_ token: JSON = "a") async throws -> Browser.View {
                    try await Self.comeBack(app, provider) { nonce in
                        [
                            "id_token": .string(try provider.sign(HandwrittenProvider.claims(nonce: nonce))),
                            "access_token": token,
                        ]
                    }
                }
                provider.answer("me", ["sub": "u2", "nickname": "mallory"])
                try await Self.refused(try await comeBack(), app, because: "the profile is another user's")
                provider.answer("me", ["nickname": "mallory"])
                try await Self.refused(try await comeBack(), app, because: "the profile is another user's")
                provider.answer("me", ["sub": "u1", "nickname": "eve"])
                for token in ["", "a b", "a\nb", "\u{E9}", .null, 7] as [JSON] {
                    try await Self.refused(try await comeBack(token), app, because: "there is no access token")
                }
                #expect(try await app.claims(of: try await comeBack())["nickname"] == "eve")
                // Nothing is asked with a token that there is not.
                options["type"] = "front_channel"
                try await app.connect(options, as: "front")
                let sent = try await app.authorize(["connection": "front", "prompt": "login"]).parameters
                let token = try provider.sign(HandwrittenProvider.claims(nonce: sent["nonce"] ?? ""))
                let view = try await app.browser.submit(
                    "/login/callback", ["state": try #require(sent["state"]), "id_token": token])
                #expect(try await app.claims(of: view)["sub"] == "oidc|front|u1")
            }
        }
    }

    @Test func theIssuerThatTheBrowserNames() async throws {
        try await eachEngine { tenant in
            let provider = try HandwrittenProvider()
            try await provider.listening(for: tenant) {
                let app = try await WebApplication(tenant)
                var options = HandwrittenProvider.options
                options["end_session_endpoint"] = "javascript:alert(1)"
                options["oidc_metadata"] = ["end_session_endpoint": "javascript:alert(1)"]
                try await app.connect(options, as: "rogue")
                let asked = try await app.authorize(["connection": "rogue", "scope": "openid address"]).parameters
                let claims = HandwrittenProvider.claims(
                    nonce: asked["nonce"] ?? "", ["address": ["country": "CH"], "phone_number": "+15550100"])
                provider.answer("token", ["id_token": .string(try provider.sign(claims))])
                let issuer = PercentEncoding.encode(HandwrittenProvider.root)
                let view = try await app.browser.open(
                    "/login/callback?state=\(asked["state"] ?? "")&code=abc&iss=\(issuer)")
                let told = try await app.claims(of: view)
                #expect(told["address"] == ["country": "CH"] && told["phone_number"] == nil, "\(told.text)")
                // Nobody is logged out at an address that runs code.
                let out = try await app.browser.open("/v2/logout?federated&client_id=\(app.login.client)")
                #expect(out.location == "https://notes.example/bye")
            }
        }
    }

    @Test func connectionsThatAreNotSetUp() async throws {
        try await eachEngine { tenant in
            let app = try await WebApplication(tenant)
            let root = HandwrittenProvider.root
            var complete = HandwrittenProvider.options
            complete["authorization_endpoint"] = ""
            var headers: JSON = [
                "client_id": "x", "client_secret": "y", "authorizationURL": .string(root + "authorize"),
                "tokenURL": .string(root + "token"), "customHeaders": ["X-Key": "a\r\nX-Other: b"],
                "scripts": ["fetchUserProfile": "function (accessToken, context, done) { done(null, {}); }"],
            ]
            try await app.connect(headers, as: "headers", strategy: "oauth2")
            headers["tokenURL"] = ""
            for (name, strategy, options, words) in [
                ("empty", "oidc", complete, "no authorization_endpoint"),
                ("work", "google-apps", ["client_id": "x", "client_secret": "y"], "no domain"),
                ("custom", "oauth2", headers, "no tokenURL"),
            ] as [(String, String, JSON, String)] {
                try await app.connect(options, as: name, strategy: strategy)
                let view = try await app.authorize(["connection": name])
                #expect(view.parameters["error_description"]?.contains(words) == true, "\(view.location)")
            }
            let sent = try await app.authorize(["connection": "headers"]).parameters
            let view = try await app.browser.open("/login/callback?state=\(sent["state"] ?? "")&code=abc")
            #expect(
                view.parameters["error_description"]?.contains("customHeaders are not well-formed") == true,
                "\(view.location)")
            #expect(tenant.outbound.requests.isEmpty)
        }
    }

    @Test func providersThatCannotBeAsked() async throws {
        try await eachEngine { tenant in
            let app = try await WebApplication(tenant)
            let missing: [(JSON, String, String)] = [
                (
                    ["client_id": "notes", "discovery_url": "https://nobody.example/"], "Could not resolve host",
                    "temporarily_unavailable"
                ),
                (["client_id": "notes"], "no discovery_url", "invalid_request"),
                (["client_id": "notes", "discovery_url": "https://empty.example"], "no issuer", "invalid_request"),
                (
                    [
                        "client_id": "notes", "issuer": "x", "jwks_uri": "x",
                        "authorization_endpoint": "javascript:alert(1)",
                    ], "no address of the web", "invalid_request"
                ),
            ]
            tenant.outbound.answer("https://empty.example/.well-known/openid-configuration", with: [:])
            for (number, (options, words, error)) in missing.enumerated() {
                try await app.connect(options, as: "c\(number)")
                let view = try await app.authorize(["connection": "c\(number)"])
                #expect(view.parameters["error"] == error, "\(view.location)")
                #expect(view.parameters["error_description"]?.contains(words) == true, "\(view.location)")
                #expect(try await app.login.event("f")["description"]?.string == view.parameters["error_description"])
            }
            try await app.connect([:], as: "saml", strategy: "samlp")
            let saml = try await app.authorize(["connection": "saml"])
            #expect(saml.parameters["error"] == "invalid_request")
            #expect(saml.parameters["error_description"]?.contains("of the strategy samlp") == true)
            let nobody = try await app.authorize(["connection": "nobody"])
            #expect(nobody.parameters["error_description"] == "the connection was not found")
        }
    }

    @Test func tokensThatTheBrowserBrings() async throws {
        try await eachEngine { tenant in
            let provider = try HandwrittenProvider()
            try await provider.listening(for: tenant) {
                let app = try await WebApplication(tenant)
                var options = HandwrittenProvider.options
                options["type"] = "front_channel"
                try await app.connect(options, as: "rogue")
                let sent = try await app.authorize(["connection": "rogue"]).parameters
                #expect(sent["response_type"] == "id_token" && sent["response_mode"] == "form_post")
                #expect(sent["code_challenge"] == nil)
                let nonce = try #require(sent["nonce"])
                let token = try provider.sign(HandwrittenProvider.claims(nonce: nonce))
                let view = try await app.browser.submit(
                    "/login/callback", ["state": try #require(sent["state"]), "id_token": token])
                #expect(try await app.claims(of: view)["sub"] == "oidc|rogue|u1")
                #expect(provider.forms("token").isEmpty)
                let next = try await app.authorize(["connection": "rogue", "prompt": "login"]).parameters
                let replayed = try await app.browser.submit(
                    "/login/callback", ["state": try #require(next["state"]), "id_token": token])
                #expect(replayed.parameters["error_description"]?.contains("nonce is another") == true)
            }
        }
    }
}
