import Authentication
import Contract
import Keyring
import Logging
import Secrets
import Serving
import Storage
import Triggers

/// The tenants in a store.
enum Tenants {
    static let migrations: [Migration] = [
        Migration(
            "tenants-1",
            """
            CREATE TABLE tenants (
                id \(.text) PRIMARY KEY, issuer TEXT NOT NULL, administrator TEXT NOT NULL, created_at \(.text) NOT NULL)
            """),
        Migration("tenants-2", "ALTER TABLE tenants ADD COLUMN generation INTEGER NOT NULL DEFAULT 0"),
        // The row that health checks write to test whether the database is writable.
        Migration(
            "readiness-1",
            "CREATE TABLE readiness (tenant \(.text) PRIMARY KEY, checked_at \(.text) NOT NULL)"),
    ]

    /// The tenant of a server with a single tenant.
    static let only: TenantID = "local"

    /// An opened or newly created tenant.
    struct Opened: Sendable {
        let context: TenantContext
        /// The credentials of the first application, if the tenant was created.
        let administrator: TenantSeed.ClientCredential?
    }

    /// Opens the tenant, or creates it if it does not exist.
    static func open(
        in store: any Store, vault: Vault, issuer: IssuerChoice, clock: any TimeSource, random: any RandomSource,
        administrator: TenantSeed.ClientCredential?, logger: Logger
    ) async throws -> Opened {
        if let opened = try await existing(in: store, vault: vault, issuer: issuer, logger) { return opened }
        let first =
            administrator
            ?? TenantSeed.ClientCredential(clientID: random.base62(32), clientSecret: random.token(bytes: 48))
        let seed = TenantSeed(
            issuer: issuer.first, random: random, now: clock.now, administrator: first,
            managementScopes: ManagementOperation.scopes)
        async let current = signingKey(seed)
        async let next = signingKey(seed)
        let keys = NewKeys(
            root: vault.rootForNewTenants, encryption: try FreshKeys(random, at: seed.now),
            signing: [
                SigningKeyRow(try await current, .current, since: seed.now), SigningKeyRow(try await next, .next),
            ])
        let isNew = try await store.write(only) { transaction in try insertTenant(seed, keys, in: transaction) }
        guard let opened = try await existing(in: store, vault: vault, issuer: issuer, logger) else {
            throw Settings.Problem("the tenant was made and is gone again")
        }
        return isNew ? Opened(context: opened.context, administrator: first) : opened
    }

    /// The keys of a new tenant.
    private struct NewKeys: Sendable {
        let root: SealingKey
        let encryption: FreshKeys
        let signing: [SigningKeyRow]
    }

    private static func signingKey(_ seed: TenantSeed) async throws -> SigningKey {
        try SigningKey.generate(from: seed.now, seed.random)
    }

    /// Returns the existing tenant, with its issuer updated.
    private static func existing(
        in store: any Store, vault: Vault, issuer: IssuerChoice, _ logger: Logger
    ) async throws -> Opened? {
        let before: String? = try await store.read(only) { transaction in
            try transaction.row("SELECT issuer FROM tenants WHERE id = \(transaction.tenant)").map { try $0["issuer"] }
        }
        guard let before else { return nil }
        try await checkRoot(vault, in: store)
        if let issuer = issuer.target(from: before) {
            logger.warning(
                "the tenant gets another issuer: tokens and sessions of the previous one are no longer valid",
                metadata: ["from": "\(before)", "to": "\(issuer)"])
            try await store.write(only) { transaction in
                try transaction.execute("UPDATE tenants SET issuer = \(issuer) WHERE id = \(transaction.tenant)")
                try Composition.move(from: before, to: issuer, in: transaction)
            }
        }
        try await store.write(only) { try Composition.upgrade(in: $0) }
        return Opened(context: try await context(of: only, in: store), administrator: nil)
    }

    /// Whether a database has tenants. It may have no schema at all.
    static func areThere(in store: any Store) async throws -> Bool {
        try await store.read(only) { transaction in
            let table: SQL = """
                \(sqlite: "SELECT 1 FROM sqlite_master WHERE name = 'tenants'",
                    postgres: "SELECT 1 WHERE to_regclass('tenants') IS NOT NULL")
                """
            return try transaction.exists(table) && transaction.exists("SELECT 1 FROM tenants LIMIT 1")
        }
    }

    /// - Throws: `Settings.Problem` if the root key is not the one under which the tenant's secrets are encrypted.
    static func checkRoot(_ vault: Vault, in store: any Store) async throws {
        do {
            try await store.read(only) { transaction in
                guard let master = try transaction.activeEncryptionKey(.master) else {
                    throw Settings.Problem("the database was made by a version that did not seal secrets")
                }
                _ = try vault.unwrap(master, in: transaction)
            }
        } catch let refusal as SealingKey.Refusal {
            throw Settings.Problem("the secrets in the database cannot be opened: \(refusal)")
        }
    }

    /// Returns the current context of a tenant in the store.
    static func context(of tenant: TenantID, in store: any Store) async throws -> TenantContext {
        try await store.read(tenant) { transaction in
            let row = try transaction.row(
                "SELECT issuer, generation FROM tenants WHERE id = \(transaction.tenant)")
            guard let row, let signer = try transaction.tokenSigner() else {
                throw StorageError.refused("the tenant \(transaction.tenant) has no key to sign with")
            }
            return TenantContext(
                id: tenant, issuer: try row["issuer"], signer: signer,
                hasBlacklistedTokens: try transaction.exists(
                    "SELECT 1 FROM blacklisted_tokens WHERE tenant = \(transaction.tenant) LIMIT 1"),
                customSigningKeys: try transaction.customSigningKeys() ?? [],
                networkRules: try transaction.networkRules(), boundTriggers: try transaction.boundTriggers(),
                generation: try row["generation"])
        }
    }

    /// - Returns: `false` if another server has created the tenant in the meantime.
    private static func insertTenant(
        _ seed: TenantSeed, _ keys: NewKeys, in transaction: Transaction
    ) throws -> Bool {
        let isNew = try transaction.execute(
            """
            INSERT INTO tenants (id, issuer, administrator, created_at)
            VALUES (\(transaction.tenant), \(seed.issuer), \(seed.administrator.clientID), \(seed.now))
            ON CONFLICT DO NOTHING
            """)
        guard isNew > 0 else { return false }
        try keys.encryption.found(under: keys.root, in: transaction)
        for key in keys.signing { try transaction.insert(key, at: seed.now) }
        try Composition.seed(seed, in: transaction)
        return true
    }
}
