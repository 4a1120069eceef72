import AccessAPI
import ApplicationsAPI
import Contract
import ManagementClient
import PeopleAPI
import Storage
import TestKit
import Testing

@Suite("Importing users") struct UsersImportTests {
    private func database(_ tenant: TestTenant) async throws -> ID<ApplicationsAPI.Connection> {
        let all = try await tenant.client.connections.list().items
        return try #require(all.first { $0.name == "Username-Password-Authentication" }?.id)
    }

    /// Imports users and returns the finished job.
    private func run(
        _ users: JSON, upsert: Bool? = nil, on tenant: TestTenant
    ) async throws -> Job {
        try await run(text: users.text, upsert: upsert, on: tenant)
    }

    private func run(text: String, upsert: Bool? = nil, on tenant: TestTenant) async throws -> Job {
        let form = UsersImport(into: try await database(tenant), users: text, upsert: upsert, externalID: "mine")
        let job = try await tenant.client.jobs.importUsers(form)
        #expect(job.status == "pending" && job.externalID == "mine" && job.id.value.hasPrefix("job_"))
        try await tenant.work()
        return try await tenant.client.jobs.get(job.id)
    }

    @Test func takesEveryFieldOfTheSchema() async throws {
        try await eachEngine { tenant in
            let user: JSON = [
                "email": "Ada@Example.com", "email_verified": true, "user_id": "abc", "username": "ada",
                "given_name": "Ada", "family_name": "Lovelace", "name": "Ada L", "nickname": "al",
                "picture": "https://example.com/a.png", "blocked": true,
                "password_hash": "$2b$10$abcdefghijklmnopqrstuuKmbRQT1bZ8OeOKDZ1rTB7mJJpZzO4Ra",
                "user_metadata": ["colour": "red"], "app_metadata": ["plan": "gold"],
                "mfa_factors": [["totp": ["secret": "JBTWY3DPEHPK3PNP"]], ["phone": ["value": "+12125550001"]]],
            ]
            let job = try await run([user], on: tenant)
            #expect(job.status == "completed" && job.percentageDone == 100)
            #expect(job.summary == Job.Summary(failed: 0, updated: 0, inserted: 1, total: 1))
            let stored = try await tenant.client.users.get("auth0|abc")
            #expect(stored.email == "ada@example.com" && stored.emailVerified == true && stored.blocked == true)
            #expect(stored.appMetadata == ["plan": "gold"] && stored.nickname == "al")
            let methods = try await tenant.client.authenticationMethods.list("auth0|abc").items
            #expect(Set(methods.map(\.type)) == ["totp", "phone"])
            let found = try await tenant.client.users.list(UserFilter(q: "user_metadata.colour:red")).items
            #expect(found.map(\.userID) == ["auth0|abc"])
        }
    }

