import ApplicationsAPI
import Contract
import ManagementClient
import PeopleAPI
import TestKit
import Testing

/// Every method for users that Auth0's JavaScript library documents of its `ManagementClient` itself.
@Suite struct UserMethodsTests {
    static let table: [DocumentedCall] = users + possessions + factors + jobs

    static let users: [DocumentedCall] = [
        .init("createUser") { fixture, _ in
            _ = try await fixture.api.createUser(UsersFixture.draft("created"))
            #expect(try await fixture.isThere("auth0|created"))
        },
        .init("getUser") { fixture, user in
            let found = try await fixture.api.getUser(user)
            #expect(found.userID == user)
        },
        .init("getUsers") { fixture, user in
            let found = try await fixture.api.getUsers(UserFilter(q: "email:\"\(UsersFixture.email(user))\"")).items
            #expect(found.map(\.userID) == [user])
        },
        .init("getUsersByEmail") { fixture, user in
            let found = try await fixture.api.getUsersByEmail(UsersFixture.email(user))
            #expect(found.map(\.userID) == [user])
        },
        .init("updateUser") { fixture, user in
            _ = try await fixture.api.updateUser(user, Patch { $0.nickname = "countess" })
            #expect(try await fixture.api.users.get(user).nickname == "countess")
        },
        .init("updateUserMetadata") { fixture, user in
            _ = try await fixture.api.updateUserMetadata(user, ["born": 1815])
            #expect(try await fixture.api.users.get(user).userMetadata == ["born": 1815])
        },
        .init("updateAppMetadata") { fixture, user in
            _ = try await fixture.api.updateAppMetadata(user, ["plan": "gold"])
            #expect(try await fixture.api.users.get(user).appMetadata == ["plan": "gold"])
        },
        .init("deleteUser") { fixture, user in
            try await fixture.api.deleteUser(user)
            #expect(try await !fixture.isThere(user))
        },
        .init("linkUsers") { fixture, user in
            let other = try await fixture.createUser("linked")
            _ = try await fixture.api.linkUsers(user, IdentityLink(provider: .auth0, userID: "linked"))
            #expect(try await !fixture.isThere(other))
        },
        .init("unlinkUsers") { fixture, user in
            let other = try await fixture.createUser("unlinked")
            _ = try await fixture.api.linkUsers(user, IdentityLink(provider: .auth0, userID: "unlinked"))
            _ = try await fixture.api.unlinkUsers(IdentityPath(user, .auth0, "unlinked"))
            #expect(try await fixture.isThere(other))
        },
        .init("getUserLogs") { fixture, user in
            _ = try await fixture.logIn(user)
            #expect(try await fixture.api.getUserLogs(user).items.map(\.type).contains("s"))
        },
    ]

    static let possessions: [DocumentedCall] = [
        .init("getUserRoles") { fixture, user in
            try await fixture.api.users.assignRoles(user, fixture.roles)
            #expect(try await fixture.api.getUserRoles(user).items == [fixture.role])
        },
        .init("removeRolesFromUser") { fixture, user in
            try await fixture.api.users.assignRoles(user, fixture.roles)
            try await fixture.api.removeRolesFromUser(user, fixture.roles)
            #expect(try await fixture.api.users.roles(user).items.isEmpty)
        },
        .init("assignPermissionsToUser") { fixture, user in
            try await fixture.api.assignPermissionsToUser(user, UsersFixture.permissions)
            #expect(try await fixture.api.users.permissions(user).items.map(\.permissionName) == ["read:notes"])
        },
        .init("getUserPermissions") { fixture, user in
            try await fixture.api.users.assignPermissions(user, UsersFixture.permissions)
            #expect(try await fixture.api.getUserPermissions(user).items.map(\.permissionName) == ["read:notes"])
        },
        .init("removePermissionsFromUser") { fixture, user in
            try await fixture.api.users.assignPermissions(user, UsersFixture.permissions)
            try await fixture.api.removePermissionsFromUser(user, UsersFixture.permissions)
            #expect(try await fixture.api.users.permissions(user).items.isEmpty)
        },
        .init("getUserBlocks") { fixture, user in
            try await fixture.block(user)
            #expect(try await fixture.api.getUserBlocks(user).blockedFor.map(\.ip) == ["192.0.2.1"])
        },
        .init("getUserBlocksByIdentifier") { fixture, user in
            try await fixture.block(user)
            let blocks = try await fixture.api.getUserBlocksByIdentifier(UsersFixture.email(user)).blockedFor
            #expect(blocks.map(\.identifier) == [UsersFixture.email(user)])
        },
        .init("unblockUser") { fixture, user in
            try await fixture.block(user)
            try await fixture.api.unblockUser(user)
            #expect(try await fixture.api.userBlocks.get(user).blockedFor.isEmpty)
        },
        .init("unblockUserByIdentifier") { fixture, user in
            try await fixture.block(user)
            try await fixture.api.unblockUserByIdentifier(UsersFixture.email(user))
            #expect(try await fixture.api.userBlocks.get(user).blockedFor.isEmpty)
        },
    ]

