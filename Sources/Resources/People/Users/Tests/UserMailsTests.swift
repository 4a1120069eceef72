import Contract
import Mail
import ManagementClient
import PeopleAPI
import TestKit
import Testing

@Suite struct UserMailsTests {
    private static func mails(
        _ tenant: TestTenant, verified: Bool?, verify: Bool?
    ) async throws -> [String] {
        var draft = UserDraft(
            connection: "Username-Password-Authentication", email: "ann@example.com", password: "Correct-Horse-9")
        draft.emailVerified = verified
        draft.verifyEmail = verify
        let user = try await tenant.client.users.create(draft)
        let kinds = try await tenant.mails().map(\.kind)
        _ = try await tenant.store.write("local") { try $0.execute("DELETE FROM mails WHERE tenant = \($0.tenant)") }
        try await tenant.client.users.delete(try #require(user.userID))
        return kinds
    }

    @Test func newUsersAreWrittenTo() async throws {
        let cases: [(verified: Bool?, verify: Bool?, kinds: [String])] = [
            (nil, nil, ["verify_email"]), (false, true, ["verify_email"]), (nil, false, []),
            (true, nil, ["welcome_email"]), (true, true, ["verify_email"]),
        ]
        try await eachEngine { tenant in
            for (verified, verify, kinds) in cases {
                let mails = try await Self.mails(tenant, verified: verified, verify: verify)
                #expect(mails == kinds)
            }
        }
    }

    @Test func changedAddressesAreConfirmedIfAsked() async throws {
        try await eachEngine { tenant in
            var draft = UserDraft(
                connection: "Username-Password-Authentication", email: "ann@example.com", password: "Correct-Horse-9")
            draft.verifyEmail = false
            let id = try #require(try await tenant.client.users.create(draft).userID)
            _ = try await tenant.client.users.update(id, Patch { $0.email = "b@example.com" })
            #expect(try await tenant.mails().isEmpty)
            _ = try await tenant.client.users.update(
                id,
                Patch {
                    $0.email = "c@example.com"
                    $0.verifyEmail = true
                })
            #expect(try await tenant.mails().map(\.to) == ["c@example.com"])
        }
    }

    @Test func aRefusedUserIsNotWrittenTo() async throws {
        try await eachEngine { tenant in
            let draft = UserDraft(
                connection: "Username-Password-Authentication", email: "ann@example.com", password: "Correct-Horse-9")
            _ = try await tenant.client.users.create(draft)
            _ = try await refusal { try await tenant.client.users.create(draft) }
            #expect(try await tenant.mails().count == 1)
        }
    }
}
