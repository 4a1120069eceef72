import Contract
import HTTPTypes
import JWTKit
import ManagementClient
import Secrets
import TestKit
import Testing

@Suite struct TokenTests {
    static let audience: JSON = "https://api.example.com/"

    /// What an application asks with.
    static func request(_ tenant: TestTenant, _ more: JSONObject = [:]) -> JSON {
        let request: JSONObject = [
            "grant_type": "client_credentials", "client_id": .string(tenant.administrator.clientID),
            "client_secret": .string(tenant.administrator.clientSecret), "audience": .string(tenant.issuer + "api/v2/"),
        ]
        return .object(request.merging(more) { $1 })
    }

    static func ask(_ tenant: TestTenant, _ body: JSON) async throws -> TestTenant.Answer {
        try await tenant.request("POST", "/oauth/token", body: body, token: nil, root: "")
    }

    @Test func aTokenThatWorks() async throws {
        try await eachEngine { tenant in
            let answer = try await Self.ask(tenant, Self.request(tenant, ["scope": "read:roles read:nothing"]))
            #expect(answer.status == 200)
            #expect(
                answer.json.difference(from: ["scope": "read:roles", "expires_in": 86_400, "token_type": "Bearer"])
                    == nil)
            #expect(answer.headers[.cacheControl] == "no-store")
            let token = try #require(answer.json["access_token"]?.string)
            try await tenant.run([
                .get("/roles", 200, [], by: .token(token)),
                .post("/roles", ["name": "x"], 403, by: .token(token)),
                .get(
                    "/roles", 401, .refusal(401, "Invalid signature received for JSON Web Token validation"),
                    by: .token(token + "x")),
            ])
            tenant.clock.advance(.seconds(86_400))
            try await tenant.run([
                .get(
                    "/roles", 401, .refusal(401, "Expired token received for JSON Web Token validation"),
                    by: .token(token))
            ])
        }
    }

    @Test func audiencesOfTheLoopbackAddress() async throws {
        try await eachEngine { tenant in
            let own = tenant.issuer + "api/v2/"
            let spellings = [own, String(own.dropLast()), own.replacing("localhost", with: "127.0.0.1")]
            for spelling in spellings {
                let answer = try await Self.ask(tenant, Self.request(tenant, ["audience": .string(spelling)]))
                #expect(answer.status == 200, "\(spelling): \(answer.json.text)")
            }
        }
    }

    @Test func formsAndBasic() async throws {
        try await eachEngine { tenant in
            let administrator = tenant.administrator
            let audience = tenant.issuer.replacing(":", with: "%3A") + "api%2Fv2%2F"
            let form = "grant_type=client_credentials&audience=\(audience)"
            let basic = Array("\(administrator.clientID):\(administrator.clientSecret)".utf8)
            let credentials = "Basic " + Base64URL.text(basic).replacing("-", with: "+").replacing("_", with: "/")
            var headers: HTTPFields = [.contentType: "application/x-www-form-urlencoded"]
            headers[.authorization] = credentials + String(repeating: "=", count: (3 - basic.count % 3) % 3)
            let answer = try await tenant.request(
                "POST", "/oauth/token", bytes: Array(form.utf8), token: nil, headers: headers, root: "")
            #expect(answer.status == 200, "\(answer.json.text)")
        }
    }

    @Test func refusals() async throws {
        let rows: [(JSONObject, Int, JSON)] = [
            (
                ["grant_type": .null], 400,
                ["error": "invalid_request", "error_description": "Missing required parameter: grant_type"]
            ),
            (["grant_type": "magic"], 403, ["error": "unsupported_grant_type"]),
            (["client_secret": "wrong"], 401, ["error": "access_denied", "error_description": "Unauthorized"]),
            (["client_id": "nobody"], 401, ["error": "access_denied", "error_description": "Unauthorized"]),
            (["client_secret": .null], 401, ["error": "access_denied"]),
            (
                ["audience": "https://nowhere/"], 403,
                ["error": "access_denied", "error_description": "Service not found: https://nowhere/"]
            ),
            (["audience": .null], 403, ["error": "access_denied"]),
            (["client_id": 5], 400, ["error": "invalid_request"]),
        ]
        try await eachEngine { tenant in
            for (change, status, expected) in rows {
                let answer = try await Self.ask(tenant, Self.request(tenant, change))
                #expect(answer.status == status, "\(change): \(answer.json.text)")
                #expect(answer.json.difference(from: expected) == nil, "\(change): \(answer.json.text)")
            }
        }
    }

    @Test func onlyWhatIsGranted() async throws {
        try await eachEngine { tenant in
            let kept = try await tenant.run([
                .post(
                    "/resource-servers",
                    ["identifier": Self.audience, "token_lifetime": 60, "scopes": [["value": "a"], ["value": "b"]]], 201
                ),
                .post("/clients", ["name": "Shop"], 201, keeping: ["id": "client_id", "secret": "client_secret"]),
            ])
            let request = Self.request(
                tenant,
                ["client_id": kept["id"] ?? .null, "client_secret": kept["secret"] ?? .null, "audience": Self.audience])
            #expect(try await Self.ask(tenant, request).status == 403)
            _ = try await tenant.client.clientGrants.create(
                ClientGrantDraft(
                    clientID: ID(kept["id"]?.string ?? ""), audience: "https://api.example.com/", scope: ["a"]))
            let answer = try await Self.ask(tenant, request)
            #expect(answer.json.difference(from: ["scope": "a", "expires_in": 60]) == nil, "\(answer.json.text)")
            let token = answer.json["access_token"]?.string ?? ""
            try await tenant.run([
                .get("/roles", 401, .refusal(401, "Bad audience: https://api.example.com/"), by: .token(token))
            ])
        }
    }

    @Test func clientsWithAKey() async throws {
        try await eachEngine { tenant in
            let key = try Insecure.RSA.PrivateKey(pem: TestKeys.privateKey)
            let credential: JSON = ["credential_type": "public_key", "pem": .string(TestKeys.publicKey)]
            let client: JSON = [
                "name": "Signing", "app_type": "non_interactive",
                "client_authentication_methods": ["private_key_jwt": ["credentials": [credential]]],
            ]
            let kept = try await tenant.run([
                .post("/resource-servers", ["identifier": Self.audience], 201),
                .post("/clients", client, 201, keeping: ["id": "client_id", "secret": "client_secret"]),
                .post("/client-grants", ["client_id": "{id}", "audience": Self.audience, "scope": []], 201),
            ])
            let id = kept["id"]?.string ?? ""
            let keys = await JWTKeyCollection().add(rsa: key, digestAlgorithm: .sha256)
            func assertion(_ change: JSONObject = [:]) async throws -> JSON {
                let now = Int64(tenant.clock.now.seconds)
                let claims: JSONObject = [
                    "iss": .string(id), "sub": .string(id), "aud": .string(tenant.issuer), "iat": .integer(now),
                    "exp": .integer(now + 60), "jti": .string("\(tenant.clock.now)-\(change.keys.joined())"),
                ]
                return .string(try await keys.sign(TokenClaims(claims.merging(change) { $1 })))
            }
            func ask(_ assertion: JSON) async throws -> Int {
                let body: JSON = [
                    "grant_type": "client_credentials", "audience": Self.audience, "client_assertion": assertion,
                    "client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                ]
                return try await Self.ask(tenant, body).status
            }
            let good = try await assertion()
            #expect(try await ask(good) == 200)
            #expect(try await ask(good) == 401, "an assertion works once")
            let bad: [JSONObject] = [
                ["aud": "https://elsewhere/"], ["exp": 1], ["exp": .integer(Int64(tenant.clock.now.seconds + 86_400))],
                ["sub": "another"], ["jti": .null],
            ]
            for change in bad { #expect(try await ask(try await assertion(change)) == 401, "\(change)") }
            let secret = Self.request(
                tenant, ["client_id": .string(id), "client_secret": kept["secret"] ?? .null, "audience": Self.audience])
            #expect(try await Self.ask(tenant, secret).status == 401, "its secret no longer proves anything")
        }
    }

    @Test func whatAClientCanFindOut() async throws {
        try await eachEngine { tenant in
            let keys = try await tenant.request("GET", "/.well-known/jwks.json", token: nil, root: "")
            let key: JSON = ["kty": "RSA", "use": "sig", "alg": "RS256"]
            #expect(keys.json.difference(from: ["keys": [key, key]]) == nil)
            let document = try await tenant.request("GET", "/.well-known/openid-configuration", token: nil, root: "")
            #expect(document.json["issuer"]?.string == tenant.issuer)
            #expect(document.json["jwks_uri"]?.string == tenant.issuer + ".well-known/jwks.json")
        }
    }
}
