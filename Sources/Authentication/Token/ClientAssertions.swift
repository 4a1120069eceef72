import Contract
import Model
import Secrets
import Serving
import Storage

/// Client authentication with `private_key_jwt` (RFC 7523).
struct ClientAssertions: Sendable {
    /// The maximum lifetime of an assertion, in seconds.
    private static let longestLife = 300

    let services: Services
    let tenant: TenantContext

    /// Returns the application that signed an assertion.
    /// - Parameter claimed: the `client_id` of the request, if there is one.
    func client(of assertion: String, claimed: String?) async throws -> ClientRow {
        guard let header = TokenHeader(of: assertion), let issuer = Self.unverifiedIssuer(of: assertion),
            claimed == nil || claimed == issuer
        else { throw OAuthError.unauthorized }
        let keys = ClientKeys(
            services: services, tenant: tenant, path: ["client_authentication_methods", "private_key_jwt"])
        guard let (client, claims) = try await keys.signer(of: assertion, header, claiming: ID(issuer)) else {
            throw OAuthError.unauthorized
        }
        try await accept(claims, of: client)
        return client
    }

    private static func unverifiedIssuer(of assertion: String) -> String? {
        let parts = assertion.split(separator: ".")
        guard parts.count == 3, let bytes = Base64URL.bytes(parts[1]), let claims = try? JSON(parsing: bytes),
            let issuer = claims["iss"]?.string, claims["sub"]?.string == issuer
        else { return nil }
        return issuer
    }

    /// Checks the claims of a verified assertion, and that it was not used before.
    private func accept(_ claims: TokenClaims, of client: ClientRow) async throws {
        let audiences = claims.audiences
        let ours = ["", "oauth/token", "oauth/par"].map { tenant.issuer + $0 }
        let now = services.clock.now.seconds
        guard audiences.contains(where: { ours.contains(tenant.canonicalURL($0)) }) else {
            throw OAuthError.unauthorized
        }
        guard let expiry = claims["exp"]?.integer, expiry > now, expiry <= now + Self.longestLife,
            let identifier = claims["jti"]?.string, !identifier.isEmpty, identifier.utf8.count <= 256
        else { throw OAuthError.unauthorized }
        let isNew = try await services.store.write(tenant.id) { transaction in
            try transaction.execute(
                "DELETE FROM used_assertions WHERE tenant = \(transaction.tenant) AND expires_at <= \(now)")
            return try transaction.insertIfAbsent(
                into: "used_assertions", ["client_id": client.id, "jti": identifier, "expires_at": expiry])
        }
        guard isNew else { throw OAuthError.unauthorized }
    }

    static let migrations: [Migration] = [
        Migration(
            "used-assertions-1",
            """
            CREATE TABLE used_assertions (
                tenant \(.text) NOT NULL, client_id \(.text) NOT NULL, jti \(.text) NOT NULL, expires_at BIGINT NOT NULL,
                PRIMARY KEY (tenant, client_id, jti))
            """,
            "CREATE INDEX used_assertions_expiry ON used_assertions (tenant, expires_at)")
    ]
}
