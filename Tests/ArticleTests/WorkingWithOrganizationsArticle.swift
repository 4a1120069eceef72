import GatehouseTesting
import ManagementClient
import Testing

/// What `WorkingWithOrganizations` shows.
@Suite struct WorkingWithOrganizationsArticle {
    @Test func organizations() async throws {
        try await LocalTenant.run { tenant in
            let client = tenant.management
            let draft = UserDraft(
                connection: "Username-Password-Authentication", email: "ann@example.com", password: "Correct-Horse-9")
            let user = try #require(try await client.users.create(draft).userID)
            let role = try await client.roles.create(.init(name: "owner"))
            let database = try await client.connections.list(.init(name: "Username-Password-Authentication"))
            let connection = try #require(database.items.first?.id)
            let club = try await client.organizations.create(OrganizationDraft(name: "club", displayName: "The Club"))
            try await client.organizations.members.add(club.id, [user])
            try await client.organizations.members.roles.assign(club.id, user, [role.id])
            #expect(try await client.organizations.members.roles(club.id, user).items == [role])
            let enabled = EnabledConnectionDraft(connectionID: connection, assignMembershipOnLogin: true)
            _ = try await client.organizations.enabledConnections.enable(club.id, enabled)
            var app = ClientDraft(name: "Club")
            app.organizationUsage = .allow
            app.initiateLoginURI = "https://club.example/login"
            let made = try await client.clients.create(app).clientID
            let application = try #require(made)
            let invitation = try await client.organizations.invitations.create(
                club.id,
                OrganizationInvitationDraft(
                    inviter: .init(name: "Ann"), invitee: .init(email: "bea@example.com"), clientID: application))
            #expect(invitation.invitationURL?.contains("invitation=") == true)
            var names: [String] = []
            for try await member in client.organizations.members.all(club.id) {
                names.append(member.email ?? "-")
            }
            #expect(names == ["ann@example.com"])
        }
    }
}
