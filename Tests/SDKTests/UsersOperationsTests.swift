import ApplicationsAPI
import Contract
import ManagementClient
import PeopleAPI
import TestKit
import Testing

/// Every documented operation of users, each called through the client, with what it does.
@Suite struct UsersOperationsTests {
    /// The operations as Auth0 documents them.
    static let documented = [
        "POST /users", "DELETE /users/{id}", "GET /users", "POST /users/{id}/recovery-code-regeneration",
        "GET /users/{id}", "PATCH /users/{id}", "POST /users/{id}/authentication-methods",
        "DELETE /users/{id}/authentication-methods/{authentication_method_id}",
        "GET /users/{id}/authentication-methods",
        "GET /users/{id}/authentication-methods/{authentication_method_id}",
        "PATCH /users/{id}/authentication-methods/{authentication_method_id}", "DELETE /users/{id}/authenticators",
        "GET /users/{id}/enrollments", "POST /users/{id}/identities",
        "DELETE /users/{id}/identities/{provider}/{user_id}", "GET /users/{id}/logs",
        "DELETE /users/{id}/multifactor/{provider}",
        "POST /users/{id}/multifactor/actions/invalidate-remember-browser", "GET /users/{id}/organizations",
        "POST /users/{id}/permissions", "DELETE /users/{id}/permissions", "GET /users/{id}/permissions",
        "DELETE /users/{user_id}/refresh-tokens", "GET /users/{user_id}/refresh-tokens", "POST /users/{id}/roles",
        "GET /users/{id}/roles", "DELETE /users/{id}/roles", "DELETE /users/{user_id}/sessions",
        "GET /users/{user_id}/sessions",
    ]

    static let table: [DocumentedCall] = users + methods + identities + access

    static let users: [DocumentedCall] = [
        .init("POST /users") { fixture, _ in
            let user = try await fixture.api.users.create(UsersFixture.draft("created"))
            #expect(user.email == "created@example.com" && user.identities?.count == 1)
            #expect(try await fixture.isThere("auth0|created"))
        },
        .init("DELETE /users/{id}") { fixture, user in
            try await fixture.api.users.delete(user)
            #expect(try await !fixture.isThere(user))
        },
        .init("GET /users") { fixture, user in
            let query = "email:\"\(UsersFixture.email(user))\""
            let page = try await fixture.api.users.list(UserFilter(includeTotals: true, q: query))
            #expect(page.items.map(\.userID) == [user] && page.total == 1)
        },
        .init("GET /users/{id}") { fixture, user in
            let found = try await fixture.api.users.get(user)
            #expect(found.userID == user && found.email == UsersFixture.email(user))
        },
        .init("PATCH /users/{id}") { fixture, user in
            _ = try await fixture.api.users.update(user, Patch { $0.userMetadata = ["born": 1815] })
            let merged = try await fixture.api.users.update(user, Patch { $0.userMetadata = ["town": "London"] })
            #expect(merged.userMetadata == ["born": 1815, "town": "London"])
            #expect(try await fixture.api.users.get(user).userMetadata == merged.userMetadata)
        },
        .init("GET /users/{id}/logs") { fixture, user in
            _ = try await fixture.logIn(user)
            let events = try await fixture.api.users.logs(user).items
            #expect(events.map(\.type).contains("s") && events.allSatisfy { $0.userID == user.value })
        },
        .init("GET /users/{id}/organizations") { fixture, user in
            #expect(try await fixture.api.users.organizations(user).items.isEmpty)
            try await fixture.api.organizations.addMembers(fixture.organization.id, MemberSelection(members: [user]))
            #expect(try await fixture.api.users.organizations(user).items.map(\.name) == ["club"])
        },
    ]

