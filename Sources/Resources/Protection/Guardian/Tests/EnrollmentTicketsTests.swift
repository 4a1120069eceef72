import Contract
import Mail
import ManagementClient
import PeopleAPI
import ProtectionAPI
import Testing
import TestKit

@Suite struct EnrollmentTicketsTests {
    private static let path = "/guardian/enrollments/ticket"
    private static let user: JSON = [
        "connection": "Username-Password-Authentication", "email": "ann@example.com", "password": "Correct-Horse-9",
    ]

    @Test func ticketsAreForUsers() async throws {
        try await eachEngine(run: [
            .post("/users", Self.user, 201, keeping: ["id": "user_id"]),
            .post(
                Self.path, ["user_id": "{id}", "factor": "push-notification", "allow_multiple_enrollments": true], 200,
                [
                    "ticket_id": "~^[A-Za-z0-9]{32}$",
                    "ticket_url": "~^https?://[^/]+/mfa/enrollment\\?ticket=[A-Za-z0-9]{32}$",
                ]),
            .post(Self.path, ["user_id": "auth0|none"], 404), .post(Self.path, [:], 400),
            .post(Self.path, ["user_id": "{id}", "factor": "pigeon"], 400),
            .post(Self.path, ["user_id": "{id}", "email": "nowhere"], 400),
            .post(Self.path, ["user_id": "{id}"], 403, by: .scopes(["read:guardian_enrollments"])),
        ])
    }

    @Test func ticketsAreSentWhereThatIsAskedFor() async throws {
        try await eachEngine { tenant in
            let kept = try await tenant.run([
                .post("/users", Self.user, 201, keeping: ["id": "user_id"]),
                .post(Self.path, ["user_id": "{id}"], 200),
            ])
            #expect(try await tenant.mails(.enrollment).isEmpty)
            let id = try #require(kept["id"]?.string)
            var draft = EnrollmentTicketDraft(UserID(id), sendsMail: true)
            draft.email = "other@example.com"
            let ticket = try await tenant.client.guardian.createEnrollmentTicket(draft)
            let mail = try #require(try await tenant.mails(.enrollment).first)
            #expect(mail.document["to"] == "other@example.com")
            #expect(mail.document["html"]?.string?.contains(ticket.url ?? "-") == true)
        }
    }
}