    static let factors: [DocumentedCall] = [
        .init("deleteUserMultifactor") { fixture, user in
            _ = try await fixture.api.authenticationMethods.create(user, UsersFixture.generator)
            try await fixture.api.deleteUserMultifactor(user, .googleAuthenticator)
            #expect(try await fixture.methods(of: user) == [])
        },
        .init("getGuardianEnrollments") { fixture, user in
            _ = try await fixture.addPhone(to: user)
            #expect(try await fixture.api.getGuardianEnrollments(user).map(\.status) == ["confirmed"])
        },
        .init("regenerateRecoveryCode") { fixture, user in
            let code = try await fixture.api.regenerateRecoveryCode(user).recoveryCode
            #expect(code.count == 24)
            #expect(try await fixture.methods(of: user) == [.recoveryCode])
        },
        .init("invalidateRememberBrowser") { fixture, user in
            try await fixture.rememberBrowser(of: user)
            try await fixture.api.invalidateRememberBrowser(user)
            #expect(try await !fixture.isBrowserRemembered(of: user))
        },
    ]

    static let jobs: [DocumentedCall] =
        ["importUsers", "importUsersJob"].map { name in
            .init(name) { fixture, _ in
                let people: JSON = [["email": .string("\(name)@example.com"), "user_id": .string(name)]]
                let form = UsersImport(into: fixture.connectionID, users: people.text)
                let job =
                    name == "importUsers"
                    ? try await fixture.api.importUsers(form) : try await fixture.api.importUsersJob(form)
                try await fixture.tenant.work()
                #expect(try await fixture.api.jobs.get(job.id).summary?.inserted == 1)
                #expect(try await fixture.isThere(UserID("auth0|\(name)")))
            }
        } + [
            .init("exportUsers") { fixture, user in
                let export = UsersExport(
                    connection: fixture.connectionID, format: "json", fields: [ExportField("email")])
                let job = try await fixture.api.exportUsers(export)
                try await fixture.tenant.work()
                let done = try await fixture.api.jobs.get(job.id)
                let file = try await fixture.tenant.download(try #require(done.location))
                #expect(done.status == "completed" && file.status == 200 && file.bytes.starts(with: [0x1f, 0x8b]))
            }
        ]

    @Test func eachDoesWhatItSays() async throws { try await DocumentedCall.run(Self.all, of: .methods) }

    static var all: [DocumentedCall] { table + retired }
}

extension UserMethodsTests {
    private enum Retired: RetiredCalls {
        @available(*, deprecated)
        static var calls: [DocumentedCall] {
            [
                .init("assignRolestoUser") { fixture, user in
                    try await fixture.api.assignRolestoUser(user, fixture.roles)
                    #expect(try await fixture.api.users.roles(user).items == [fixture.role])
                },
                .init("deleteUserMultifcator") { fixture, user in
                    _ = try await fixture.api.authenticationMethods.create(user, UsersFixture.generator)
                    try await fixture.api.deleteUserMultifcator(user, .googleAuthenticator)
                    #expect(try await fixture.methods(of: user) == [])
                },
                .init("deleteAllUsers") { fixture, user in
                    try await fixture.api.deleteAllUsers()
                    #expect(try await !fixture.isThere(user))
                },
            ]
        }
    }

    private static var retired: [DocumentedCall] {
        let retired: any RetiredCalls.Type = Retired.self
        return retired.calls
    }
}
