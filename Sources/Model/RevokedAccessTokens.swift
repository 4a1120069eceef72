import Contract
import Storage

/// Access tokens that were revoked before their expiry, because their authorization code was used again (RFC 6749,
/// section 4.1.2).
///
/// Most access tokens have no identifier. They are identified by user, application and second of issue; other tokens
/// with the same values are revoked with them.
public enum RevokedAccessTokens {
    /// Migrations that need the table of users.
    public static let migrations: [Migration] = [
        Migration(
            "revoked-access-tokens-1",
            """
            CREATE TABLE revoked_access_tokens (
                tenant \(.text) NOT NULL, user_id \(.text) NOT NULL, client_id \(.text) NOT NULL,
                issued_at BIGINT NOT NULL, revoked_at \(.text) NOT NULL,
                PRIMARY KEY (tenant, user_id, client_id, issued_at))
            """,
            "CREATE INDEX revoked_access_tokens_age ON revoked_access_tokens (tenant, revoked_at)")
    ]

    /// The maximum lifetime of an access token, for which a revocation is stored.
    fileprivate static let maximumLifetime = Duration.seconds(30 * 86_400)
}

extension Transaction {
    public func revokeAccessTokens(
        issuedAt issue: Timestamp, of user: UserID, for client: ClientID, at now: Timestamp
    ) throws {
        let forgotten = now + (.zero - RevokedAccessTokens.maximumLifetime)
        try execute("DELETE FROM revoked_access_tokens WHERE tenant = \(tenant) AND revoked_at < \(forgotten)")
        try insertIfAbsent(
            into: "revoked_access_tokens",
            ["user_id": user, "client_id": client, "issued_at": Int64(issue.seconds), "revoked_at": now])
    }

    /// Whether the access tokens of a user that were issued to an application in a second are revoked.
    public func isRevoked(issuedAt second: Int, of user: UserID, for client: ClientID) throws -> Bool {
        try exists(
            """
            SELECT 1 FROM revoked_access_tokens WHERE tenant = \(tenant) AND user_id = \(user)
            AND client_id = \(client) AND issued_at = \(Int64(second))
            """)
    }
}
