import Contract
import Secrets
import Storage

/// A signing key of a tenant, with its state.
public struct SigningKeyRow: Sendable {
    public enum State: String, Sendable {
        /// Published in advance, so that clients know it when it comes into use.
        case next
        case current
        /// No longer in use, but its signatures are still valid.
        case previous
        case revoked
    }

    public let key: SigningKey
    public var state: State
    public var currentSince: Timestamp?
    public var currentUntil: Timestamp?
    public var revokedAt: Timestamp?

    public init(_ key: SigningKey, _ state: State, since now: Timestamp? = nil) {
        self.key = key
        self.state = state
        currentSince = now
    }

    public static let migrations: [Migration] = [
        Migration(
            "signing-keys-1",
            """
            CREATE TABLE signing_keys (
                tenant \(.text) NOT NULL, kid \(.text) NOT NULL, private_key TEXT NOT NULL, certificate TEXT NOT NULL,
                created_at \(.text) NOT NULL, PRIMARY KEY (tenant, kid))
            """),
        Migration(
            "signing-keys-2",
            "ALTER TABLE signing_keys ADD COLUMN state TEXT NOT NULL DEFAULT 'current'",
            "ALTER TABLE signing_keys ADD COLUMN current_since TEXT",
            "ALTER TABLE signing_keys ADD COLUMN current_until TEXT",
            "ALTER TABLE signing_keys ADD COLUMN revoked_at TEXT"),
    ]
}

extension Transaction {
    /// Returns the tenant's keys: the current one, the next one, and the previous ones, newest first.
    public func signingKeys() throws -> [SigningKeyRow] {
        try rows(
            """
            SELECT kid, private_key, certificate, state, current_since, current_until, revoked_at FROM signing_keys
            WHERE tenant = \(tenant)
            ORDER BY CASE state WHEN 'current' THEN 0 WHEN 'next' THEN 1 WHEN 'previous' THEN 2 ELSE 3 END,
                created_at DESC, kid\(.forUpdate)
            """
        ).map { row in
            let key = SigningKey(
                kid: try row["kid"], privateKeyPEM: try open(row["private_key"]),
                certificatePEM: try row["certificate"])
            let state: String = try row["state"]
            guard let state = SigningKeyRow.State(rawValue: state) else {
                throw StorageError.refused("the signing key \(key.kid) is in no known state")
            }
            var signing = SigningKeyRow(key, state, since: try row["current_since"])
            signing.currentUntil = try row["current_until"]
            signing.revokedAt = try row["revoked_at"]
            return signing
        }
    }

    /// Returns the signer of the tenant's tokens; `nil` if there is no key.
    public func tokenSigner() throws -> TokenSigner? {
        let keys = try signingKeys().filter { $0.state != .revoked }
        guard let current = keys.first, current.state == .current else { return nil }
        return try TokenSigner(key: current.key, published: keys.dropFirst().map(\.key))
    }

    public func insert(_ signing: SigningKeyRow, at now: Timestamp) throws {
        try insert(
            into: "signing_keys",
            [
                "kid": signing.key.kid, "private_key": try seal(signing.key.privateKeyPEM),
                "certificate": signing.key.certificatePEM, "created_at": now, "state": signing.state.rawValue,
                "current_since": signing.currentSince, "current_until": signing.currentUntil,
                "revoked_at": signing.revokedAt,
            ])
    }

    /// Updates the state of a key.
    public func update(_ signing: SigningKeyRow) throws {
        try execute(
            """
            UPDATE signing_keys SET state = \(signing.state.rawValue), current_since = \(signing.currentSince),
                current_until = \(signing.currentUntil), revoked_at = \(signing.revokedAt)
            WHERE tenant = \(tenant) AND kid = \(signing.key.kid)
            """)
    }
}