    @Test func passesOverWhatIsWrongAndTellsWhy() async throws {
        try await eachEngine { tenant in
            let good: JSON = ["email": "good@example.com"]
            let users: JSON = [
                good, ["email": "no address"], ["name": "nobody"], ["email": "x@example.com", "colour": "red"], good,
                "user", ["email": "y@example.com", "app_metadata": ["identities": []]],
                ["email": "z@example.com", "custom_password_hash": ["algorithm": "md6", "hash": ["value": "secret"]]],
                ["email": "last@example.com", "password_hash": "plain"],
                ["email": "fine@example.com", "mfa_factors": [["totp": ["secret": "JBTWY3DPEHPK3PNP"]]]],
            ]
            let job = try await run(users, on: tenant)
            #expect(job.summary == Job.Summary(failed: 8, updated: 0, inserted: 2, total: 10))
            guard case .users(let errors) = try await tenant.client.jobs.errors(job.id) else {
                Issue.record("the job has no errors")
                return
            }
            let codes = errors.map { "\($0.errors[0].code) \($0.errors[0].path ?? "-")" }
            #expect(
                codes == [
                    "INVALID_FORMAT email", "INVALID_BODY -", "OBJECT_ADDITIONAL_PROPERTIES -", "DUPLICATED_USER -",
                    "INVALID_TYPE -", "OBJECT_ADDITIONAL_PROPERTIES app_metadata",
                    "INVALID_FORMAT custom_password_hash", "PATTERN password_hash",
                ])
            #expect(!errors.contains { (try? JSON(encoding: $0).text.contains("plain\"")) ?? true })
            #expect(try await tenant.client.users.list().items.count == 2)
        }
    }

    @Test func changesWhoIsThereWhenTold() async throws {
        try await eachEngine { tenant in
            _ = try await run([["email": "a@example.com", "name": "old", "user_metadata": ["a": 1]]], on: tenant)
            tenant.clock.advance(.seconds(1))
            let users: JSON = [
                ["email": "a@example.com", "name": "new", "user_metadata": ["b": 2], "blocked": true],
                ["email": "b@example.com"], ["email": "b@example.com", "name": "twice"],
            ]
            let job = try await run(users, upsert: true, on: tenant)
            #expect(job.summary == Job.Summary(failed: 1, updated: 1, inserted: 1, total: 3))
            let user = try #require(try await tenant.client.usersByEmail.list(.init(email: "a@example.com")).first)
            #expect(user.name == "new" && user.userMetadata == ["a": 1, "b": 2] && user.blocked != true)
        }
    }

    @Test(arguments: ["", "{}", "[{\"email\":\"a@example.com\"}", "[{} {}]", "[,]", "[1,]", "nothing"])
    func refusesWhatIsNoArray(_ text: String) async throws {
        try await eachEngine { tenant in
            let job = try await run(text: text, on: tenant)
            #expect(job.status == "failed")
            #expect(job.statusDetails?.hasPrefix("Failed to parse users file JSON") == true)
            #expect(try await tenant.client.jobs.errors(job.id) == .job(job))
            let log = try await tenant.client.logs.list(LogFilter(q: "type:fui")).items
            #expect(log.count == 1)
        }
    }

    @Test func readsOnWhereItWasCutOff() async throws {
        try await eachEngine { tenant in
            // More than one step processes, in a file of several parts.
            let padding = String(repeating: "x", count: 900)
            let users: [JSON] = (1...1000).map {
                ["email": .string("u\($0)@example.com"), "user_metadata": ["note": .string(padding)]]
            }
            let form = UsersImport(into: try await database(tenant), users: JSON.array(users).text)
            let job = try await tenant.client.jobs.importUsers(form)
            // Another server starts the job, runs one step and stops.
            let first = Task { try await tenant.work() }
            first.cancel()
            _ = await first.result
            tenant.clock.advance(.seconds(120))
            try await tenant.work()
            let done = try await tenant.client.jobs.get(job.id)
            #expect(done.summary == Job.Summary(failed: 0, updated: 0, inserted: 1000, total: 1000))
            let parts = try await tenant.store.read("local") { transaction in
                try transaction.exists("SELECT 1 FROM job_files WHERE tenant = \(transaction.tenant)")
            }
            #expect(!parts)
        }
    }

    @Test func refusesOtherConnectionsAndForms() async throws {
        try await eachEngine { tenant in
            let form = UsersImport(into: "con_0000000000000000", users: "[]")
            let missing = try await refusal { _ = try await tenant.client.jobs.importUsers(form) }
            #expect(missing == "404 The connection does not exist (inexistent_connection)")
            let answer = try await tenant.request(
                "POST", "/jobs/users-imports", body: ["connection_id": "con_0000000000000000"], token: tenant.token)
            #expect(answer.status == 415)
            let left = try await tenant.store.read("local") { transaction in
                try transaction.exists("SELECT 1 FROM job_files WHERE tenant = \(transaction.tenant)")
            }
            #expect(!left)
            let noJob = try await refusal { _ = try await tenant.client.jobs.get("job_0000000000000000") }
            #expect(noJob == "404 The job does not exist. (inexistent_job)")
        }
    }
}
