import Contract
import JWTKit
import Secrets
import TestKit
import Testing

@Suite("Requests that applications sign") struct RequestObjectTests {
    /// An application that signs what it asks for.
    private struct Signer {
        let app: WebApplication
        let keys: JWTKeyCollection

        init(_ tenant: TestTenant, isRequired: Bool = false) async throws {
            let credential: JSON = ["credential_type": "public_key", "pem": .string(TestKeys.publicKey)]
            app = try await WebApplication(
                tenant,
                client: ["signed_request_object": ["required": .bool(isRequired), "credentials": [credential]]])
            keys = await JWTKeyCollection().add(
                rsa: try Insecure.RSA.PrivateKey(pem: TestKeys.privateKey), digestAlgorithm: .sha256)
        }

        /// - Parameter change: claims besides the usual ones, or in their place.
        func sign(_ change: JSONObject = [:], type: String = "oauth-authz-req+jwt") async throws -> String {
            let claims: JSONObject = [
                "iss": .string(app.login.client), "aud": .string(app.login.tenant.issuer),
                "client_id": .string(app.login.client), "redirect_uri": .string(WebApplication.callback),
                "response_type": "code", "scope": "openid", "state": "a signed state", "max_age": 100,
            ]
            let kept = claims.merging(change) { $1 }.filter { !$0.value.isNull }
            return try await keys.sign(TokenClaims(kept), header: ["typ": .string(type)])
        }

        func open(_ token: String, _ more: [String: String] = [:]) async throws -> Browser.View {
            let pairs = ["client_id": app.login.client, "request": token].merging(more) { $1 }
            return try await app.browser.open(
                "/authorize?" + pairs.map { "\($0.key)=\(PercentEncoding.encode($0.value))" }.joined(separator: "&"))
        }
    }

    @Test func onlyWhatIsSignedCounts() async throws {
        try await eachEngine { tenant in
            let signer = try await Signer(tenant, isRequired: true)
            let token = try await signer.sign()
            let start = try await signer.open(
                token, ["state": "another", "scope": "openid email", "redirect_uri": "https://evil.example/"])
            let view = try await signer.app.logIn(try await signer.app.browser.open(start.location))
            #expect(view.location.hasPrefix(WebApplication.callback) && view.parameters["state"] == "a signed state")
            let tokens = try await signer.app.exchange(
                try #require(view.parameters["code"]), ["code_verifier": .null])
            expect(tokens, 200, ["scope": "openid"])
            #expect(try signer.app.login.claims(tokens.json["id_token"])["auth_time"] != nil, "numbers count, too")
            let plain = try await signer.app.authorize()
            #expect(
                plain.parameters["error_description"]
                    == "JWT-secured authorization requests are required for this client")
        }
    }

    @Test func itCanBePushed() async throws {
        try await eachEngine { tenant in
            let signer = try await Signer(tenant, isRequired: true)
            try await tenant.run([.patch("/tenants/settings", ["pushed_authorization_requests_supported": true], 200)])
            let (id, secret) = (JSON.string(signer.app.login.client), JSON.string(signer.app.login.secret))
            let plain: JSON = [
                "client_id": id, "client_secret": secret, "response_type": "code",
                "redirect_uri": .string(WebApplication.callback),
            ]
            let refused = try await tenant.request("POST", "/oauth/par", body: plain, token: nil, root: "")
            #expect(refused.status == 400)
            let body: JSON = [
                "client_id": id, "client_secret": secret, "request": .string(try await signer.sign()),
            ]
            let pushed = try await tenant.request("POST", "/oauth/par", body: body, token: nil, root: "")
            let name = PercentEncoding.encode(try #require(pushed.json["request_uri"]?.string, "\(pushed.json.text)"))
            let start = try await signer.app.browser.open(
                "/authorize?client_id=\(signer.app.login.client)&request_uri=\(name)")
            #expect(start.location.hasPrefix("/u/login"), "\(start.text)")
        }
    }

    @Test func whatIsRefused() async throws {
        try await eachEngine { tenant in
            let signer = try await Signer(tenant)
            let now = Int64(tenant.clock.now.seconds)
            for change in [
                ["iss": "another"], ["client_id": "another"], ["client_id": .null], ["aud": "https://elsewhere/"],
                ["aud": .null], ["exp": .integer(now)], ["exp": "tomorrow"], ["nbf": .integer(now + 60)],
                ["request_uri": "urn:x"], ["request": "x.y.z"], ["iat": "yesterday"], ["state": "a\u{0}b"],
            ] as [JSONObject] {
                let view = try await signer.open(try await signer.sign(change))
                #expect(view.status == 400 && view.location.isEmpty, "\(change)")
                #expect(view.alert?.hasPrefix("The request object is not accepted") == true, "\(view.text)")
            }
            #expect(try await signer.open(try await signer.sign(type: "at+jwt")).status == 400)
            let good = try await signer.sign(["exp": .integer(now + 60), "nbf": .integer(now)])
            #expect(try await signer.open(good).location.hasPrefix("/u/login"))
            // Changed on the way, not signed, and signed by somebody else.
            var parts = good.split(separator: ".").map(String.init)
            let payload = try #require(Base64URL.bytes(parts[1]))
            let changed = String(decoding: payload, as: UTF8.self).replacing("openid", with: "openid email")
            parts[1] = Base64URL.text(Array(changed.utf8))
            #expect(try await signer.open(parts.joined(separator: ".")).status == 400)
            let none = Base64URL.text(Array("{\"alg\":\"none\",\"typ\":\"jwt\"}".utf8))
            let unsigned = try await signer.open("\(none).\(parts[1]).")
            #expect(unsigned.status == 400 && unsigned.alert?.contains("it is not a JWT that is signed") == true)
            let ours = try await tenant.signed([
                "iss": .string(signer.app.login.client), "aud": .string(tenant.issuer),
                "client_id": .string(signer.app.login.client), "response_type": "code",
            ])
            #expect(try await signer.open(ours).status == 400)
            // What is registered for one purpose is good for no other.
            let other = try await tenant.request(
                "POST", "/clients",
                body: ["name": "Other", "callbacks": [.string(WebApplication.callback)]], token: tenant.token)
            let id = other.json["client_id"] ?? ""
            let foreign = try await signer.sign(["iss": id, "client_id": id])
            #expect(try await signer.open(foreign, ["client_id": id.string ?? ""]).status == 400)
            // What is signed well can be wrong all the same, which is told to the application.
            let wrong = try await signer.open(try await signer.sign(["response_type": "x"]))
            #expect(
                wrong.parameters["error"] == "unsupported_response_type"
                    && wrong.parameters["state"] == "a signed state")
        }
    }
}
