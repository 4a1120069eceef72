import Contract

/// An API to create, or the members of an update. A new API needs an identifier.
public struct ResourceServerDraft: Patchable, Constrained {
    /// The audience of its access tokens; it cannot be changed.
    public var identifier: String?
    public var name: String?
    public var scopes: [ResourceServerScope]?
    public var signingAlgorithm: SigningAlgorithm?
    /// The secret for `HS256`, at least 16 characters.
    public var signingSecret: String?
    public var allowOfflineAccess: Bool?
    public var allowOnlineAccess: Bool?
    public var skipConsentForVerifiableFirstPartyClients: Bool?
    /// The lifetime of its access tokens, in seconds.
    public var tokenLifetime: Int?
    /// The lifetime of access tokens from implicit and hybrid flows, in seconds.
    public var tokenLifetimeForWeb: Int?
    public var enforcePolicies: Bool?
    public var tokenDialect: TokenDialect?
    public var tokenEncryption: JSON?
    public var consentPolicy: String?
    public var authorizationDetails: [JSON]?
    public var proofOfPossession: ProofOfPossession?
    public var subjectTypeAuthorization: SubjectTypeAuthorization?
    public var authorizationPolicy: JSON?

    public init(identifier: String, name: String? = nil, scopes: [ResourceServerScope]? = nil) {
        self.identifier = identifier
        self.name = name
        self.scopes = scopes
    }

    enum CodingKeys: String, CodingKey {
        case identifier
        case name
        case scopes
        case signingAlgorithm = "signing_alg"
        case signingSecret = "signing_secret"
        case allowOfflineAccess = "allow_offline_access"
        case allowOnlineAccess = "allow_online_access"
        case skipConsentForVerifiableFirstPartyClients = "skip_consent_for_verifiable_first_party_clients"
        case tokenLifetime = "token_lifetime"
        case tokenLifetimeForWeb = "token_lifetime_for_web"
        case enforcePolicies = "enforce_policies"
        case tokenDialect = "token_dialect"
        case tokenEncryption = "token_encryption"
        case consentPolicy = "consent_policy"
        case authorizationDetails = "authorization_details"
        case proofOfPossession = "proof_of_possession"
        case subjectTypeAuthorization = "subject_type_authorization"
        case authorizationPolicy = "authorization_policy"
    }

    public static let fixedMembers: Set<String> = ["identifier"]
    public static let requiredMembers: Set<String> = ["identifier"]

    public static var constraints: Constraints {
        [
            "identifier": .string(1...600).described("Unique identifier of the API, used as the audience"),
            "name": .string(1...200, pattern: "^[^<>]+$").described("Name of the API, without < and >"),
            "scopes": .array(of: .of(ResourceServerScope.self)).described("Permissions of the API"),
            "signing_secret": .string(16...).described("Secret for signing with HS256"),
            "token_lifetime": .integer(0...2_592_000).described("Seconds that tokens are good for"),
            "token_lifetime_for_web": .integer(0...2_592_000).described(
                "Seconds that browser flows' tokens are good for"),
            "token_encryption": encryption.nullable,
            "consent_policy": .one(of: "transactional-authorization-with-mfa").nullable,
            "authorization_details": .array(of: .freeObject).nullable,
            "proof_of_possession": Schema.of(ProofOfPossession.self).nullable,
            "authorization_policy": .object(["policy_id": .string(1...1024).required]).nullable,
        ]
    }

    private static var encryption: Schema {
        let key: Schema = .object([
            "name": .string(1...128), "alg": .one(of: "RSA-OAEP-256", "RSA-OAEP-384", "RSA-OAEP-512").required,
            "kid": .string(1...128), "pem": .string(1...4096).required,
        ])
        return .object(["format": .one(of: "compact-nested-jwe").required, "encryption_key": key.required])
    }
}

/// Filters for a list of APIs.
public struct ResourceServerFilter: Codable, Sendable, OffsetPaged, Constrained {
    /// Only APIs with these identifiers.
    public var identifiers: [String]?
    public var page: Int?
    public var perPage: Int?
    public var includeTotals: Bool?
    public var includeFields: Bool?

    public init(
        identifiers: [String]? = nil, page: Int? = nil, perPage: Int? = nil, includeTotals: Bool? = nil
    ) {
        self.identifiers = identifiers
        self.page = page
        self.perPage = perPage
        self.includeTotals = includeTotals
    }

    enum CodingKeys: String, CodingKey {
        case identifiers
        case page
        case perPage = "per_page"
        case includeTotals = "include_totals"
        case includeFields = "include_fields"
    }

    public static var constraints: Constraints { .offsetPaging }
}

/// The options for reading an API.
public struct ResourceServerQuery: Codable, Sendable {
    public var includeFields: Bool?
    public init() {}

    enum CodingKeys: String, CodingKey { case includeFields = "include_fields" }
}
