import Contract
import Secrets
import TestKit
import Testing

/// Neither time nor wording tells who exists.
@Suite("Time and wording of refusals") struct RefusalTimeTests {
    /// `password`, with 2^10 rounds.
    private static let bcrypt = "$2b$10$EixZaYVK1fsbw1ZfbX3OXePaWxn96p36WQoeG6Lruj3vjPGga31lW"

    @Test func `a refusal takes as long for nobody as for a hash that another system made`() async throws {
        let hasher = PasswordHasher(cost: .minimal, threads: 1)
        let clock = ContinuousClock()
        #expect(try await hasher.checkLogin("wrong", hash: nil) == false)
        let slow = try await clock.measure { _ = try await hasher.checkLogin("wrong", hash: Self.bcrypt) }
        let nobody = try await clock.measure { _ = try await hasher.checkLogin("wrong", hash: nil) }
        // What is waited for is what the check itself took; a busy machine only makes it longer.
        #expect(nobody > .milliseconds(1) && nobody * 20 > slow)
        let own = try await hasher.hash("right")
        #expect(try await hasher.checkLogin("right", hash: own))
        #expect(try await hasher.checkLogin("wrong", hash: own) == false)
    }

    @Test func `a forgotten password leaves the same work behind, whoever it is of`() async throws {
        try await eachEngine { tenant in
            let login = try await LoginFixture(tenant)
            var answers: [TestTenant.Answer] = []
            for email in ["ada@example.com", "nobody@example.com"] {
                let body: JSON = ["client_id": .string(login.client), "connection": "People", "email": .string(email)]
                answers.append(
                    try await tenant.request(
                        "POST", "/dbconnections/change_password", body: body, token: nil, root: ""))
            }
            #expect(answers[0].status == 200 && answers[0].body == answers[1].body)
            let waiting = try await tenant.store.read(tenant.gatehouse.tenantID) { transaction in
                try transaction.rows("SELECT kind FROM background_tasks WHERE kind = 'password_change_mail'").count
            }
            #expect(waiting == 2)
            #expect(try await tenant.mails(.resetEmail).map(\.to) == ["ada@example.com"])
            #expect(try await login.event("scpr")["user_id"]?.string == login.user)
            #expect(try await login.event("fcpr")["user_name"] == "nobody@example.com")
        }
    }

    @Test func `a wrong password and an unknown user are told the same`() async throws {
        try await eachEngine { tenant in
            let login = try await LoginFixture(tenant)
            let wrong = try await login.logIn(["password": "wrong"])
            let unknown = try await login.logIn(["username": "nobody@example.com"])
            #expect(wrong.status == 403 && wrong.body == unknown.body)
        }
    }
}
