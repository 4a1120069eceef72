import Contract
import OrderedCollections

/// A network access control list (ACL).
public struct NetworkACL: Pageable, Hashable {
    public static let listName = "network_acls"

    public var id: ID<NetworkACL>?
    /// The tenant of the list; omitted in lists.
    public var tenantID: String?
    public var description: String?
    /// Whether the list is active.
    public var active: Bool?
    /// The priority from 1 to 100; the lowest number is evaluated first.
    public var priority: Int?
    public var rule: NetworkACLRule?
    public var createdAt: Timestamp?
    public var updatedAt: Timestamp?

    enum CodingKeys: String, CodingKey {
        case id
        case tenantID = "tenant_id"
        case description
        case active
        case priority
        case rule
        case createdAt = "created_at"
        case updatedAt = "updated_at"
    }
}

/// The response to a deletion, which may be empty.
public struct NetworkACLDeletion: Codable, Hashable, Sendable {
    public var code: Int?
    public var object: String?
}

/// An access control list to create, or the members of an update.
public struct NetworkACLDraft: Patchable, Constrained {
    public var description: String
    public var active: Bool
    public var priority: Int?
    public var rule: NetworkACLRule

    public init(description: String, active: Bool, priority: Int? = nil, rule: NetworkACLRule) {
        self.description = description
        self.active = active
        self.priority = priority
        self.rule = rule
    }

    public static var constraints: Constraints {
        ["description": .string(0...255), "priority": .integer(1...100), "rule": NetworkACLRule.schema]
    }
    public static var patchConstraints: Constraints { constraints }
}

/// The requests that a list matches, and the action for them.
public struct NetworkACLRule: Codable, Hashable, Sendable {
    public var action: NetworkACLAction
    /// The signals that a request must all have. Of IPv4 and IPv6 addresses, one is enough.
    public var match: NetworkACLSignals?
    /// The signals of which a request must have none.
    public var notMatch: NetworkACLSignals?
    /// The part of the tenant that the rule protects.
    public var scope: NetworkACLScope

    public init(
        action: NetworkACLAction, match: NetworkACLSignals? = nil, notMatch: NetworkACLSignals? = nil,
        scope: NetworkACLScope
    ) {
        self.action = action
        self.match = match
        self.notMatch = notMatch
        self.scope = scope
    }

    enum CodingKeys: String, CodingKey {
        case action
        case match
        case notMatch = "not_match"
        case scope
    }

    static let schema: Schema = .object([
        "action": NetworkACLAction.schema.required, "match": NetworkACLSignals.schema,
        "not_match": NetworkACLSignals.schema, "scope": NetworkACLScope.schema.required,
    ])
}

/// The action for a request; exactly one is set.
public struct NetworkACLAction: Codable, Hashable, Sendable {
    public var allow: Bool?
    public var block: Bool?
    /// Logs the request and continues with the next rule.
    public var log: Bool?
    public var redirect: Bool?
    /// The target of a redirect.
    public var redirectURI: String?

    public init(
        allow: Bool? = nil, block: Bool? = nil, log: Bool? = nil, redirect: Bool? = nil, redirectURI: String? = nil
    ) {
        self.allow = allow
        self.block = block
        self.log = log
        self.redirect = redirect
        self.redirectURI = redirectURI
    }

    enum CodingKeys: String, CodingKey {
        case allow
        case block
        case log
        case redirect
        case redirectURI = "redirect_uri"
    }

    static let schema: Schema = .object([
        "allow": .boolean, "block": .boolean, "log": .boolean, "redirect": .boolean, "redirect_uri": .string(1...2000),
    ])
}

/// The part of the tenant that a rule protects.
public struct NetworkACLScope: OpenEnum {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    /// The Management API.
    public static let management: Self = "management"
    /// All endpoints except those of the Management API.
    public static let authentication: Self = "authentication"
    /// All endpoints.
    public static let tenant: Self = "tenant"
    public static let dynamicClientRegistration: Self = "dynamic_client_registration"
    public static let known: [Self] = [.management, .authentication, .tenant, .dynamicClientRegistration]
}

/// The signals of a request. A request must match all given signals; for each signal, one of its values is enough.
public struct NetworkACLSignals: Codable, Hashable, Sendable {
    public var asns: [Int]?
    public var geoCountryCodes: [String]?
    public var geoSubdivisionCodes: [String]?
    /// IPv4 addresses or blocks of the client.
    public var ipv4CIDRs: [String]?
    public var ipv6CIDRs: [String]?
    /// IPv4 addresses or blocks from which connections come, such as those of a proxy.
    public var connectingIPv4CIDRs: [String]?
    public var connectingIPv6CIDRs: [String]?
    public var ja3Fingerprints: [String]?
    public var ja4Fingerprints: [String]?
    public var userAgents: [String]?
    public var hostnames: [String]?

    public init() {}

    enum CodingKeys: String, CodingKey {
        case asns
        case geoCountryCodes = "geo_country_codes"
        case geoSubdivisionCodes = "geo_subdivision_codes"
        case ipv4CIDRs = "ipv4_cidrs"
        case ipv6CIDRs = "ipv6_cidrs"
        case connectingIPv4CIDRs = "connecting_ipv4_cidrs"
        case connectingIPv6CIDRs = "connecting_ipv6_cidrs"
        case ja3Fingerprints = "ja3_fingerprints"
        case ja4Fingerprints = "ja4_fingerprints"
        case userAgents = "user_agents"
        case hostnames
    }

    static let schema: Schema = {
        let texts: Schema = .array(of: .string(), 1...)
        let ipv4: Schema = .array(of: .anyOf(.string(format: .ipv4), .string(format: .cidr)), 1...)
        let ipv6: Schema = .array(of: .anyOf(.string(format: .ipv6), .string(format: .ipv6CIDR)), 1...)
        return .object([
            "asns": .array(of: .integer(0...4_294_967_295), 1...), "geo_country_codes": texts,
            "geo_subdivision_codes": texts,
            "ipv4_cidrs": ipv4, "ipv6_cidrs": ipv6, "connecting_ipv4_cidrs": ipv4, "connecting_ipv6_cidrs": ipv6,
            "ja3_fingerprints": texts, "ja4_fingerprints": texts, "user_agents": texts,
            "hostnames": .array(of: .string(format: .hostname), 1...),
        ])
    }()
}
