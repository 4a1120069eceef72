import Contract
import Foundation
import Gatehouse
import Keyring
import ManagementClient
import Secrets
import Serving
import Storage
import TestKit
import Testing

@Suite struct SealingTests {
    /// Everything that is in a tenant's tables, as one text.
    private static func rows(_ tenant: TestTenant, _ tables: [StaticString]) async throws -> String {
        try await tenant.store.read("local") { transaction in
            try tables.map { table in
                try transaction.rows(SQL(stringLiteral: "SELECT * FROM \(table)")).map { "\($0)" }.joined()
            }.joined()
        }
    }

    @Test func noSecretCanBeReadInTheDatabase() async throws {
        try await eachEngine { tenant in
            try await tenant.run([
                .post(
                    "/emails/provider",
                    ["name": "sendgrid", "credentials": ["api_key": "the-mail-secret"], "enabled": false], 201),
                .post(
                    "/connections",
                    ["name": "g", "strategy": "google-oauth2", "options": ["client_secret": "the-other-secret"]], 201,
                    ["options": ["client_secret": "the-other-secret"]], keeping: ["id": "id"]),
                .get("/connections/{id}", 200, ["options": ["client_secret": "the-other-secret"]]),
                .put(
                    "/guardian/factors/sms/providers/twilio",
                    ["from": "+15550100", "auth_token": "the-phone-secret", "sid": "x"], 200),
            ])
            let text = try await Self.rows(
                tenant, ["clients", "email_providers", "connections", "security_settings", "signing_keys"])
            #expect(text.contains("sendgrid") && text.contains("google-oauth2"), "the rows are there")
            for secret in [
                "the-mail-secret", "the-other-secret", "the-phone-secret", "PRIVATE KEY",
                tenant.administrator.clientSecret,
            ] { #expect(!text.contains(secret), "\(secret)") }
        }
    }

    @Test func aSecretOpensForItsTenantAlone() async throws {
        try await eachEngine { tenant in
            let sealed = try await tenant.store.write("local") { try $0.seal("a secret") }
            #expect(try await tenant.store.read("local") { try $0.open(sealed) } == "a secret")
            let keys = try await tenant.store.read("local") { try $0.encryptionKeys() }
            await #expect(throws: SealingKey.Refusal.self) {
                try await tenant.store.write("another") { transaction in
                    for key in keys { try transaction.put(key) }
                    return try transaction.open(sealed)
                }
            }
        }
    }

    @Test func theRootKeyChanges() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = RootKeyFile(path: folder.appendingPathComponent("root.key").path)
        let before = try file.keys()
        let mode = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        var settings = Settings(rootKeys: before)
        settings.rootKeyFile = file
        settings.database = .sqlite(path: folder.appendingPathComponent("x.sqlite").path)
        let running = try await Gatehouse(settings, port: 3000, logger: .silent)
        let kid = try await Gatehouse.rotateRootKey(settings, in: file)
        let after = try file.keys()
        #expect(after.current.kid == kid && after.older.isEmpty && kid != before.current.kid)
        // What it wraps from now on must be opened with the new key alone, though it was started with the old one.
        let token = try await Gatehouse.token(settings.with(after), scope: nil, lifetime: 600)
        let rekeyed = await running.site.answer(
            IncomingRequest(
                method: "POST", path: "/api/v2/keys/encryption/rekey", headers: [.authorization: "Bearer \(token)"]))
        #expect(rekeyed.status == 204)
        try await running.refreshTenants()
        let sealed = try await running.services.store.write("local") { try $0.seal("x") }
        #expect(try await running.services.store.read("local") { try $0.open(sealed) } == "x", "a server goes on")
        await running.services.store.close()
        await #expect(throws: Settings.Problem.self) {
            var stale = settings
            stale.rootKeys = before
            stale.rootKeyFile = nil
            _ = try await Gatehouse(stale, port: 3000, logger: .silent)
        }
        settings.rootKeys = after
        let again = try await Gatehouse(settings, port: 3000, logger: .silent)
        #expect(try await again.services.store.read("local") { try $0.open(sealed) } == "x")
        await again.services.store.close()
    }
}

extension Settings {
    fileprivate func with(_ keys: RootKeys) -> Settings {
        var settings = self
        settings.rootKeys = keys
        return settings
    }
}
