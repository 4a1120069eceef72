import ApplicationsAPI
import Contract
import ManagementClient
import PeopleAPI
import TestKit
import Testing

/// Every method that Auth0's JavaScript library documents of its `UsersManager`, under its name.
@Suite struct UsersManagerTests {
    static let table: [DocumentedCall] = users + possessions + methods

    static let users: [DocumentedCall] = [
        .init("create") { fixture, _ in
            _ = try await fixture.api.users.create(UsersFixture.draft("created"))
            #expect(try await fixture.isThere("auth0|created"))
        },
        .init("get") { fixture, user in
            let found = try await fixture.api.users.get(user)
            #expect(found.userID == user && found.email == UsersFixture.email(user))
        },
        .init("getAll") { fixture, user in
            let query = "email:\"\(UsersFixture.email(user))\""
            let found = try await fixture.api.users.getAll(UserFilter(q: query)).items
            let all = try await fixture.api.users.getAll().items
            #expect(found.map(\.userID) == [user] && all.count > 1)
        },
        .init("getByEmail") { fixture, user in
            let found = try await fixture.api.users.getByEmail(UsersFixture.email(user), fields: "user_id")
            #expect(found.map(\.userID) == [user] && found[0].email == nil)
        },
        .init("getInfo") { fixture, user in
            let told = try await fixture.api.users.getInfo(try await fixture.logIn(user))
            #expect(told["sub"] == .string(user.value) && told["email"] == .string(UsersFixture.email(user)))
        },
        .init("update") { fixture, user in
            _ = try await fixture.api.users.update(user, Patch { $0.nickname = "countess" })
            #expect(try await fixture.api.users.get(user).nickname == "countess")
        },
        .init("updateUserMetadata") { fixture, user in
            _ = try await fixture.api.users.updateUserMetadata(user, ["born": 1815])
            let merged = try await fixture.api.users.updateUserMetadata(user, ["town": "London"])
            #expect(merged.userMetadata == ["born": 1815, "town": "London"] && merged.appMetadata == nil)
        },
        .init("updateAppMetadata") { fixture, user in
            _ = try await fixture.api.users.updateAppMetadata(user, ["plan": "gold"])
            let merged = try await fixture.api.users.updateAppMetadata(user, ["seats": 2])
            #expect(merged.appMetadata == ["plan": "gold", "seats": 2] && merged.userMetadata == nil)
        },
        .init("delete") { fixture, user in
            try await fixture.api.users.delete(user)
            #expect(try await !fixture.isThere(user))
        },
        .init("link") { fixture, user in
            let other = try await fixture.createUser("linked")
            _ = try await fixture.api.users.link(user, IdentityLink(provider: .auth0, userID: "linked"))
            #expect(try await fixture.api.users.get(user).identities?.map(\.userID).last == "linked")
            #expect(try await !fixture.isThere(other))
        },
        .init("unlink") { fixture, user in
            let other = try await fixture.createUser("unlinked")
            _ = try await fixture.api.users.link(user, IdentityLink(provider: .auth0, userID: "unlinked"))
            _ = try await fixture.api.users.unlink(at: IdentityPath(user, .auth0, "unlinked"))
            #expect(try await fixture.isThere(other))
        },
        .init("impersonate") { fixture, user in
            let client = ClientID(fixture.tenant.administrator.clientID)
            let link = try await fixture.api.users.impersonate(
                user, Impersonation(impersonatorID: try await fixture.createUser("helper"), clientID: client))
            #expect(link.hasPrefix("\(fixture.tenant.issuer)forensics/impersonation?ticket="))
        },
    ]

    static let possessions: [DocumentedCall] = [
        .init("assignRoles") { fixture, user in
            try await fixture.api.users.assignRoles(user, fixture.roles)
            #expect(try await fixture.api.roles.users(fixture.role.id).items.map(\.userID) == [user])
            try await fixture.api.users.removeRoles(user, fixture.roles)
        },
        .init("getRoles") { fixture, user in
            #expect(try await fixture.api.users.getRoles(user).items.isEmpty)
            try await fixture.api.users.assignRoles(user, fixture.roles)
            #expect(try await fixture.api.users.getRoles(user).items == [fixture.role])
            try await fixture.api.users.removeRoles(user, fixture.roles)
        },
        .init("removeRoles") { fixture, user in
            try await fixture.api.users.assignRoles(user, fixture.roles)
            try await fixture.api.users.removeRoles(user, fixture.roles)
            #expect(try await fixture.api.roles.users(fixture.role.id).items.isEmpty)
        },
        .init("assignPermissions") { fixture, user in
            try await fixture.api.users.assignPermissions(user, UsersFixture.permissions)
            let query = "/users/\(user.value.replacing("|", with: "%7C"))/permissions"
            try await fixture.tenant.run([.get(query, 200, [["permission_name": "read:notes"]])])
        },
        .init("getPermissions") { fixture, user in
            try await fixture.api.users.assignPermissions(user, UsersFixture.permissions)
            let held = try await fixture.api.users.getPermissions(user, PageQuery(includeTotals: true))
            #expect(held.items.map(\.permissionName) == ["read:notes"] && held.total == 1)
        },
        .init("removePermissions") { fixture, user in
            try await fixture.api.users.assignPermissions(user, UsersFixture.permissions)
            try await fixture.api.users.removePermissions(user, UsersFixture.permissions)
            #expect(try await fixture.api.users.permissions(user).items.isEmpty)
        },
        .init("getUserOrganizations") { fixture, user in
            try await fixture.api.organizations.addMembers(fixture.organization.id, MemberSelection(members: [user]))
            #expect(try await fixture.api.users.getUserOrganizations(user).items.map(\.name) == ["club"])
        },
        .init("logs") { fixture, user in
            _ = try await fixture.logIn(user)
            #expect(try await fixture.api.users.logs(user).items.map(\.type).contains("s"))
        },
    ]

