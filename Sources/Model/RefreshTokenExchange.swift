import Contract
import Storage

/// The result of exchanging a refresh token.
public enum RefreshTokenExchange: Sendable {
    /// The token was exchanged. If it rotates, the new secret replaces the old one.
    case exchanged(RefreshTokenRow)
    /// The secret is unknown, its token has ended, or it belongs to another application.
    case unknown
    /// The secret was exchanged before, so it may be stolen. The token was revoked.
    case reused(RefreshTokenRow)
}

/// A secret of a refresh token.
private struct RefreshTokenSecret {
    let digest: String
    let tokenID: RefreshTokenID
    /// The time at which the secret was exchanged for another one; `nil` if it was not.
    let supersededAt: Timestamp?
}

extension Transaction {
    /// Inserts a refresh token.
    /// - Parameter digest: `secretDigest(_:)` of its secret.
    public func insert(_ token: RefreshTokenRow, digest: String) throws {
        try insert(
            into: "refresh_tokens",
            [
                "id": token.id, "user_id": token.userID, "client_id": token.clientID, "session_id": token.sessionID,
                "rotating": token.isRotating, "created_at": token.createdAt,
                "last_exchanged_at": token.lastExchangedAt, "idle_expires_at": token.idleExpiresAt,
                "expires_at": token.expiresAt, "document": token.document,
            ])
        try insert(
            into: "refresh_token_secrets",
            ["digest": digest, "token_id": token.id, "parent": String?.none, "superseded_at": Timestamp?.none])
    }

    /// Returns the token with a secret, exchanged or not, unless the token has ended.
    public func refreshToken(havingDigest digest: String, liveAt now: Timestamp) throws -> RefreshTokenRow? {
        try refreshTokenSecret(digest).flatMap { try refreshToken($0.tokenID, liveAt: now) }
    }

    /// Exchanges a refresh token.
    ///
    /// The secret of a rotating token can be exchanged once. Within the leeway it can be exchanged again, because a
    /// response may be lost or two tabs may send requests at the same time, unless the secret that replaced it has been
    /// exchanged itself. At any other time, reuse is a sign of theft, and the token is revoked with all its secrets;
    /// the caller must not end the transaction with an error then.
    /// - Parameters:
    ///   - digest: `secretDigest(_:)` of the presented secret.
    ///   - client: the application that presents it.
    ///   - newDigest: the digest of the secret that replaces it if the token rotates.
    ///   - leeway: the time after its exchange in which a secret may be presented again.
    ///   - idleLifetime: the idle lifetime of the token from now on.
    public func exchangeRefreshToken(
        havingDigest digest: String, by client: ClientID, for newDigest: String, at now: Timestamp, leeway: Duration,
        idleLifetime: Duration?, from sighting: DeviceTrace.Sighting? = nil
    ) throws -> RefreshTokenExchange {
        guard let known = try refreshTokenSecret(digest),
            var token = try refreshToken(known.tokenID, liveAt: now), token.clientID == client,
            // The secret is read again, because another transaction may have exchanged it before this one locked the
            // token.
            let secret = try refreshTokenSecret(digest)
        else { return .unknown }
        if token.isRotating {
            guard try isExchangeable(secret, at: now, leeway: leeway) else {
                try revokeRefreshTokens(RefreshTokenSelection(ids: [token.id]))
                return .reused(token)
            }
            try rotate(secret, to: newDigest, at: now)
        }
        token.lastExchangedAt = now
        token.idleExpiresAt = idleLifetime.map { now + $0 }
        if let sighting { token.device.last = sighting }
        try update(token)
        return .exchanged(token)
    }

    private func refreshTokenSecret(_ digest: String) throws -> RefreshTokenSecret? {
        let row = try row(
            """
            SELECT digest, token_id, superseded_at FROM refresh_token_secrets
            WHERE tenant = \(tenant) AND digest = \(digest)
            """)
        return try row.map {
            RefreshTokenSecret(
                digest: try $0["digest"], tokenID: try $0["token_id"], supersededAt: try $0["superseded_at"])
        }
    }

    private func isExchangeable(_ secret: RefreshTokenSecret, at now: Timestamp, leeway: Duration) throws -> Bool {
        guard let supersededAt = secret.supersededAt else { return true }
        guard now < supersededAt + leeway else { return false }
        return try !exists(
            """
            SELECT 1 FROM refresh_token_secrets
            WHERE tenant = \(tenant) AND token_id = \(secret.tokenID) AND parent = \(secret.digest)
            AND superseded_at IS NOT NULL
            """)
    }

    private func rotate(_ secret: RefreshTokenSecret, to digest: String, at now: Timestamp) throws {
        if secret.supersededAt == nil {
            try execute(
                """
                UPDATE refresh_token_secrets SET superseded_at = \(now)
                WHERE tenant = \(tenant) AND digest = \(secret.digest)
                """)
        }
        try insert(
            into: "refresh_token_secrets",
            [
                "digest": digest, "token_id": secret.tokenID, "parent": secret.digest,
                "superseded_at": Timestamp?.none,
            ])
    }
}
