import Contract
import Storage

/// Access tokens that are good no more although they have not expired: those that were given for a code that somebody
/// else has shown again (RFC 6749, section 4.1.2).
///
/// Most access tokens have no name. They are known by their user, their application and the second of their issue; another
/// token of the same three is revoked with them.
public enum RevokedAccessTokens {
    /// Run when there are users.
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

    /// The longest that an access token is good, which its revocation is kept for.
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

    /// Whether the access tokens of a user that an application got in a second were revoked.
    public func isRevoked(issuedAt second: Int, of user: UserID, for client: ClientID) throws -> Bool {
        try exists(
            """
            SELECT 1 FROM revoked_access_tokens WHERE tenant = \(tenant) AND user_id = \(user)
            AND client_id = \(client) AND issued_at = \(Int64(second))
            """)
    }
}
