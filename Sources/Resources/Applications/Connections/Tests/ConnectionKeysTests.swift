import ApplicationsAPI
import Contract
import ManagementClient
import TestKit
import Testing

@Suite struct ConnectionKeysTests {
    private static let draft = ConnectionDraft(
        name: "partner", strategy: .oidc,
        options: ["client_id": "x", "token_endpoint_auth_method": "private_key_jwt"])

    @Test func rotate() async throws {
        try await eachEngine { tenant in
            let connections = tenant.client.connections
            let id = try #require(try await connections.create(Self.draft).id)
            let before = try await connections.keys(id)
            #expect(before.map(\.current) == [true, nil] && before.map(\.next) == [nil, true])
            let made = try await connections.rotateKeys(id, ConnectionKeyDraft())
            let after = try await connections.keys(id)
            #expect(after.map(\.kid) == [before[1].kid, before[0].kid, made.kid])
            #expect(after.map(\.current) == [true, nil, nil] && after.map(\.previous) == [nil, true, nil])
            #expect(after[0].currentSince == tenant.clock.now && after[1].currentSince == nil)
        }
    }

    @Test func whatAKeyTells() async throws {
        try await eachEngine { tenant in
            let connections = tenant.client.connections
            let id = try #require(try await connections.create(Self.draft).id)
            let key = try #require(try await connections.keys(id).first)
            #expect(key.subjectDN == "/CN=partner" && key.algorithm == "RS256" && key.keyUse == "signing")
            #expect(key.fingerprint?.replacing(":", with: "") == key.thumbprint && key.thumbprint?.count == 40)
            #expect(key.cert.hasPrefix("-----BEGIN CERTIFICATE-----\r\nMII"))
            #expect(key.pkcs?.hasPrefix("-----BEGIN PKCS7-----\r\nMII") == true)
        }
    }

    @Test func madeBeforeTheyAreUsed() async throws {
        try await eachEngine(run: [
            .post("/connections", ["name": "x", "strategy": "okta", "options": [:]], 201, keeping: ["id": "id"]),
            .get("/connections/{id}/keys", 200, []),
            .post(
                "/connections/{id}/keys", ["signing_alg": "ES256"], 201,
                [["algorithm": "ES256", "current": true], ["next": true]]),
            .post("/connections/{id}/keys", nil, 409),
            .post("/connections/{id}/keys", ["signing_alg": "none"], 400),
            .post("/connections/{id}/keys/rotate", ["signing_alg": "ES384"], 201, ["algorithm": "ES384"]),
        ])
    }

    @Test func comeWithTheMethod() async throws {
        try await eachEngine(run: [
            .post("/connections", ["name": "x", "strategy": "oidc", "options": [:]], 201, keeping: ["id": "id"]),
            .patch("/connections/{id}", ["options": ["token_endpoint_auth_method": "private_key_jwt"]], 200),
            .get("/connections/{id}/keys", 200, [["current": true], ["next": true]], keeping: ["kid": "0.kid"]),
            .patch("/connections/{id}", ["options": ["token_endpoint_auth_method": "private_key_jwt"]], 200),
            .get("/connections/{id}/keys", 200, [["kid": "{kid}"], ["next": true]]),
        ])
    }

    @Test func refused() async throws {
        let unsupported: JSON = .refusal(
            400, "The connection's strategy does not support this operation.", code: "operation_not_supported")
        let offline: JSON = .refusal(404, "The connection is offline.", code: "connection_offline")
        try await eachEngine(run: [
            .post("/connections", ["name": "x", "strategy": "auth0"], 201, keeping: ["id": "id"]),
            .get("/connections/{id}/keys", 400, unsupported),
            .get("/connections/{id}/status", 400, unsupported),
            .post("/connections", ["name": "ldap", "strategy": "ad"], 201, keeping: ["ldap": "id"]),
            .get("/connections/{ldap}/status", 404, offline),
            .get("/connections/con_x/keys", 404),
        ])
    }
}
