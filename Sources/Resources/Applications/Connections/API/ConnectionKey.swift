import Contract

/// A key with which a connection authenticates to its identity provider.
public struct ConnectionKey: Codable, Hashable, Sendable {
    public var kid: String
    /// The signing algorithm, such as `RS256`.
    public var algorithm: String?
    /// The use of the key: `signing` or `encryption`.
    public var keyUse: String?
    /// The subject of the certificate.
    public var subjectDN: String?
    /// The certificate in PEM format.
    public var cert: String
    /// The SHA-1 digest of the certificate, as `AB:CD:...`.
    public var fingerprint: String?
    /// The SHA-1 digest of the certificate, as `ABCD...`.
    public var thumbprint: String?
    /// The certificate as PKCS #7 in PEM format.
    public var pkcs: String?
    /// Whether the key is in use.
    public var current: Bool?
    public var currentSince: Timestamp?
    /// Whether the key is the next to be used.
    public var next: Bool?
    /// Whether the key was used before the current one.
    public var previous: Bool?

    public init(kid: String, cert: String, fingerprint: String, thumbprint: String) {
        self.kid = kid
        self.cert = cert
        self.fingerprint = fingerprint
        self.thumbprint = thumbprint
    }

    enum CodingKeys: String, CodingKey {
        case kid
        case algorithm
        case keyUse = "key_use"
        case subjectDN = "subject_dn"
        case cert
        case fingerprint
        case thumbprint
        case pkcs
        case current
        case currentSince = "current_since"
        case next
        case previous
    }
}

/// The signing algorithm for new keys of a connection. The whole body is optional.
public struct ConnectionKeyDraft: Hashable, Sendable {
    /// The algorithm; `RS256` by default.
    public var signingAlgorithm: String?

    public init(signingAlgorithm: String? = nil) { self.signingAlgorithm = signingAlgorithm }

    /// The available algorithms.
    public static let algorithms = ["RS256", "RS384", "RS512", "PS256", "PS384", "ES256", "ES384"]
}

extension ConnectionKeyDraft: Codable, SchemaProviding {
    private static let memberName = "signing_alg"

    public static var schema: Schema { .object([memberName: .one(of: algorithms)]).nullable }

    public init(from decoder: any Decoder) throws {
        signingAlgorithm = try JSON(from: decoder)[Self.memberName]?.string
    }
    public func encode(to encoder: any Encoder) throws {
        var members = JSONObject()
        if let signingAlgorithm { members[Self.memberName] = .string(signingAlgorithm) }
        try JSON.object(members).encode(to: encoder)
    }
}
