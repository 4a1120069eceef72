import Contract
import OrderedCollections

/// What an application may do on an API.
public struct ClientGrant: Pageable, Hashable {
    public static let listName = "client_grants"

    public var id: ID<ClientGrant>?
    /// The same as `id`, told of grants that were given to an organization.
    public var grantID: ID<ClientGrant>?
    public var clientID: ClientID?
    /// The API's identifier.
    public var audience: String?
    /// The API's scopes that are granted.
    public var scope: [String]?
    /// Whether tokens may be for members of organizations: `deny`, `allow` or `require`.
    public var organizationUsage: String?
    /// Whether any organization will do, or only those that the grant is given to.
    public var allowAnyOrganization: Bool?
    /// `client`, for tokens in the application's own name, or `user`, for tokens in a user's.
    public var subjectType: String?
    public var authorizationDetailsTypes: [String]?
    /// Whether all scopes of the API are granted, those to come too.
    public var allowAllScopes: Bool?
    /// The kind of applications that have the grant unless told otherwise: `third_party_clients`.
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

/// A grant to make, or what can change of one.
public struct ClientGrantDraft: Patchable, Constrained {
    public var clientID: ClientID?
    /// The API's identifier.
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

/// Which grants to list.
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
