import enum CryptoExtras._RSA
import JWTKit
import ManagementClient
import Testing

@Suite struct PrivateKeyTests {
    private struct Claims: JWTPayload {
        var iss: String
        var sub: String
        var aud: String
        var iat: Int
        var exp: Int
        var jti: String

        func verify(using algorithm: some JWTAlgorithm) {}
    }

    private let rsa: Insecure.RSA.PrivateKey
    private let ecdsa = ES256PrivateKey()

    init() throws { rsa = try Insecure.RSA.PrivateKey(backing: _RSA.Signing.PrivateKey(keySize: .bits2048)) }

    private func verifier(for algorithm: PrivateKeySigner.Algorithm) async -> JWTKeyCollection {
        let keys = JWTKeyCollection()
        switch algorithm {
        case .rs256: await keys.add(rsa: rsa.publicKey, digestAlgorithm: .sha256, kid: "key-1")
        case .rs384: await keys.add(rsa: rsa.publicKey, digestAlgorithm: .sha384, kid: "key-1")
        case .ps256: await keys.add(pss: rsa.publicKey, digestAlgorithm: .sha256, kid: "key-1")
        case .es256: await keys.add(ecdsa: ecdsa.publicKey, kid: "key-1")
        }
        return keys
    }

    @Test(arguments: PrivateKeySigner.Algorithm.allCases)
    func assertionsSayWhoForWhomAndForHowLong(algorithm: PrivateKeySigner.Algorithm) async throws {
        let pem = algorithm == .es256 ? ecdsa.pemRepresentation : rsa.pemRepresentation
        let signer = try PrivateKeySigner(pem: pem, algorithm: algorithm, keyID: "key-1", clock: TestClock().clock)
        let assertion = try await signer.assertion(clientID: "app", audience: "https://tenant.test/")
        let another = try await signer.assertion(clientID: "app", audience: "https://tenant.test/")
        let verifier = await verifier(for: algorithm)
        let claims = try await verifier.verify(assertion, as: Claims.self)
        #expect(claims.iss == "app")
        #expect(claims.sub == "app")
        #expect(claims.aud == "https://tenant.test/")
        #expect(claims.iat == 1_700_000_000)
        #expect(claims.exp == 1_700_000_060)
        #expect(try await verifier.verify(another, as: Claims.self).jti != claims.jti)
        let header = try DefaultJWTParser().parse(Array(assertion.utf8), as: Claims.self).header
        #expect(header.alg == algorithm.rawValue)
        #expect(header.kid == "key-1")
    }

    @Test func aKeyOfAnotherKindIsRefused() throws {
        #expect(throws: ManagementError.self) {
            try PrivateKeySigner(pem: ecdsa.pemRepresentation, algorithm: .rs256)
        }
        #expect(throws: ManagementError.self) { try PrivateKeySigner(pem: rsa.pemRepresentation, algorithm: .es256) }
        let error = #expect(throws: ManagementError.self) { try PrivateKeySigner(pem: "verysecret") }
        #expect(error?.kind == .configuration)
        #expect(error?.description.contains("verysecret") == false)
    }

    @Test func everyAttemptHasAnAssertionOfItsOwn() async throws {
        let transport = ScriptedTransport([
            answer(503), answer(200, ["access_token": "t", "expires_in": 60]), answer(204),
        ])
        let clock = TestClock().clock
        let client = try ManagementClient(
            domain: "http://localhost:3000", clientID: "app", signingKey: ecdsa.pemRepresentation, algorithm: .es256,
            transport: transport
        ) { $0.clock = clock }
        try await client.roles.reset()
        let first = try transport.requests[0].json
        let second = try transport.requests[1].json
        #expect(first["client_assertion_type"] == "urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
        #expect(first["audience"] == "http://localhost:3000/api/v2/")
        #expect(first["client_secret"] == nil)
        #expect(first["client_assertion"] != second["client_assertion"])
    }
}
