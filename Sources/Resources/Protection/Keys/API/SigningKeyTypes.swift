import Contract
import OrderedCollections

/// The public part of a key with which a tenant signs tokens.
public struct ApplicationSigningKey: Codable, Hashable, Sendable {
    public var kid: ID<ApplicationSigningKey>
    /// The certificate in PEM format.
    public var cert: String
    /// The certificate as PKCS #7 in PEM format.
    public var pkcs7: String?
    /// Whether the key is in use.
    public var current: Bool?
    /// Whether the key is the next to be used.
    public var next: Bool?
    /// Whether the key was used before the current one.
    public var previous: Bool?
    public var currentSince: Timestamp?
    public var currentUntil: Timestamp?
    /// The SHA-1 digest of the certificate, as `AB:CD:...`.
    public var fingerprint: String
    /// The SHA-1 digest of the certificate, as `ABCD...`.
    public var thumbprint: String
    public var revoked: Bool?
    public var revokedAt: Timestamp?

    public init(kid: ID<ApplicationSigningKey>, cert: String, fingerprint: String, thumbprint: String) {
        self.kid = kid
        self.cert = cert
        self.fingerprint = fingerprint
        self.thumbprint = thumbprint
    }

    enum CodingKeys: String, CodingKey {
        case kid
        case cert
        case pkcs7
        case current
        case next
        case previous
        case currentSince = "current_since"
        case currentUntil = "current_until"
        case fingerprint
        case thumbprint
        case revoked
        case revokedAt = "revoked_at"
    }
}

/// A key with its identifier and certificate. Only some endpoints include the other members.
public struct KeyCertificate: Codable, Hashable, Sendable {
    public var kid: ID<ApplicationSigningKey>
    /// The certificate in PEM format.
    public var cert: String
    /// The certificate as PKCS #7 in PEM format.
    public var pkcs7: String?
    /// Whether the key is in use.
    public var current: Bool?
    /// Whether the key is the next to be used.
    public var next: Bool?
    /// Whether the key was used before the current one.
    public var previous: Bool?
    /// The SHA-1 digest of the certificate, as `AB:CD:...`.
    public var fingerprint: String?
    /// The SHA-1 digest of the certificate, as `ABCD...`.
    public var thumbprint: String?
    public var revoked: Bool?
    public var revokedAt: Timestamp?

    public init(kid: ID<ApplicationSigningKey>, cert: String) {
        self.kid = kid
        self.cert = cert
    }

    enum CodingKeys: String, CodingKey {
        case kid
        case cert
        case pkcs7
        case current
        case next
        case previous
        case fingerprint
        case thumbprint
        case revoked
        case revokedAt = "revoked_at"
    }
}

/// Custom public keys of a tenant.
public struct CustomSigningKeys: Codable, Hashable, Sendable, Constrained {
    /// The keys as JSON Web Keys (RFC 7517).
    public var keys: [JSON]

    public init(keys: [JSON]) { self.keys = keys }

    public static var constraints: Constraints { ["keys": .array(of: key, 1...)] }

    private static let key: Schema = .object(
        [
            "kty": .one(of: "EC", "RSA").required, "kid": .string(), "use": .one(of: "sig"),
            "key_ops": .array(of: .one(of: "verify"), 1...),
            "alg": .one(of: "RS256", "RS384", "RS512", "ES256", "ES384", "ES512", "PS256", "PS384", "PS512"),
            "n": .string(), "e": .string(), "crv": .one(of: "P-256", "P-384", "P-521"), "x": .string(),
            "y": .string(), "x5u": .string(), "x5c": .array(of: .string(), 1...), "x5t": .string(),
            "x5t#S256": .string(),
        ])
}
