import Contract
import JWTKit
import Model
import Secrets
import Storage

/// Client authentication of a connection at its provider with `private_key_jwt` (RFC 7523).
struct ConnectionAssertion: Sendable {
    /// The lifetime of an assertion, in seconds.
    private static let life = 60

    private let kid: String
    private let algorithm: String
    /// Secret.
    private let privateKeyPEM: String

    fileprivate init(row: Row, in transaction: Transaction) throws {
        kid = try row["kid"]
        algorithm = try row["algorithm"]
        privateKeyPEM = try transaction.open(row["private_key"])
    }

    /// Returns a signed assertion, which can be used once.
    /// - Parameter audience: the recipient.
    func text(
        client: String, audience: String, at now: Timestamp, _ random: any RandomSource
    ) async throws -> String {
        let keys = JWTKeyCollection()
        let name = JWKIdentifier(string: kid)
        switch algorithm {
        case "ES256": await keys.add(ecdsa: try ES256PrivateKey(pem: privateKeyPEM), kid: name)
        case "ES384": await keys.add(ecdsa: try ES384PrivateKey(pem: privateKeyPEM), kid: name)
        case "PS256", "PS384": await keys.add(pss: try rsaKey, digestAlgorithm: digest, kid: name)
        default: await keys.add(rsa: try rsaKey, digestAlgorithm: digest, kid: name)
        }
        let claims: JSONObject = [
            "iss": .string(client), "sub": .string(client), "aud": .string(audience),
            "jti": .string(random.token(bytes: 24)), "iat": .integer(Int64(now.seconds)),
            "exp": .integer(Int64(now.seconds + Self.life)),
        ]
        return try await keys.sign(TokenClaims(claims), kid: name)
    }

    private var rsaKey: Insecure.RSA.PrivateKey {
        get throws { try Insecure.RSA.PrivateKey(pem: privateKeyPEM) }
    }

    private var digest: DigestAlgorithm {
        if algorithm.hasSuffix("512") { return .sha512 }
        return algorithm.hasSuffix("384") ? .sha384 : .sha256
    }
}

extension Transaction {
    /// Returns the signer of a connection's assertions; `nil` if the connection has no keys.
    func assertion(of connection: ConnectionRow) throws -> ConnectionAssertion? {
        let row = try row(
            """
            SELECT kid, algorithm, private_key FROM connection_keys
            WHERE tenant = \(tenant) AND connection_id = \(connection.id) AND standing = 'current'
            """)
        return try row.map { try ConnectionAssertion(row: $0, in: self) }
    }
}
