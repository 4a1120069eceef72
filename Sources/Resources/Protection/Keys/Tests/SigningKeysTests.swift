import Contract
import ManagementClient
import ProtectionAPI
import Testing
import TestKit

@Suite struct SigningKeysTests {
    private static func published(_ tenant: TestTenant) async throws -> [String] {
        let answer = try await tenant.request("GET", "/.well-known/jwks.json", token: nil, root: "")
        return (answer.json["keys"]?.array ?? []).compactMap { $0["kid"]?.string }
    }

    @Test func rotateAndRevoke() async throws {
        try await eachEngine { tenant in
            let keys = tenant.client.keys
            let before = try await keys.signing()
            #expect(before.map(\.current) == [true, false] && before.map(\.next) == [false, true])
            #expect(before[0].currentSince == tenant.clock.now)
            #expect(try await Self.published(tenant) == before.map(\.kid.value))
            let old = try await tenant.token(scopes: ["read:signing_keys"])
            tenant.clock.advance(.seconds(60))
            let made = try await keys.rotateSigning()
            #expect(made.kid == before[1].kid && made.cert == before[1].cert)
            let after = try await keys.signing()
            #expect(after.map(\.kid.value).prefix(1) == [made.kid.value] && after.count == 3)
            #expect(after[2].kid == before[0].kid && after[2].previous == true)
            #expect(after[2].currentUntil == tenant.clock.now)
            #expect(try await Self.published(tenant) == after.map(\.kid.value))
            let new = try await tenant.token(scopes: ["read:signing_keys"])
            try await tenant.run([
                .get("/keys/signing", 200, by: .token(old)), .get("/keys/signing", 200, by: .token(new)),
                .put("/keys/signing/\(after[0].kid)/revoke", nil, 400, by: .administrator),
                .put("/keys/signing/\(after[1].kid)/revoke", nil, 400),
                .put("/keys/signing/nobodys/revoke", nil, 404), .get("/keys/signing/nobodys", 404),
                .put("/keys/signing/\(before[0].kid)/revoke", nil, 200, ["kid": .string(before[0].kid.value)]),
                .get("/keys/signing", 401, by: .token(old)),
                .get(
                    "/keys/signing/\(before[0].kid)", 200,
                    ["revoked": true, "revoked_at": .string(tenant.clock.now.description), "current": false],
                    by: .token(new)),
            ])
            #expect(try await Self.published(tenant) == after.prefix(2).map(\.kid.value))
        }
    }

    @Test func customKeys() async throws {
        let key: JSON = ["kty": "RSA", "kid": "mine", "n": "AQAB", "e": "AQAB", "use": "sig"]
        try await eachEngine { tenant in
            let own = try await Self.published(tenant)
            try await tenant.run([
                .get("/keys/custom-signing", 404), .put("/keys/custom-signing", ["keys": []], 400),
                .put("/keys/custom-signing", ["keys": [["kty": "RSA", "n": "AQAB"]]], 400),
                .put("/keys/custom-signing", ["keys": [key, key]], 400),
                .put("/keys/custom-signing", ["keys": [["kty": "oct", "k": "AQAB"]]], 400),
                .put("/keys/custom-signing", ["keys": [key]], 200, ["keys": [key]]),
                .get("/keys/custom-signing", 200, ["keys": [key]]),
            ])
            #expect(try await Self.published(tenant) == own + ["mine"])
            try await tenant.client.keys.deleteCustomSigning()
            try await tenant.run([.get("/keys/custom-signing", 404)])
            #expect(try await Self.published(tenant) == own)
        }
    }
}
