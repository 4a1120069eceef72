import Contract

/// A public key or certificate with which an application authenticates.
public struct ClientCredential: Codable, Hashable, Sendable, Constrained {
    public static let refusesOtherMembers = false

    public var id: ID<ClientCredential>?
    public var name: String?
    /// The key ID in the header of assertions signed with the key.
    public var kid: String?
    /// The algorithm: `RS256`, `RS384` or `PS256`.
    public var algorithm: String?
    /// The type of credential: `public_key`, `x509_cert` or `cert_subject_dn`.
    public var credentialType: String?
    public var subjectDN: String?
    /// The SHA-256 thumbprint of the certificate, as base64url.
    public var thumbprintSHA256: String?
    public var createdAt: Timestamp?
    public var updatedAt: Timestamp?
    /// The time at which the credential expires.
    public var expiresAt: Timestamp?

    enum CodingKeys: String, CodingKey {
        case id
        case name
        case kid
        case algorithm = "alg"
        case credentialType = "credential_type"
        case subjectDN = "subject_dn"
        case thumbprintSHA256 = "thumbprint_sha256"
        case createdAt = "created_at"
        case updatedAt = "updated_at"
        case expiresAt = "expires_at"
    }
}

/// A credential to create.
public struct ClientCredentialDraft: Codable, Sendable, Constrained {
    /// The type of credential: `public_key`, `x509_cert` or `cert_subject_dn`.
    public var credentialType: String
    public var name: String?
    /// The public key or certificate in PEM format.
    public var pem: String?
    /// The subject of the certificate, for `cert_subject_dn`.
    public var subjectDN: String?
    /// The algorithm: `RS256`, `RS384` or `PS256`, for a public key.
    public var algorithm: String?
    public var kid: String?
    /// Whether the credential expires together with its certificate.
    public var parseExpiryFromCertificate: Bool?
    public var expiresAt: Timestamp?

    public init(credentialType: String, pem: String?, name: String? = nil) {
        self.credentialType = credentialType
        self.pem = pem
        self.name = name
    }

    enum CodingKeys: String, CodingKey {
        case credentialType = "credential_type"
        case name
        case pem
        case subjectDN = "subject_dn"
        case algorithm = "alg"
        case kid
        case parseExpiryFromCertificate = "parse_expiry_from_cert"
        case expiresAt = "expires_at"
    }

    public static var constraints: Constraints {
        [
            "credential_type": .one(of: "public_key", "cert_subject_dn", "x509_cert"), "name": .string(...128),
            "pem": .string(1...4096), "subject_dn": .string(1...256), "alg": .one(of: "RS256", "RS384", "PS256"),
            "kid": ClientCredentialSchemas.kid,
        ]
    }
}

/// The members of an update of a credential.
public struct ClientCredentialFields: Patchable, Constrained {
    /// The time at which the credential expires; clearing it removes the expiration.
    public var expiresAt: Timestamp?
    public init() {}

    enum CodingKeys: String, CodingKey { case expiresAt = "expires_at" }
    public static var constraints: Constraints { ["expires_at": Timestamp.schema.nullable] }
}
