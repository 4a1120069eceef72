import Contract
import OrderedCollections

/// A client grant: the scopes of an API for which an application may get access tokens.
public struct ClientGrant: Pageable, Hashable {
    public static let listName = "client_grants"

    public var id: ID<ClientGrant>?
    /// The same as `id`; included for grants that are associated with an organization.
    public var grantID: ID<ClientGrant>?
    public var clientID: ClientID?
    /// The identifier of the API.
    public var audience: String?
    /// The granted scopes of the API.
    public var scope: [String]?
    /// Whether tokens may be issued for organizations: `deny`, `allow` or `require`.
    public var organizationUsage: String?
    /// Whether the grant applies to any organization, or only to those associated with it.
    public var allowAnyOrganization: Bool?
    /// `client` for machine-to-machine access, or `user` for access on behalf of a user.
    public var subjectType: String?
    public var authorizationDetailsTypes: [String]?
    /// Whether all scopes of the API are granted, including those added later.
    public var allowAllScopes: Bool?
    /// The kind of applications for which the grant is the default: `third_party_clients`.
    public var defaultFor: String?
    public var isSystem: Bool?

    enum CodingKeys: String, CodingKey {
        case id
        case grantID = "grant_id"
        case clientID = "client_id"
        case audience
        case scope
        case organizationUsage = "organization_usage"
        case allowAnyOrganization = "allow_any_organization"
        case subjectType = "subject_type"
        case authorizationDetailsTypes = "authorization_details_types"
        case allowAllScopes = "allow_all_scopes"
        case defaultFor = "default_for"
        case isSystem = "is_system"
    }
}

/// A client grant to create, or the members of an update.
public struct ClientGrantDraft: Patchable, Constrained {
    public var clientID: ClientID?
    /// The identifier of the API.
    public var audience: String
    public var scope: [String]?
    public var organizationUsage: String?
    public var allowAnyOrganization: Bool?
    public var subjectType: String?
    public var authorizationDetailsTypes: [String]?
    public var allowAllScopes: Bool?
    public var defaultFor: String?

    public init(clientID: ClientID, audience: String, scope: [String]) {
        self.clientID = clientID
        self.audience = audience
        self.scope = scope
    }

    enum CodingKeys: String, CodingKey {
        case clientID = "client_id"
        case audience
        case scope
        case organizationUsage = "organization_usage"
        case allowAnyOrganization = "allow_any_organization"
        case subjectType = "subject_type"
        case authorizationDetailsTypes = "authorization_details_types"
        case allowAllScopes = "allow_all_scopes"
        case defaultFor = "default_for"
    }

    public static let fixedMembers: Set<String> = ["client_id", "audience", "subject_type", "default_for"]

    public static var constraints: Constraints {
        [
            "audience": .string(1...).described("Identifier of the API"),
            "scope": scopes.described("Scopes of the API that are granted"),
            "organization_usage": .one(of: "deny", "allow", "require"), "subject_type": .one(of: "client", "user"),
            "authorization_details_types": .array(of: .string(1...255)), "default_for": .one(of: "third_party_clients"),
        ]
    }

    public static var patchConstraints: Constraints {
        [
            "scope": scopes.nullable, "organization_usage": .one(of: "deny", "allow", "require").nullable,
            "allow_any_organization": .boolean.nullable, "allow_all_scopes": .boolean.nullable,
        ]
    }

    public static let minPatchMembers = 1

    private static let scopes: Schema = .array(of: .string(1...280))
}

/// Filters for a list of client grants.
public struct ClientGrantFilter: Codable, Sendable, OffsetPaged, CheckpointPaged, Constrained {
    public var page: Int?
    public var perPage: Int?
    public var includeTotals: Bool?
    public var from: String?
    public var take: Int?
    public var audience: String?
    public var clientID: ClientID?
    public var allowAnyOrganization: Bool?
    public var subjectType: String?
    public var defaultFor: String?

    public init(page: Int? = nil, perPage: Int? = nil, includeTotals: Bool? = nil, clientID: ClientID? = nil) {
        self.page = page
        self.perPage = perPage
        self.includeTotals = includeTotals
        self.clientID = clientID
    }

    enum CodingKeys: String, CodingKey {
        case page
        case perPage = "per_page"
        case includeTotals = "include_totals"
        case from
        case take
        case audience
        case clientID = "client_id"
        case allowAnyOrganization = "allow_any_organization"
        case subjectType = "subject_type"
        case defaultFor = "default_for"
    }

    public static var constraints: Constraints {
        let own: Constraints = [
            "subject_type": .one(of: "client", "user"), "default_for": .one(of: "third_party_clients"),
        ]
        return own.merging(Constraints.offsetPaging) { $1 }.merging(Constraints.checkpointPaging) { $1 }
    }
}
