import Contract

/// A custom domain to create, or the members of an update.
public struct CustomDomainDraft: Patchable, Constrained {
    public var domain: String
    public var type: CustomDomainType
    /// `txt` to verify the domain by a TXT record regardless of its certificate management.
    public var verificationMethod: String?
    /// The TLS policy: `recommended`.
    public var tlsPolicy: String?
    /// The header with the client's IP address that a reverse proxy sets.
    public var customClientIPHeader: String?
    /// Up to ten custom strings, by name.
    public var domainMetadata: JSON?
    /// The relying party identifier of passkeys: this domain or a parent domain.
    public var relyingPartyIdentifier: String?

    public init(_ domain: String, type: CustomDomainType = .managed) {
        self.domain = domain
        self.type = type
    }

    enum CodingKeys: String, CodingKey {
        case domain
        case type
        case verificationMethod = "verification_method"
        case tlsPolicy = "tls_policy"
        case customClientIPHeader = "custom_client_ip_header"
        case domainMetadata = "domain_metadata"
        case relyingPartyIdentifier = "relying_party_identifier"
    }

    public static let fixedMembers: Set<String> = ["domain", "type", "verification_method"]

    /// The maximum number of metadata entries of a domain.
    public static let mostMetadata = 10

    public static var constraints: Constraints {
        [
            "domain": .string(
                3...255,
                pattern:
                    "^(([a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]{0,61}[a-zA-Z0-9])\\.)*([A-Za-z0-9]|[A-Za-z0-9][A-Za-z0-9-]{0,61}[A-Za-z0-9])$"
            ).described("Name of the domain"),
            "verification_method": .one(of: "txt"), "tls_policy": .one(of: "recommended"),
            "custom_client_ip_header": .one(
                of: "true-client-ip", "cf-connecting-ip", "x-forwarded-for", "x-azure-clientip", ""
            ).nullable,
            "domain_metadata": .object([:], others: .allowed(.string(...255).nullable), 0...mostMetadata),
            "relying_party_identifier": .string(...255, format: .hostname),
        ]
    }

    public static var patchConstraints: Constraints {
        ["relying_party_identifier": .string(...255, format: .hostname).nullable]
    }
}

/// Filters for a list of custom domains.
public struct CustomDomainFilter: Codable, Sendable, CheckpointPaged, FieldSelecting, Constrained {
    public var from: String?
    public var take: Int?
    /// A query in Lucene syntax over `domain`, `status`, `type` and `domain_metadata`.
    public var q: String?
    public var fields: String?
    public var includeFields: Bool?
    /// `domain:1` to sort by name.
    public var sort: String?

    public init(from: String? = nil, take: Int? = nil, q: String? = nil, sort: String? = nil) {
        self.from = from
        self.take = take
        self.q = q
        self.sort = sort
    }

    enum CodingKeys: String, CodingKey {
        case from
        case take
        case q
        case fields
        case includeFields = "include_fields"
        case sort
    }

    public static var constraints: Constraints {
        [
            "from": .string(...1000), "take": .integer(1...100), "q": .string(...1000), "fields": .string(...100),
            "sort": .string(...15, pattern: "^domain:1$"),
        ]
    }
}
