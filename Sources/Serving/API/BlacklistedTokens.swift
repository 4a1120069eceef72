import Contract
import Secrets
import Storage

/// The claims by which a token can be blacklisted.
public struct TokenIdentity: Hashable, Sendable {
    /// The token's `jti`.
    public let id: String
    /// The token's audiences, and the application that it was issued to.
    public let audiences: [String]

    /// - Returns: `nil` for a token without a `jti`, which cannot be blacklisted.
    public init?(_ claims: TokenClaims) {
        guard let id = claims["jti"]?.string else { return nil }
        self.id = id
        let own = claims.audiences
        audiences = own + ["azp", "client_id"].compactMap { claims[$0]?.string }
    }
}

extension Services {
    /// Whether a token is blacklisted. This costs nothing if the tenant never blacklisted a token.
    public func isBlacklisted(_ token: TokenIdentity?, of tenant: TenantContext) async throws -> Bool {
        guard tenant.hasBlacklistedTokens, let token else { return false }
        return try await store.read(tenant.id) { transaction in
            try transaction.exists(
                """
                SELECT 1 FROM blacklisted_tokens
                WHERE tenant = \(transaction.tenant) AND jti = \(token.id) AND aud IN \(list: token.audiences)
                """)
        }
    }
}