    static let methods: [DocumentedCall] = [
        .init("POST /users/{id}/authentication-methods") { fixture, user in
            let created = try await fixture.api.authenticationMethods.create(user, UsersFixture.phone)
            #expect(created.phoneNumber == "XXXXXXXX4567")
            #expect(try await fixture.methods(of: user) == [.phone])
        },
        .init("DELETE /users/{id}/authentication-methods/{authentication_method_id}") { fixture, user in
            let phone = try await fixture.addPhone(to: user)
            try await fixture.api.authenticationMethods.delete(user, phone)
            #expect(try await fixture.methods(of: user) == [])
        },
        .init("GET /users/{id}/authentication-methods") { fixture, user in
            let phone = try await fixture.addPhone(to: user)
            let page = try await fixture.api.authenticationMethods.list(user, PageQuery(includeTotals: true))
            #expect(page.items.map(\.id) == [phone] && page.total == 1)
        },
        .init("GET /users/{id}/authentication-methods/{authentication_method_id}") { fixture, user in
            let phone = try await fixture.addPhone(to: user)
            let method = try await fixture.api.authenticationMethods.get(user, phone)
            #expect(method.id == phone && method.name == "mine" && method.confirmed == true)
        },
        .init("PATCH /users/{id}/authentication-methods/{authentication_method_id}") { fixture, user in
            let phone = try await fixture.addPhone(to: user)
            _ = try await fixture.api.authenticationMethods.update(user, phone, Patch { $0.name = "old" })
            #expect(try await fixture.api.authenticationMethods.get(user, phone).name == "old")
        },
        .init("DELETE /users/{id}/authenticators") { fixture, user in
            _ = try await fixture.addPhone(to: user)
            try await fixture.api.authenticationMethods.deleteAuthenticators(user)
            #expect(try await fixture.methods(of: user) == [])
        },
        .init("GET /users/{id}/enrollments") { fixture, user in
            #expect(try await fixture.api.authenticationMethods.enrollments(user).isEmpty)
            _ = try await fixture.addPhone(to: user)
            #expect(try await fixture.api.authenticationMethods.enrollments(user).map(\.status) == ["confirmed"])
        },
        .init("POST /users/{id}/recovery-code-regeneration") { fixture, user in
            let methods = fixture.api.authenticationMethods
            let codes = [
                try await methods.regenerateRecoveryCode(user), try await methods.regenerateRecoveryCode(user),
            ]
            #expect(Set(codes).count == 2 && codes.allSatisfy { $0.recoveryCode.count == 24 })
            #expect(try await fixture.methods(of: user) == [.recoveryCode])
        },
        .init("DELETE /users/{id}/multifactor/{provider}") { fixture, user in
            _ = try await fixture.api.authenticationMethods.create(user, UsersFixture.generator)
            let path = MultifactorProviderPath(user, .googleAuthenticator)
            try await fixture.api.authenticationMethods.deleteProvider(at: path)
            #expect(try await fixture.methods(of: user) == [])
        },
        .init("POST /users/{id}/multifactor/actions/invalidate-remember-browser") { fixture, user in
            try await fixture.rememberBrowser(of: user)
            try await fixture.api.users.invalidateRememberedBrowsers(user)
            #expect(try await !fixture.isBrowserRemembered(of: user))
        },
    ]

    static let identities: [DocumentedCall] = [
        .init("POST /users/{id}/identities") { fixture, user in
            let other = try await fixture.createUser("linked")
            let linked = try await fixture.api.users.link(user, IdentityLink(provider: .auth0, userID: "linked"))
            #expect(linked.count == 2 && linked.last?.userID == "linked")
            #expect(try await !fixture.isThere(other))
        },
        .init("DELETE /users/{id}/identities/{provider}/{user_id}") { fixture, user in
            let other = try await fixture.createUser("unlinked")
            _ = try await fixture.api.users.link(user, IdentityLink(provider: .auth0, userID: "unlinked"))
            #expect(try await fixture.api.users.unlink(at: IdentityPath(user, .auth0, "unlinked")).count == 1)
            #expect(try await fixture.isThere(other))
        },
    ]

