import ManagementClient

struct Role: Pageable, Patchable, Equatable {
    static let listName = "roles"
    static let fixedMembers: Set<String> = ["id"]

    var id: String
    var name: String
    var description: String?
}

struct RoleDraft: Codable, Sendable {
    var name: String
    var description: String?

    init(name: String, description: String? = nil) {
        self.name = name
        self.description = description
    }
}

struct RoleFilter: Codable, Sendable, OffsetPaged {
    var nameFilter: String?
    var strategy: [String]?
    var page: Int?
    var perPage: Int?
    var includeTotals: Bool?

    init(nameFilter: String? = nil, strategy: [String]? = nil, page: Int? = nil, perPage: Int? = nil) {
        self.nameFilter = nameFilter
        self.strategy = strategy
        self.page = page
        self.perPage = perPage
    }

    enum CodingKeys: String, CodingKey {
        case nameFilter = "name_filter"
        case strategy
        case page
        case perPage = "per_page"
        case includeTotals = "include_totals"
    }
}

struct PermissionList: Codable, Sendable {
    var permissions: [String]

    init(_ permissions: [String]) { self.permissions = permissions }
}

struct Roles: Resource {
    let list = Endpoint(.get, "/roles", "List", scopes: "r", query: RoleFilter.self, returns: Page<Role>.self)
    let create = Endpoint(.post, "/roles", "Create", scopes: "c", body: RoleDraft.self, returns: Role.self)
    let get = Endpoint(.get, "/roles/{id}", "Get", scopes: "r", at: ID<Role>.self, returns: Role.self)
    let update = Endpoint(
        .patch, "/roles/{id}", "Change", scopes: "u", at: ID<Role>.self, body: Patch<Role>.self, returns: Role.self)
    let delete = Endpoint(.delete, "/roles/{id}", "Delete", scopes: "d", status: 204, at: ID<Role>.self)
    let addPermissions = Endpoint(
        .post, "/roles/{id}/permissions", "Add", scopes: "u", status: 201, at: ID<Role>.self,
        body: PermissionList.self)
    let removePermissions = Endpoint(
        .delete, "/roles/{id}/permissions", "Remove", scopes: "u", status: 204, at: ID<Role>.self,
        body: PermissionList.self)
    let reset = Endpoint(.put, "/roles", "Reset", scopes: "u", status: 204)
}

struct Credential: Codable, Sendable, Equatable {
    var id: String
}

/// A query with checkpoint pagination or page numbers.
struct GrantFilter: Codable, Sendable, OffsetPaged, CheckpointPaged {
    var page: Int?
    var perPage: Int?
    var includeTotals: Bool?
    var from: String?
    var take: Int?

    init(take: Int? = nil) { self.take = take }

    enum CodingKeys: String, CodingKey {
        case page
        case perPage = "per_page"
        case includeTotals = "include_totals"
        case from
        case take
    }
}

/// A query with checkpoint pagination only.
struct SessionFilter: Codable, Sendable, CheckpointPaged {
    var from: String?
    var take: Int?

    init(take: Int? = nil) { self.take = take }
}

struct Clients: Resource {
    let getCredential = Endpoint(
        .get, "/clients/{client_id}/credentials/{credential_id}", "Get", scopes: "r",
        at: Nested<Clients, Credential>.self, returns: Credential.self)
    let deleteCredential = Endpoint(
        .delete, "/clients/{client_id}/credentials/{credential_id}", "Delete", scopes: "d", status: 204,
        at: Nested<Clients, Credential>.self)
    let grants = Endpoint(.get, "/grants", "List", scopes: "r", query: GrantFilter.self, returns: Page<Role>.self)
    let sessions = Endpoint(
        .get, "/users/{id}/sessions", "List", scopes: "r", at: ID<Clients>.self, query: SessionFilter.self,
        returns: Page<Role>.self)
}

extension ManagementClient {
    var roles: ResourceClient<Roles> { .init(self) }
    var clients: ResourceClient<Clients> { .init(self) }
}
