import Contract

/// A name of the tenant's own.
public struct CustomDomain: Pageable, Hashable, Constrained, Identified {
    public static let listName = "custom_domains"
    public static let refusesOtherMembers = false

    public var id: ID<CustomDomain>?
    public var domain: String?
    /// Whether it is the tenant's first.
    public var primary: Bool?
    /// Whether links lead to it unless told otherwise.
    public var isDefault: Bool?
    public var status: CustomDomainStatus?
    public var type: CustomDomainType?
    /// How it is found out that the domain is the tenant's, and what came of it.
    public var verification: DomainVerification?
    /// The name that a proxy in front of the server sends requests on to, once the domain is verified.
    public var originDomainName: String?
    /// What a proxy shows to be the domain's own. It is told once, when the domain is verified for the first time.
    public var cnameAPIKey: String?
    public var tlsPolicy: String?
    /// The header in which a proxy tells of clients' addresses.
    public var customClientIPHeader: String?
    /// Texts of one's own, by name.
    public var domainMetadata: JSON?
    public var certificate: DomainCertificate?
    /// The domain that passkeys are made for: this one, or one that it is below.
    public var relyingPartyIdentifier: String?
    public var createdAt: Timestamp?

    enum CodingKeys: String, CodingKey {
        case id = "custom_domain_id"
        case domain
        case primary
        case isDefault = "is_default"
        case status
        case type
        case verification
        case originDomainName = "origin_domain_name"
        case cnameAPIKey = "cname_api_key"
        case tlsPolicy = "tls_policy"
        case customClientIPHeader = "custom_client_ip_header"
        case domainMetadata = "domain_metadata"
        case certificate
        case relyingPartyIdentifier = "relying_party_identifier"
        case createdAt = "created_at"
    }

    public static var identifierSchema: Schema { .string(1...64) }
}

/// How far a custom domain has come.
public struct CustomDomainStatus: OpenEnum {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let pendingVerification: Self = "pending_verification"
    public static let ready: Self = "ready"
    public static let failed: Self = "failed"

    public static let known: [Self] = [.pendingVerification, .ready, .failed]
}

/// Who has the certificate of a custom domain.
public struct CustomDomainType: OpenEnum {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    /// The service. The domain is verified by its CNAME.
    public static let managed: Self = "auth0_managed_certs"
    /// The tenant's own proxy. The domain is verified by a TXT record.
    public static let selfManaged: Self = "self_managed_certs"

    public static let known: [Self] = [.managed, .selfManaged]
}

/// How it is found out that a domain is the tenant's, and what came of it.
public struct DomainVerification: Codable, Hashable, Sendable {
    /// A record that the DNS must have.
    public struct Method: Codable, Hashable, Sendable {
        /// `CNAME` or `TXT`.
        public var name: String
        /// What the record says.
        public var record: String
        /// The name that has the record.
        public var domain: String?
    }

    public var methods: [Method]?
    /// `verified`, `pending` or `failed`; absent as long as nobody asked.
    public var status: String?
    public var errorMessage: String?
    public var lastVerifiedAt: Timestamp?

    enum CodingKeys: String, CodingKey {
        case methods
        case status
        case errorMessage = "error_msg"
        case lastVerifiedAt = "last_verified_at"
    }
}

/// The certificate of a custom domain whose certificate is the service's.
public struct DomainCertificate: Codable, Hashable, Sendable {
    public var status: String?
    public var errorMessage: String?
    public var authority: String?
    public var renewsBefore: String?

    enum CodingKeys: String, CodingKey {
        case status
        case errorMessage = "error_msg"
        case authority = "certificate_authority"
        case renewsBefore = "renews_before"
    }
}

/// What came of asking a custom domain.
public struct CustomDomainTest: Codable, Hashable, Sendable {
    public var success: Bool
    /// What is wrong.
    public var message: String?

    public init(success: Bool, message: String? = nil) {
        self.success = success
        self.message = message
    }
}

/// The domain that links lead to unless told otherwise.
public struct DefaultDomain: Codable, Hashable, Sendable {
    public var domain: String
    /// Names the custom domain; absent where it is the issuer's.
    public var id: ID<CustomDomain>?
    public var status: CustomDomainStatus?
    /// Whether it is the tenant's first.
    public var primary: Bool?
    /// Whether links lead to it unless told otherwise.
    public var isDefault: Bool?
    public var type: CustomDomainType?
    /// How it is found out that the domain is the tenant's, and what came of it.
    public var verification: DomainVerification?
    /// The name that a proxy in front of the server sends requests on to, once the domain is verified.
    public var originDomainName: String?
    public var tlsPolicy: String?
    /// The header in which a proxy tells of clients' addresses.
    public var customClientIPHeader: String?
    /// Texts of one's own, by name.
    public var domainMetadata: JSON?
    public var certificate: DomainCertificate?
    /// The domain that passkeys are made for: this one, or one that it is below.
    public var relyingPartyIdentifier: String?
    public var createdAt: Timestamp?

    enum CodingKeys: String, CodingKey {
        case domain
        case id = "custom_domain_id"
        case status
        case primary
        case isDefault = "is_default"
        case type
        case verification
        case originDomainName = "origin_domain_name"
        case tlsPolicy = "tls_policy"
        case customClientIPHeader = "custom_client_ip_header"
        case domainMetadata = "domain_metadata"
        case certificate
        case relyingPartyIdentifier = "relying_party_identifier"
        case createdAt = "created_at"
    }
}

/// Which domain to make the default one.
public struct DefaultDomainDraft: Codable, Hashable, Sendable, Constrained {
    public var domain: String
    public init(_ domain: String) { self.domain = domain }
    public static var constraints: Constraints { ["domain": .string(3...255)] }
}
