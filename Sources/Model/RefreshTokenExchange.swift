import Contract
import Storage

/// What comes of showing the secret of a refresh token.
public enum RefreshTokenExchange: Sendable {
    /// The token, exchanged. Where it rotates, the new secret is the one to use from now on.
    case exchanged(RefreshTokenRow)
    /// Nobody's secret, one that has ended, or another application's.
    case unknown
    /// A secret that was exchanged before: either this application or somebody else stole it. The token is revoked.
    case reused(RefreshTokenRow)
}

/// One secret of a refresh token.
private struct RefreshTokenSecret {
    let digest: String
    let tokenID: RefreshTokenID
    /// When it was exchanged for another, if it was.
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

    /// The token that a secret is of, used or not, if there is such and it has not ended.
    public func refreshToken(havingDigest digest: String, liveAt now: Timestamp) throws -> RefreshTokenRow? {
        try refreshTokenSecret(digest).flatMap { try refreshToken($0.tokenID, liveAt: now) }
    }

    /// Exchanges a refresh token.
    ///
    /// A rotating token's secret can be exchanged once. Whoever shows it again within the leeway gets another one, as an
    /// answer may get lost or two windows may ask at once, unless what it was exchanged for has been exchanged itself.
    /// At any other time that is a sign of theft, and the token is revoked with all its secrets; so a caller must not
    /// end the transaction with an error then.
    /// - Parameters:
    ///   - digest: `secretDigest(_:)` of the secret that is shown.
    ///   - client: who shows it.
    ///   - newDigest: of the secret that takes its place, where the token rotates.
    ///   - leeway: for how long after its exchange a secret may be shown again.
    ///   - idleLifetime: how long the token lasts from now without being exchanged.
    public func exchangeRefreshToken(
        havingDigest digest: String, by client: ClientID, for newDigest: String, at now: Timestamp, leeway: Duration,
        idleLifetime: Duration?, from sighting: DeviceTrace.Sighting? = nil
    ) throws -> RefreshTokenExchange {
        guard let known = try refreshTokenSecret(digest),
            var token = try refreshToken(known.tokenID, liveAt: now), token.clientID == client,
            // Whoever was before us may have exchanged it until we got hold of its token.
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
