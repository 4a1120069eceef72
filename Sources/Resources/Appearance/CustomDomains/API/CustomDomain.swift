import Contract

/// A custom domain of the tenant.
public struct CustomDomain: Pageable, Hashable, Constrained, Identified {
    public static let listName = "custom_domains"
    public static let refusesOtherMembers = false

    public var id: ID<CustomDomain>?
    public var domain: String?
    /// Whether this is the tenant's first custom domain.
    public var primary: Bool?
    /// Whether links use this domain by default.
    public var isDefault: Bool?
    public var status: CustomDomainStatus?
    public var type: CustomDomainType?
    /// The methods and the state of the domain's verification.
    public var verification: DomainVerification?
    /// The name to which a reverse proxy forwards requests, once the domain is verified.
    public var originDomainName: String?
    /// The key with which a reverse proxy authenticates requests for the domain. Returned once, when the domain is
    /// first verified.
    public var cnameAPIKey: String?
    public var tlsPolicy: String?
    /// The header with the client's IP address that a reverse proxy sets.
    public var customClientIPHeader: String?
    /// Custom strings, by name.
    public var domainMetadata: JSON?
    public var certificate: DomainCertificate?
    /// The relying party identifier of passkeys: this domain or a parent domain.
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

/// The status of a custom domain.
public struct CustomDomainStatus: OpenEnum {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let pendingVerification: Self = "pending_verification"
    public static let ready: Self = "ready"
    public static let failed: Self = "failed"

    public static let known: [Self] = [.pendingVerification, .ready, .failed]
}

/// The certificate management of a custom domain.
public struct CustomDomainType: OpenEnum {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    /// Certificates are managed by the service. The domain is verified by a CNAME record.
    public static let managed: Self = "auth0_managed_certs"
    /// Certificates are managed by the tenant's reverse proxy. The domain is verified by a TXT record.
    public static let selfManaged: Self = "self_managed_certs"

    public static let known: [Self] = [.managed, .selfManaged]
}

/// The methods and the state of a domain's verification.
public struct DomainVerification: Codable, Hashable, Sendable {
    /// A DNS record that verifies the domain.
    public struct Method: Codable, Hashable, Sendable {
        /// The type of the record: `CNAME` or `TXT`.
        public var name: String
        /// The value of the record.
        public var record: String
        /// The name of the record.
        public var domain: String?
    }

    public var methods: [Method]?
    /// `verified`, `pending` or `failed`; `nil` until the first verification.
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

/// The certificate of a custom domain whose certificates are managed by the service.
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

/// The result of testing a custom domain.
public struct CustomDomainTest: Codable, Hashable, Sendable {
    public var success: Bool
    /// The error message.
    public var message: String?

    public init(success: Bool, message: String? = nil) {
        self.success = success
        self.message = message
    }
}

/// The domain that links use by default.
public struct DefaultDomain: Codable, Hashable, Sendable {
    public var domain: String
    /// The identifier of the custom domain; `nil` if the default is the issuer's domain.
    public var id: ID<CustomDomain>?
    public var status: CustomDomainStatus?
    /// Whether this is the tenant's first custom domain.
    public var primary: Bool?
    /// Whether links use this domain by default.
    public var isDefault: Bool?
    public var type: CustomDomainType?
    /// The methods and the state of the domain's verification.
    public var verification: DomainVerification?
    /// The name to which a reverse proxy forwards requests, once the domain is verified.
    public var originDomainName: String?
    public var tlsPolicy: String?
    /// The header with the client's IP address that a reverse proxy sets.
    public var customClientIPHeader: String?
    /// Custom strings, by name.
    public var domainMetadata: JSON?
    public var certificate: DomainCertificate?
    /// The relying party identifier of passkeys: this domain or a parent domain.
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

/// The domain to make the default.
public struct DefaultDomainDraft: Codable, Hashable, Sendable, Constrained {
    public var domain: String
    public init(_ domain: String) { self.domain = domain }
    public static var constraints: Constraints { ["domain": .string(3...255)] }
}
