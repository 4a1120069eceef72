import Contract
import JWTKit
import Model
import Secrets
import Serving
import Storage

/// Applications that prove who they are with a key (`private_key_jwt`, RFC 7523).
struct ClientAssertions: Sendable {
    /// How long an assertion may be good for, in seconds.
    private static let longestLife = 300

    let services: Services
    let tenant: TenantContext

    /// The application that signed an assertion.
    /// - Parameter claimed: the `client_id` that the request names, if it does.
    func client(of assertion: String, claimed: String?) async throws -> ClientRow {
        guard let header = TokenHeader(of: assertion), let issuer = Self.unverifiedIssuer(of: assertion),
            claimed == nil || claimed == issuer
        else { throw OAuthError.unauthorized }
        let (found, credentials) = try await services.store.read(tenant.id) { transaction in
            (try transaction.client(ID(issuer)), try transaction.credentials(of: ID(issuer)))
        }
        guard let client = found else { throw OAuthError.unauthorized }
        let used = client.document["client_authentication_methods"]?["private_key_jwt"]?["credentials"]?.array ?? []
        let usable: [JSON] = credentials.filter { credential in used.contains { $0["id"] == credential["id"] } }
        for credential in usable where isValid(credential, for: header) {
            guard let claims = try await verified(assertion, with: credential) else { continue }
            try await accept(claims, of: client)
            return client
        }
        throw OAuthError.unauthorized
    }

    private static func unverifiedIssuer(of assertion: String) -> String? {
        let parts = assertion.split(separator: ".")
        guard parts.count == 3, let bytes = Base64URL.bytes(parts[1]), let claims = try? JSON(parsing: bytes),
            let issuer = claims["iss"]?.string, claims["sub"]?.string == issuer
        else { return nil }
        return issuer
    }

    private func isValid(_ credential: JSON, for header: TokenHeader) -> Bool {
        if let expiry = credential["expires_at"]?.string.flatMap(Timestamp.init), expiry <= services.clock.now {
            return false
        }
        if let kid = header.kid, kid != credential["kid"]?.string { return false }
        return header.algorithm == credential["alg"]?.string ?? "RS256"
    }

    /// The claims; `nil` where another key signed them.
    private func verified(_ assertion: String, with credential: JSON) async throws -> TokenClaims? {
        guard let pem = credential["pem"]?.string else { return nil }
        let keys = JWTKeyCollection()
        do {
            switch credential["alg"]?.string {
            case "RS384": await keys.add(rsa: try Self.key(pem), digestAlgorithm: .sha384)
            case "PS256": await keys.add(pss: try Self.key(pem), digestAlgorithm: .sha256)
            default: await keys.add(rsa: try Self.key(pem), digestAlgorithm: .sha256)
            }
            return try await keys.verify(assertion, as: TokenClaims.self)
        } catch {
            return nil
        }
    }

    /// A key may have been registered in its certificate.
    private static func key(_ pem: String) throws -> Insecure.RSA.PublicKey {
        guard pem.contains("BEGIN CERTIFICATE") else { return try Insecure.RSA.PublicKey(pem: pem) }
        return try Insecure.RSA.PublicKey(certificatePEM: pem)
    }

    /// Checks what a genuine assertion says, and that it was not used before.
    private func accept(_ claims: TokenClaims, of client: ClientRow) async throws {
        let audiences: [String] = claims["aud"]?.strings ?? [claims["aud"]?.string].compactMap { $0 }
        let ours = [tenant.issuer, tenant.issuer + "oauth/token"]
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

extension TokenClaims: JWTPayload {
    public init(from decoder: any Decoder) throws { self.init(try JSON(from: decoder).object ?? [:]) }
    public func encode(to encoder: any Encoder) throws { try JSON.object(members).encode(to: encoder) }

    /// Nothing is checked here: what an assertion must say is checked when it is accepted.
    public func verify(using algorithm: some JWTAlgorithm) async throws {}
}
