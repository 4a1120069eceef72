import Contract
import ManagementClient
import PeopleAPI
import TestKit
import Testing

@Suite("Verification mails") struct VerificationEmailTests {
    private func user(_ tenant: TestTenant) async throws -> UserID {
        var draft = UserDraft(
            connection: "Username-Password-Authentication", email: "a@example.com", password: "Correct-Horse-9")
        draft.verifyEmail = false
        return try #require(try await tenant.client.users.create(draft).userID)
    }

    @Test func areSentToTheUser() async throws {
        try await eachEngine { tenant in
            let id = try await user(tenant)
            let job = try await tenant.client.jobs.sendVerificationEmail(VerificationEmail(to: id))
            #expect(job.type == "verification_email" && job.status == "pending")
            #expect(try await tenant.client.jobs.get(job.id).status == "completed")
            let mails = try await tenant.mails()
            #expect(mails.map(\.to) == ["a@example.com"])
            let log = try await tenant.client.users.logs(id).items
            #expect(log.map(\.type).first == "svr")
        }
    }

    @Test func knowTheIdentity() async throws {
        try await eachEngine { tenant in
            let id = try await user(tenant)
            let own = String(id.value.split(separator: "|")[1])
            let identity = VerificationEmail.LinkedIdentity(provider: "auth0", userID: own)
            _ = try await tenant.client.jobs.sendVerificationEmail(VerificationEmail(to: id, identity: identity))
            let other = VerificationEmail.LinkedIdentity(provider: "sms", userID: own)
            let refused = try await refusal {
                _ = try await tenant.client.jobs.sendVerificationEmail(VerificationEmail(to: id, identity: other))
            }
            #expect(refused.hasPrefix("400"))
            let missing = try await refusal {
                _ = try await tenant.client.jobs.sendVerificationEmail(VerificationEmail(to: "auth0|nobody"))
            }
            #expect(missing == "404 The user does not exist. (inexistent_user)")
            #expect(try await tenant.mails().count == 1)
        }
    }
}