    static let methods: [DocumentedCall] = [
        .init("createAuthenticationMethod") { fixture, user in
            let created = try await fixture.api.users.createAuthenticationMethod(user, UsersFixture.phone)
            #expect(created.phoneNumber == "XXXXXXXX4567")
            #expect(try await fixture.methods(of: user) == [.phone])
        },
        .init("getAuthenticationMethods") { fixture, user in
            let phone = try await fixture.addPhone(to: user)
            #expect(try await fixture.api.users.getAuthenticationMethods(user).items.map(\.id) == [phone])
        },
        .init("getAuthenticationMethodById") { fixture, user in
            let phone = try await fixture.addPhone(to: user)
            #expect(try await fixture.api.users.getAuthenticationMethodById(user, phone).name == "mine")
        },
        .init("updateAuthenticationMethodById") { fixture, user in
            let phone = try await fixture.addPhone(to: user)
            _ = try await fixture.api.users.updateAuthenticationMethodById(user, phone, Patch { $0.name = "old" })
            #expect(try await fixture.api.authenticationMethods.get(user, phone).name == "old")
        },
        .init("updateAuthenticationMethods") { fixture, user in
            _ = try await fixture.addPhone(to: user)
            var generator = AuthenticationMethodReplacement(type: .totp, name: "app")
            generator.totpSecret = UsersFixture.generator.totpSecret
            let all = try await fixture.api.users.updateAuthenticationMethods(user, [generator])
            #expect(all.map(\.type) == [.totp])
            #expect(try await fixture.methods(of: user) == [.totp])
        },
        .init("deleteAuthenticationMethodById") { fixture, user in
            let phone = try await fixture.addPhone(to: user)
            _ = try await fixture.api.users.createAuthenticationMethod(user, UsersFixture.generator)
            try await fixture.api.users.deleteAuthenticationMethodById(user, phone)
            #expect(try await fixture.methods(of: user) == [.totp])
        },
        .init("deleteAuthenticationMethods") { fixture, user in
            _ = try await fixture.addPhone(to: user)
            try await fixture.api.users.deleteAuthenticationMethods(user)
            #expect(try await fixture.methods(of: user) == [])
        },
        .init("getGuardianEnrollments") { fixture, user in
            #expect(try await fixture.api.users.getGuardianEnrollments(user).isEmpty)
            _ = try await fixture.addPhone(to: user)
            #expect(try await fixture.api.users.getGuardianEnrollments(user).map(\.status) == ["confirmed"])
        },
        .init("regenerateRecoveryCode") { fixture, user in
            let users = fixture.api.users
            let codes = [try await users.regenerateRecoveryCode(user), try await users.regenerateRecoveryCode(user)]
            #expect(Set(codes).count == 2)
            #expect(try await fixture.methods(of: user) == [.recoveryCode])
        },
        .init("deleteMultifactorProvider") { fixture, user in
            _ = try await fixture.api.users.createAuthenticationMethod(user, UsersFixture.generator)
            try await fixture.api.users.deleteMultifactorProvider(user, .googleAuthenticator)
            #expect(try await fixture.methods(of: user) == [])
        },
        .init("invalidateRememberBrowser") { fixture, user in
            try await fixture.rememberBrowser(of: user)
            try await fixture.api.users.invalidateRememberBrowser(user)
            #expect(try await !fixture.isBrowserRemembered(of: user))
        },
    ]

    @Test func eachDoesWhatItSays() async throws { try await DocumentedCall.run(Self.all, of: .usersMethods) }

    static var all: [DocumentedCall] { table + retired }
}

/// Calls of what is deprecated. A requirement of a protocol can be called without a warning.
protocol RetiredCalls {
    static var calls: [DocumentedCall] { get }
}

extension UsersManagerTests {
    private enum Retired: RetiredCalls {
        @available(*, deprecated)
        static var calls: [DocumentedCall] {
            [
                .init("deleteAll") { fixture, user in
                    try await fixture.api.users.deleteAll()
                    #expect(try await !fixture.isThere(user))
                    #expect(try await fixture.api.users.list().items.isEmpty)
                }
            ]
        }
    }

    private static var retired: [DocumentedCall] {
        let retired: any RetiredCalls.Type = Retired.self
        return retired.calls
    }
}
