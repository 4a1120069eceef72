import Contract

/// A key with which a connection authenticates itself to the other side.
public struct ConnectionKey: Codable, Hashable, Sendable {
    public var kid: String
    /// How it signs, as `RS256`.
    public var algorithm: String?
    /// `signing` or `encryption`.
    public var keyUse: String?
    /// Whom the certificate is for.
    public var subjectDN: String?
    /// The certificate, in PEM.
    public var cert: String
    /// The certificate's SHA-1 digest, as `AB:CD:...`.
    public var fingerprint: String?
    /// The certificate's SHA-1 digest, as `ABCD...`.
    public var thumbprint: String?
    /// The certificate as PKCS #7, in PEM.
    public var pkcs: String?
    /// Whether it is in use.
    public var current: Bool?
    public var currentSince: Timestamp?
    /// Whether it is the one to be used next.
    public var next: Bool?
    /// Whether it was in use before.
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

/// How new keys of a connection sign. The whole body may be left out.
public struct ConnectionKeyDraft: Hashable, Sendable {
    /// As `RS256`, which it is unless told otherwise.
    public var signingAlgorithm: String?

    public init(signingAlgorithm: String? = nil) { self.signingAlgorithm = signingAlgorithm }

    /// The algorithms to choose from.
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