    static let access: [DocumentedCall] = [
        .init("POST /users/{id}/roles") { fixture, user in
            try await fixture.api.users.assignRoles(user, fixture.roles)
            #expect(try await fixture.api.roles.users(fixture.role.id).items.map(\.userID) == [user])
            try await fixture.api.users.removeRoles(user, fixture.roles)
        },
        .init("GET /users/{id}/roles") { fixture, user in
            #expect(try await fixture.api.users.roles(user).items.isEmpty)
            try await fixture.api.users.assignRoles(user, fixture.roles)
            #expect(try await fixture.api.users.roles(user).items == [fixture.role])
        },
        .init("DELETE /users/{id}/roles") { fixture, user in
            try await fixture.api.users.assignRoles(user, fixture.roles)
            try await fixture.api.users.removeRoles(user, fixture.roles)
            #expect(try await fixture.api.users.roles(user).items.isEmpty)
        },
        .init("POST /users/{id}/permissions") { fixture, user in
            try await fixture.api.users.assignPermissions(user, UsersFixture.permissions)
            let held = try await fixture.api.users.permissions(user).items
            #expect(held.map(\.permissionName) == ["read:notes"])
        },
        .init("GET /users/{id}/permissions") { fixture, user in
            try await fixture.api.users.assignPermissions(user, UsersFixture.permissions)
            let page = try await fixture.api.users.permissions(user, PageQuery(includeTotals: true))
            #expect(page.total == 1 && page.items[0].sources.map(\.type) == ["DIRECT"])
            #expect(page.items[0].resourceServerIdentifier == "https://notes.example/")
        },
        .init("DELETE /users/{id}/permissions") { fixture, user in
            try await fixture.api.users.assignPermissions(user, UsersFixture.permissions)
            try await fixture.api.users.removePermissions(user, UsersFixture.permissions)
            #expect(try await fixture.api.users.permissions(user).items.isEmpty)
        },
        .init("GET /users/{user_id}/refresh-tokens") { fixture, user in
            let token = try await fixture.issueRefreshToken(to: user)
            #expect(try await fixture.api.refreshTokens.listOfUser(user).items.map(\.id) == [token])
        },
        .init("DELETE /users/{user_id}/refresh-tokens") { fixture, user in
            _ = try await fixture.issueRefreshToken(to: user)
            try await fixture.api.refreshTokens.deleteAllOfUser(user)
            #expect(try await fixture.api.refreshTokens.listOfUser(user).items.isEmpty)
        },
        .init("GET /users/{user_id}/sessions") { fixture, user in
            let session = try await fixture.startSession(of: user)
            #expect(try await fixture.api.sessions.list(user).items.map(\.id) == [session])
        },
        .init("DELETE /users/{user_id}/sessions") { fixture, user in
            _ = try await fixture.startSession(of: user)
            try await fixture.api.sessions.deleteAll(user)
            #expect(try await fixture.api.sessions.list(user).items.isEmpty)
        },
    ]

    @Test func noneIsMissing() {
        #expect(Self.documented.count == 29)
        #expect(Self.table.count == 29 && Set(Self.table.map(\.name)) == Set(Self.documented))
    }

    @Test func eachDoesWhatItSays() async throws {
        try await DocumentedCall.run(Self.table) { row, sent in
            #expect(sent.contains { Self.request($0, isOf: row.name) }, "\(row.name) was not called, but \(sent)")
        }
    }

    /// Whether a request is of an operation, whatever stands for the parameters of its path.
    private static func request(_ request: String, isOf operation: String) -> Bool {
        let parts = zip(request.split(separator: "/"), operation.split(separator: "/"))
        return request.split(separator: "/").count == operation.split(separator: "/").count
            && parts.allSatisfy { $0 == $1 || $1.hasPrefix("{") }
    }
}
