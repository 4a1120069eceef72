import Contract
import Secrets
import Storage

/// The keys with which a tenant signs.
enum SigningKeys {
    static let migrations: [Migration] = [
        Migration(
            "signing-keys-1",
            """
            CREATE TABLE signing_keys (
                tenant \(.text) NOT NULL, kid \(.text) NOT NULL, private_key TEXT NOT NULL, certificate TEXT NOT NULL,
                created_at \(.text) NOT NULL, PRIMARY KEY (tenant, kid))
            """)
    ]
}

extension Transaction {
    /// The key with which the tenant signs now.
    public func currentSigningKey() throws -> SigningKey? {
        let row = try row(
            """
            SELECT kid, private_key, certificate FROM signing_keys WHERE tenant = \(tenant)
            ORDER BY created_at DESC LIMIT 1
            """)
        return try row.map {
            SigningKey(kid: try $0["kid"], privateKeyPEM: try $0["private_key"], certificatePEM: try $0["certificate"])
        }
    }

    public func insert(_ key: SigningKey, at now: Timestamp) throws {
        try insert(
            into: "signing_keys",
            [
                "kid": key.kid, "private_key": key.privateKeyPEM, "certificate": key.certificatePEM, "created_at": now,
            ])
    }
}
