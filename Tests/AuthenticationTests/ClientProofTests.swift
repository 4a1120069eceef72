import Contract
import Foundation
import HTTPTypes
import JWTKit
import OrderedCollections
import Secrets
import TestKit
import Testing

/// How applications prove who they are, and fail to.
@Suite("Proofs of applications") struct ClientProofTests {
    /// An application with a key, which may use an API.
    private struct Signer {
        let tenant: TestTenant
        let id: String
        let keys: JWTKeyCollection

        /// - Parameter end: when the key is good no more.
        init(_ tenant: TestTenant, until end: String? = nil) async throws {
            var credential: JSONObject = ["credential_type": "public_key", "pem": .string(TestKeys.publicKey)]
            credential["expires_at"] = end.map(JSON.string)
            let client: JSON = [
                "name": "Signing", "app_type": "non_interactive",
                "client_authentication_methods": ["private_key_jwt": ["credentials": [.object(credential)]]],
            ]
            let kept = try await tenant.run([
                .post("/resource-servers", ["identifier": TokenTests.audience], 201),
                .post("/clients", client, 201, keeping: ["id": "client_id"]),
                .post("/client-grants", ["client_id": "{id}", "audience": TokenTests.audience, "scope": []], 201),
            ])
            self.tenant = tenant
            id = kept["id"]?.string ?? ""
            keys = await JWTKeyCollection().add(
                rsa: try Insecure.RSA.PrivateKey(pem: TestKeys.privateKey), digestAlgorithm: .sha256)
        }

        func assertion(_ change: JSONObject = [:]) async throws -> String {
            let now = Int64(tenant.clock.now.seconds)
            let claims: JSONObject = [
                "iss": .string(id), "sub": .string(id), "aud": .string(tenant.issuer), "iat": .integer(now),
                "exp": .integer(now + 60), "jti": .string("\(change)-\(tenant.clock.now)"),
            ]
            return try await keys.sign(TokenClaims(claims.merging(change) { $1 }))
        }

        func ask(_ assertion: String, _ more: JSONObject = [:]) async throws -> TestTenant.Answer {
            let body: JSONObject = [
                "grant_type": "client_credentials", "audience": TokenTests.audience,
                "client_assertion": .string(assertion),
                "client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            ]
            return try await TokenTests.ask(tenant, .object(body.merging(more) { $1 }))
        }
    }

    @Test func assertionsThatProveNothing() async throws {
        try await eachEngine { tenant in
            let signer = try await Signer(tenant)
            for jti in ["", String(repeating: "x", count: 257)] {
                expect(try await signer.ask(try await signer.assertion(["jti": .string(jti)])), 401)
            }
            let good = try await signer.assertion()
            let unauthorized = oauthError("access_denied", "Unauthorized")
            expect(
                try await signer.ask(good, ["client_id": .string(tenant.administrator.clientID)]), 401, unauthorized)
            let header = good.prefix { $0 != "." }
            for broken in ["\(header)..", "\(header).x.", "x", "..", "\(good).x"] {
                expect(try await signer.ask(broken), 401, unauthorized)
            }
            expect(
                try await signer.ask(good, ["client_assertion_type": "jwt-bearer"]), 400,
                oauthError("invalid_request", "Invalid client_assertion_type"))
            expect(try await signer.ask(good, ["client_id": .string(signer.id)]), 200)
            expect(
                try await signer.ask(try await signer.assertion(["jti": .string(String(repeating: "x", count: 256))])),
                200)
        }
    }

    @Test func keysThatAreOld() async throws {
        try await eachEngine { tenant in
            let signer = try await Signer(tenant, until: "\(tenant.clock.now + .seconds(3_600))")
            let answer = try await signer.ask(try await signer.assertion())
            expect(answer, 200)
            #expect(answer.json["scope"] == nil)
            tenant.clock.advance(.seconds(3_600))
            expect(try await signer.ask(try await signer.assertion()), 401)
        }
    }

    @Test func credentialsInHeaders() async throws {
        try await eachEngine { tenant in
            let administrator = tenant.administrator
            func ask(_ header: String, _ change: JSONObject = [:]) async throws -> TestTenant.Answer {
                let body = try #require(TokenTests.request(tenant, change).object).filter { !$0.value.isNull }
                return try await tenant.request(
                    "POST", "/oauth/token", body: .object(body), token: nil, headers: [.authorization: header],
                    root: "")
            }
            let without: JSONObject = ["client_id": .null, "client_secret": .null]
            func basic(_ text: String) -> String { "Basic " + Data(text.utf8).base64EncodedString() }
            let right = basic("\(administrator.clientID):\(administrator.clientSecret)")
            expect(try await ask(right, without), 200)
            expect(
                try await ask(right), 400,
                oauthError("invalid_request", "The client authenticates in more than one way"))
            for wrong in [basic(administrator.clientID), basic("\(administrator.clientID):x"), "Basic ?"] {
                expect(try await ask(wrong, without), 401, oauthError("access_denied", "Unauthorized"))
            }
            // A header without an application's credentials is ignored.
            expect(try await ask("Bearer x"), 200)
        }
    }

    @Test func whoeverIsNotAllApplicationsMayNotDoEverything() async throws {
        try await eachEngine {
            $0.servesLegacyAPI = true
        } _: { tenant in
            let login = try await LoginFixture(tenant)
            let asked: JSONObject = [
                "grant_type": "client_credentials", "audience": .string(tenant.issuer + "api/v2/"),
            ]
            expect(try await login.ask(asked), 403, ["error": "access_denied"])
            expect(try await login.ask(["grant_type": "client_credentials"]), 403, ["error": "access_denied"])
        }
    }

    @Test func whatNobodyMayHaveATokenFor() async throws {
        try await eachEngine { tenant in
            let login = try await LoginFixture(tenant)
            try await login.grantAPI()
            let asked: JSONObject = [
                "grant_type": "client_credentials", "audience": .string(LoginFixture.audience),
            ]
            expect(try await login.ask(asked), 200)
            try await tenant.run([
                .patch(
                    "/resource-servers/\(login.api)",
                    ["subject_type_authorization": ["client": ["policy": "deny_all"]]], 200)
            ])
            expect(try await login.ask(asked), 403, ["error": "access_denied"])
        }
    }
}
