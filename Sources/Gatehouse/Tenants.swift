import Authentication
import Contract
import Secrets
import Serving
import Storage

/// The tenants in a store.
enum Tenants {
    static let migrations: [Migration] = [
        Migration(
            "tenants-1",
            """
            CREATE TABLE tenants (
                id \(.text) PRIMARY KEY, issuer TEXT NOT NULL, administrator TEXT NOT NULL, created_at \(.text) NOT NULL)
            """)
    ]

    /// The tenant of a server that has one.
    static let only: TenantID = "local"

    /// How the tenant is used first.
    struct Opened: Sendable {
        let context: TenantContext
        /// The first application's credentials, where this made the tenant.
        let administrator: TenantFounding.ClientCredential?
    }

    /// Opens the tenant, or makes it where there is none.
    static func open(
        in store: any Store, issuer: String, clock: any TimeSource, random: any RandomSource,
        administrator: TenantFounding.ClientCredential?
    ) async throws -> Opened {
        if let opened = try await existing(in: store, issuer: issuer) { return opened }
        let first =
            administrator
            ?? TenantFounding.ClientCredential(clientID: random.base62(32), clientSecret: random.token(bytes: 48))
        let founding = TenantFounding(
            issuer: issuer, random: random, now: clock.now, administrator: first,
            managementScopes: ManagementOperation.scopes)
        let key = try SigningKey.generate(
            subject: "gatehouse", kid: random.token(bytes: 16), from: founding.now, for: .seconds(14 * 365 * 86_400))
        let isNew = try await store.write(only) { transaction in try found(founding, key, in: transaction) }
        if !isNew, let opened = try await existing(in: store, issuer: issuer) { return opened }
        let context = TenantContext(id: only, issuer: issuer, signer: try TokenSigner(key: key))
        return Opened(context: context, administrator: first)
    }

    /// The tenant that is there, moved to the issuer that it has now.
    private static func existing(in store: any Store, issuer: String) async throws -> Opened? {
        let (before, key): (String?, SigningKey?) = try await store.read(only) { transaction in
            let row = try transaction.row("SELECT issuer FROM tenants WHERE id = \(transaction.tenant)")
            return (try row.map { try $0["issuer"] }, try transaction.currentSigningKey())
        }
        guard let before, let key else { return nil }
        if before != issuer {
            try await store.write(only) { transaction in
                try transaction.execute("UPDATE tenants SET issuer = \(issuer) WHERE id = \(transaction.tenant)")
                try Composition.move(from: before, to: issuer, in: transaction)
            }
        }
        let signer = try TokenSigner(key: key)
        return Opened(context: TenantContext(id: only, issuer: issuer, signer: signer), administrator: nil)
    }

    /// - Returns: `false` where another server has made the tenant meanwhile.
    private static func found(
        _ founding: TenantFounding, _ key: SigningKey, in transaction: Transaction
    ) throws -> Bool {
        let isNew = try transaction.execute(
            """
            INSERT INTO tenants (id, issuer, administrator, created_at)
            VALUES (\(transaction.tenant), \(founding.issuer), \(founding.administrator.clientID), \(founding.now))
            ON CONFLICT DO NOTHING
            """)
        guard isNew > 0 else { return false }
        try transaction.insert(key, at: founding.now)
        try Composition.found(founding, in: transaction)
        return true
    }
}
