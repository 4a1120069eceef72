import Contract
import JWTKit
import Model
import Secrets
import Serving
import Storage

/// The keys that an application has registered for one purpose.
struct ClientKeys: Sendable {
    /// The accepted signature algorithms.
    static let algorithms = ["RS256", "RS384", "PS256"]

    let services: Services
    let tenant: TenantContext
    /// The path of the member of the application that lists the credentials.
    let path: [String]

    /// Returns the application that signed a token, and the claims, which are not checked yet.
    /// - Returns: `nil` if none of the application's keys signed the token.
    func signer(
        of token: String, _ header: TokenHeader, claiming id: ClientID
    ) async throws -> (client: ClientRow, claims: TokenClaims)? {
        let (found, credentials) = try await services.store.read(tenant.id) { transaction in
            (try transaction.client(id), try transaction.credentials(of: id))
        }
        guard let client = found else { return nil }
        let purpose = path.reduce(Optional(client.document)) { $0?[$1] }
        let used = purpose?["credentials"]?.array ?? []
        let usable: [JSON] = credentials.filter { credential in used.contains { $0["id"] == credential["id"] } }
        for credential in usable where isValid(credential, for: header) {
            if let claims = try await verified(token, with: credential) { return (client, claims) }
        }
        return nil
    }

    private func isValid(_ credential: JSON, for header: TokenHeader) -> Bool {
        if let expiry = credential["expires_at"]?.string.flatMap(Timestamp.init), expiry <= services.clock.now {
            return false
        }
        if let kid = header.kid, kid != credential["kid"]?.string { return false }
        return header.algorithm == credential["alg"]?.string ?? "RS256"
    }

    /// Returns the claims; `nil` if another key signed the token.
    private func verified(_ token: String, with credential: JSON) async throws -> TokenClaims? {
        guard let pem = credential["pem"]?.string else { return nil }
        let keys = JWTKeyCollection()
        do {
            switch credential["alg"]?.string {
            case "RS384": await keys.add(rsa: try Self.key(pem), digestAlgorithm: .sha384)
            case "PS256": await keys.add(pss: try Self.key(pem), digestAlgorithm: .sha256)
            default: await keys.add(rsa: try Self.key(pem), digestAlgorithm: .sha256)
            }
            return try await keys.verify(token, as: TokenClaims.self)
        } catch {
            return nil
        }
    }

    /// Returns a public key, which may be registered as a certificate.
    private static func key(_ pem: String) throws -> Insecure.RSA.PublicKey {
        guard pem.contains("BEGIN CERTIFICATE") else { return try Insecure.RSA.PublicKey(pem: pem) }
        return try Insecure.RSA.PublicKey(certificatePEM: pem)
    }
}

extension TokenClaims: JWTPayload {
    public init(from decoder: any Decoder) throws { self.init(try JSON(from: decoder).object ?? [:]) }
    public func encode(to encoder: any Encoder) throws { try JSON.object(members).encode(to: encoder) }

    /// Checks nothing; the claims are checked after the signature.
    public func verify(using algorithm: some JWTAlgorithm) async throws {}
}
