import GatehouseTesting
import ManagementClient
import Testing

/// What `CreatingUsers` shows.
@Suite struct CreatingUsersArticle {
    @Test func users() async throws {
        try await LocalTenant.run { tenant in
            let client = tenant.management
            var draft = UserDraft(
                connection: "Username-Password-Authentication", email: "ann@example.com", password: "Correct-Horse-9")
            draft.name = "Ann"
            draft.userMetadata = ["town": "Turin"]
            let user = try await client.users.create(draft)
            guard let id = user.userID else { return }
            _ = try await client.users.update(id, Patch { $0.nickname = "Annie" })
            let changed = try await client.users.updateAppMetadata(id, ["plan": "gold"])
            #expect(changed.appMetadata == ["plan": "gold"] && changed.nickname == "Annie")
            let ticket = try await client.tickets.changePassword(PasswordChangeTicketDraft(id))
            let job = try await client.jobs.sendVerificationEmail(VerificationEmail(to: id))
            #expect(ticket.ticket.hasPrefix(tenant.issuer) && job.type == "verification_email")
            var other = UserDraft(
                connection: "Username-Password-Authentication", email: "a@example.com", password: "Correct-Horse-9")
            other.userID = "other"
            _ = try await client.users.create(other)
            let identities = try await client.users.identities.link(id, IdentityLink(provider: .auth0, userID: "other"))
            #expect(identities.count == 2)
            try await client.users.delete(id)
            #expect(try await client.users.list().items.isEmpty)
        }
    }
}
