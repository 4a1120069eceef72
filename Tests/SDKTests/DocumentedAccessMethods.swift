import Contract
import ManagementClient
import TestKit
import Testing

extension DocumentedMethodsTests {
    private static let read = PermissionSelection(
        permissions: [.init(resourceServerIdentifier: "https://books.example/", permissionName: "read:books")])

    private static func role(_ api: ManagementClient, _ name: String) async throws -> ID<Role> {
        try await api.roles.create(RoleDraft(name: name)).id
    }

    private static func api(_ api: ManagementClient, _ identifier: String) async throws -> ID<ResourceServer> {
        let draft = ResourceServerDraft(identifier: identifier, scopes: [ResourceServerScope(value: "read:books")])
        return try #require(try await api.resourceServers.create(draft).id)
    }

    private static func permissions(_ api: ManagementClient, _ role: ID<Role>) async throws -> [String] {
        try await api.roles.permissions(role).items.map(\.permissionName)
    }

    static let accessMethods: [DocumentedMethod] = roleMethods + roleMemberMethods + apiMethods + grantMethods

    private static let roleMethods: [DocumentedMethod] = [
        .init("createRole") { _, api in
            let role = try await api.createRole(RoleDraft(name: "created"))
            #expect(try await api.roles.get(role.id) == role)
        },
        .init("getRole") { _, api in
            let id = try await role(api, "got")
            #expect(try await api.getRole(id).name == "got")
        },
        .init("getRoles") { _, api in
            let id = try await role(api, "listed")
            #expect(try await api.getRoles(RoleFilter(nameFilter: "listed")).items.map(\.id) == [id])
        },
        .init("updateRole") { _, api in
            let id = try await role(api, "before")
            _ = try await api.updateRole(id, Patch { $0.name = "after" })
            #expect(try await api.roles.get(id).name == "after")
        },
        .init("deleteRole") { _, api in
            let id = try await role(api, "deleted")
            try await api.deleteRole(id)
            #expect(try await refusal { try await api.roles.get(id) }.hasPrefix("404"))
        },
    ]

    private static let roleMemberMethods: [DocumentedMethod] = [
        .init("addPermissionsInRole") { _, api in
            _ = try await Self.api(api, "https://books.example/")
            let id = try await role(api, "reader")
            try await api.addPermissionsInRole(id, read)
            #expect(try await permissions(api, id) == ["read:books"])
        },
        .init("getPermissionsInRole") { _, api in
            let id = try await role(api, "reader 2")
            try await api.roles.addPermissions(id, read)
            #expect(try await api.getPermissionsInRole(id).items.map(\.permissionName) == ["read:books"])
        },
        .init("removePermissionsFromRole") { _, api in
            let id = try await role(api, "reader 3")
            try await api.roles.addPermissions(id, read)
            try await api.removePermissionsFromRole(id, read)
            #expect(try await permissions(api, id).isEmpty)
        },
        .init("assignUsersToRole") { _, api in
            let id = try await role(api, "member")
            try await api.assignUsersToRole(id, UserSelection(users: [try await user(api, "member")]))
            #expect(try await api.roles.users(id).items.map(\.userID) == ["auth0|member"])
        },
        .init("getUsersInRole") { _, api in
            let id = try await role(api, "member 2")
            try await api.roles.addUsers(id, UserSelection(users: [try await user(api, "member2")]))
            #expect(try await api.getUsersInRole(id).items.map(\.userID) == ["auth0|member2"])
        },
    ]

    private static let apiMethods: [DocumentedMethod] = [
        .init("createResourceServer") { _, api in
            let made = try await api.createResourceServer(ResourceServerDraft(identifier: "https://made.example/"))
            #expect(
                try await api.resourceServers.get(try #require(made.id)).settings.identifier == "https://made.example/")
        },
        .init("getResourceServer") { _, api in
            let id = try await Self.api(api, "https://got.example/")
            #expect(try await api.getResourceServer(id).settings.identifier == "https://got.example/")
        },
        .init("getResourceServers") { _, api in
            let id = try await Self.api(api, "https://listed.example/")
            #expect(try await api.getResourceServers(.init(perPage: 100)).items.contains { $0.id == id })
        },
        .init("updateResourceServer") { _, api in
            let id = try await Self.api(api, "https://changed.example/")
            _ = try await api.updateResourceServer(id, Patch { $0.name = "after" })
            #expect(try await api.resourceServers.get(id).settings.name == "after")
        },
        .init("deleteResourceServer") { _, api in
            let id = try await Self.api(api, "https://deleted.example/")
            try await api.deleteResourceServer(id)
            #expect(try await refusal { try await api.resourceServers.get(id) }.hasPrefix("404"))
        },
    ]

    private static let grantMethods: [DocumentedMethod] = [
        .init("getGrants") { tenant, api in
            let id = try await grant(tenant, "granter")
            #expect(try await api.getGrants(GrantFilter(userID: "auth0|granter")).items.map(\.id) == [id])
        },
        .init("deleteGrant") { tenant, api in
            let id = try await grant(tenant, "denier")
            try await api.deleteGrant(id)
            #expect(try await api.grants.list(GrantFilter(userID: "auth0|denier")).items.isEmpty)
        },
    ]

    /// What a user has agreed to.
    private static func grant(_ tenant: TestTenant, _ name: String) async throws -> ID<Grant> {
        let user = try await user(tenant.client, name)
        try await tenant.store.write("local") { transaction in
            try transaction.insert(
                into: "grants",
                [
                    "id": "grant-\(name)", "user_id": user, "client_id": tenant.administrator.clientID,
                    "created_at": tenant.clock.now,
                    "audience": "https://books.example/", "scopes": JSON.array(["read:books"]),
                ])
        }
        return ID("grant-\(name)")
    }
}
