import ManagementClient
import TestKit
import Testing

/// Everything that Auth0's JavaScript library documents as a member of its `UsersManager`, under its name.
@Suite struct UsersMembersTests {
    static let table: [DocumentedCall] = factors + possessions

    private static let factors: [DocumentedCall] = [
        .init("authenticators") { fixture, user in
            _ = try await fixture.addPhone(to: user)
            try await fixture.api.users.authenticators.deleteAll(user)
            #expect(try await fixture.methods(of: user) == [])
        },
        .init("enrollments") { fixture, user in
            _ = try await fixture.addPhone(to: user)
            let enrollments = try await fixture.api.users.enrollments(user)
            #expect(enrollments.map(\.status) == ["confirmed"])
        },
        .init("invalidateRememberBrowsers") { fixture, user in
            try await fixture.rememberBrowser(of: user)
            try await fixture.api.users.invalidateRememberBrowsers.create(user)
            #expect(try await !fixture.isBrowserRemembered(of: user))
        },
        .init("multifactor") { fixture, user in
            _ = try await fixture.api.users.authenticationMethods.create(user, UsersFixture.generator)
            try await fixture.api.users.multifactor.delete(at: MultifactorProviderPath(user, .googleAuthenticator))
            #expect(try await fixture.methods(of: user) == [])
        },
        .init("recoveryCodeRegenerations") { fixture, user in
            let code = try await fixture.api.users.recoveryCodeRegenerations.create(user).recoveryCode
            #expect(code.count == 24)
            #expect(try await fixture.methods(of: user) == [.recoveryCode])
        },
    ]

    private static let possessions: [DocumentedCall] = [
        .init("identities") { fixture, user in
            let other = try await fixture.createUser("member")
            let link = IdentityLink(provider: .auth0, userID: "member")
            #expect(try await fixture.api.users.identities.link(user, link).count == 2)
            #expect(try await fixture.api.users.identities.unlink(at: IdentityPath(user, .auth0, "member")).count == 1)
            #expect(try await fixture.isThere(other))
        },
        .init("permissions") { fixture, user in
            let permissions = fixture.api.users.permissions
            try await permissions.assign(user, UsersFixture.permissions)
            #expect(try await permissions.list(user).items.map(\.permissionName) == ["read:notes"])
            try await permissions.remove(user, UsersFixture.permissions)
            let left = try await permissions(user).items
            #expect(left.isEmpty)
        },
        .init("roles") { fixture, user in
            let roles = fixture.api.users.roles
            try await roles.assign(user, [fixture.role.id])
            #expect(try await roles.list(user).items == [fixture.role])
            try await roles.remove(user, [fixture.role.id])
            let left = try await roles(user).items
            #expect(left.isEmpty)
        },
        .init("userLogs") { fixture, user in
            _ = try await fixture.logIn(user)
            #expect(try await fixture.api.users.userLogs(user).items.map(\.type).contains("s"))
        },
        .init("usersByEmail") { fixture, user in
            let query = EmailQuery(email: UsersFixture.email(user))
            let found = try await fixture.api.users.usersByEmail.list(query)
            #expect(found.map(\.userID) == [user])
        },
    ]

    @Test func noneIsMissing() {
        #expect(Self.table.map(\.name).sorted() == DocumentedNames.usersMembers.sorted())
    }

    @Test func eachDoesWhatItSays() async throws { try await DocumentedCall.run(Self.table) }
}
