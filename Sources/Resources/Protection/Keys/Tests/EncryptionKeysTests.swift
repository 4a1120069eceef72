import Contract
import ManagementClient
import ProtectionAPI
import Secrets
import Storage
import Testing
import TestKit

@Suite struct EncryptionKeysTests {
    private static func keys(_ tenant: TestTenant) async throws -> [EncryptionKey] {
        try await tenant.client.keys.encryption(PageQuery()).items
    }

    private static func active(_ type: EncryptionKeyType, _ tenant: TestTenant) async throws -> EncryptionKey {
        let found = try await keys(tenant).filter { $0.type == type && $0.state == .active }
        #expect(found.count == 1, "\(type)")
        return try #require(found.first)
    }

    /// Expects that old secrets can be decrypted and new ones encrypted.
    private static func expectSecretsToWork(_ tenant: TestTenant) async throws {
        let answer = try await tenant.request(
            "POST", "/oauth/token",
            body: [
                "grant_type": "client_credentials", "client_id": .string(tenant.administrator.clientID),
                "client_secret": .string(tenant.administrator.clientSecret),
                "audience": .string(tenant.issuer + "api/v2/"),
            ], token: nil, root: "")
        #expect(answer.status == 200, "\(answer.json)")
        let client = try await tenant.client.clients.create(ClientDraft(name: "x"))
        #expect(try await tenant.client.clients.get(try #require(client.clientID)).clientSecret == client.clientSecret)
    }

    @Test func whatANewTenantHas() async throws {
        try await eachEngine { tenant in
            let root = try await Self.active(.environmentRootKey, tenant)
            let master = try await Self.active(.tenantMasterKey, tenant)
            let secrets = try await Self.active(.tenantEncryptionKey, tenant)
            #expect(root.parentKid == nil && master.parentKid == root.kid && secrets.parentKid == master.kid)
            #expect(try await Self.keys(tenant).count == 3)
            try await tenant.run([
                .get("/keys/encryption/\(root.kid)", 200, ["type": "environment-root-key", "parent_kid": .null]),
                .get("/keys/encryption?include_totals=true&per_page=2", 200, ["total": 3, "start": 0, "limit": 2]),
                .get("/keys/encryption/nobodys", 404), .delete("/keys/encryption/\(root.kid)", 400),
                .post("/keys/encryption/\(master.kid)/wrapping-key", nil, 400),
                .get("/keys/encryption", 403, by: .scopes(["read:signing_keys"])),
            ])
        }
    }

    @Test func rekeying() async throws {
        try await eachEngine { tenant in
            let before = try await Self.active(.tenantMasterKey, tenant)
            let sealing = try await Self.active(.tenantEncryptionKey, tenant)
            tenant.clock.advance(.seconds(1))
            try await tenant.client.keys.rekey()
            let after = try await Self.active(.tenantMasterKey, tenant)
            #expect(after.kid != before.kid && after.parentKid == before.parentKid)
            #expect(try await tenant.client.keys.getEncryption(before.kid).state == .destroyed)
            let old = try await tenant.client.keys.getEncryption(sealing.kid)
            #expect(old.state == .deactivated && old.parentKid == after.kid)
            try await Self.expectSecretsToWork(tenant)
            tenant.clock.advance(.seconds(1))
            let made = try await tenant.client.keys.createEncryption(EncryptionKeyDraft(type: .tenantEncryptionKey))
            #expect(try await Self.active(.tenantEncryptionKey, tenant).kid == made.kid)
            #expect(made.parentKid == after.kid)
            try await Self.expectSecretsToWork(tenant)
        }
    }

    @Test func importingARootKey() async throws {
        try await eachEngine { tenant in
            let keys = tenant.client.keys
            let root = try await Self.active(.environmentRootKey, tenant)
            let made = try await keys.createEncryption(EncryptionKeyDraft(type: .customerProvidedRootKey))
            #expect(made.state == .preActivation && made.parentKid == nil)
            try await tenant.run([.post("/keys/encryption/\(made.kid)", ["wrapped_key": "AAAA"], 409)])
            let wrapping = try await keys.createWrappingKey(made.kid)
            #expect(wrapping.algorithm == "CKM_RSA_AES_KEY_WRAP")
            try await tenant.run([
                .post("/keys/encryption/\(made.kid)", ["wrapped_key": "AAAA"], 400),
                .post("/keys/encryption/\(made.kid)", ["wrapped_key": "not base64!"], 400),
            ])
            let short = WrappedKey(wrappedKey: try wrapped(SystemRandom().bytes(16), for: wrapping.publicKey))
            await #expect(throws: ManagementError.self) { _ = try await keys.importEncryption(made.kid, short) }
            let good = WrappedKey(wrappedKey: try wrapped(SystemRandom().bytes(32), for: wrapping.publicKey))
            #expect(try await keys.importEncryption(made.kid, good).state == .active)
            #expect(try await keys.getEncryption(root.kid).state == .destroyed)
            #expect(try await Self.active(.tenantMasterKey, tenant).parentKid == made.kid)
            try await Self.expectSecretsToWork(tenant)
            try await keys.rekey()
            #expect(try await Self.active(.tenantMasterKey, tenant).parentKid == made.kid)
            try await tenant.run([.post("/keys/encryption/\(made.kid)/wrapping-key", nil, 409)])
            for _ in 0..<2 { try await keys.deleteEncryption(made.kid) }
            #expect(try await keys.getEncryption(made.kid).state == .destroyed)
            #expect(try await Self.active(.tenantMasterKey, tenant).parentKid == root.kid)
            try await Self.expectSecretsToWork(tenant)
        }
    }
}
