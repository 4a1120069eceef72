import Compression
import Contract
import ManagementClient
import PeopleAPI
import TestKit
import Testing

@Suite("Exporting users") struct UsersExportTests {
    private func people(_ tenant: TestTenant) async throws {
        for (number, name) in ["ada", "bob", "=cmd()"].enumerated() {
            var draft = UserDraft(
                connection: "Username-Password-Authentication", email: "u\(number)@example.com",
                password: "Correct-Horse-9")
            draft.name = name
            draft.userID = "\(number)"
            draft.userMetadata = ["plan": ["name": "go\"ld"]]
            _ = try await tenant.client.users.create(draft)
        }
    }

    /// Runs an export and returns its lines.
    private func run(_ export: UsersExport, _ tenant: TestTenant) async throws -> [String] {
        let job = try await tenant.client.jobs.exportUsers(export)
        #expect(job.status == "pending")
        try await tenant.work()
        let done = try await tenant.client.jobs.get(job.id)
        #expect(done.status == "completed" && done.percentageDone == 100)
        let file = try await tenant.download(try #require(done.location))
        #expect(file.status == 200)
        let text = String(decoding: try Gzip.expand(file.bytes), as: UTF8.self)
        return text.split(separator: "\n").map(String.init)
    }

    @Test func givesWholeUsersAsLinesOfJSON() async throws {
        try await eachEngine { tenant in
            try await people(tenant)
            let lines = try await run(UsersExport(), tenant)
            #expect(lines.count == 3)
            let first = try JSON(parsing: Array(lines[0].utf8))
            #expect(first["user_id"] == "auth0|0" && first["user_metadata"]?["plan"]?["name"] == "go\"ld")
            #expect(!lines.joined().contains("argon2"))
        }
    }

    @Test func givesFieldsUnderTheirNames() async throws {
        try await eachEngine { tenant in
            try await people(tenant)
            let fields = [
                ExportField("user_metadata.plan.name", as: "plan"), ExportField("identities[0].connection"),
                ExportField("no.such[7].thing"),
            ]
            let lines = try await run(UsersExport(limit: 2, fields: fields), tenant)
            let line = #"{"plan":"go\"ld","identities[0].connection":"Username-Password-Authentication"}"#
            #expect(lines == [line, line])
        }
    }

    @Test func makesCSVThatNoSpreadsheetRuns() async throws {
        try await eachEngine { tenant in
            try await people(tenant)
            let fields = ["name", "email_verified", "created_at", "user_metadata.plan.name", "username"]
            let lines = try await run(UsersExport(format: "csv", fields: fields.map { ExportField($0) }), tenant)
            #expect(lines[0] == #""name","email_verified","created_at","user_metadata.plan.name","username""#)
            #expect(lines[3] == #""'=cmd()",false,"\#(tenant.clock.now)","'go""ld","#)
        }
    }

    @Test func givesHashesToThoseWhoMayHaveThemAndTheyComeBackIn() async throws {
        try await eachEngine { tenant in
            try await people(tenant)
            let export = UsersExport(fields: [ExportField("email"), ExportField("custom_password_hash")])
            let reader = try await tenant.client(scopes: "read:users")
            let refused = try await refusal { _ = try await reader.jobs.exportUsers(export) }
            #expect(refused.contains("read:user_password_hashes"))
            let lines = try await run(export, tenant)
            for user in try await tenant.client.users.list().items {
                try await tenant.client.users.delete(try #require(user.userID))
            }
            let connection = try #require(
                try await tenant.client.connections.list().items.first { $0.strategy == .auth0 }?.id)
            let form = UsersImport(into: connection, users: "[\(lines.joined(separator: ","))]")
            let job = try await tenant.client.jobs.importUsers(form)
            try await tenant.work()
            #expect(try await tenant.client.jobs.get(job.id).summary?.inserted == 3)
        }
    }

    @Test func isOneConnectionsWhereTold() async throws {
        try await eachEngine { tenant in
            try await people(tenant)
            let other = try await tenant.client.connections.create(ConnectionDraft(name: "other", strategy: .auth0))
            let id = try #require(other.id)
            #expect(try await run(UsersExport(connection: id), tenant) == [])
            let missing = try await refusal {
                _ = try await tenant.client.jobs.exportUsers(UsersExport(connection: "con_0000000000000000"))
            }
            #expect(missing.hasPrefix("404"))
        }
    }

    @Test func refusesWhatCSVHasNoPlaceFor() async throws {
        try await eachEngine { tenant in
            for fields in [[ExportField("user_metadata")], (1...31).map { ExportField("a\($0)") }] {
                let refused = try await refusal {
                    _ = try await tenant.client.jobs.exportUsers(UsersExport(format: "csv", fields: fields))
                }
                #expect(refused.hasPrefix("400 CSV exports"))
            }
        }
    }

    @Test func linksExpireAndJobsAreForgotten() async throws {
        try await eachEngine { tenant in
            try await people(tenant)
            let job = try await tenant.client.jobs.exportUsers(UsersExport())
            try await tenant.work()
            let location = try #require(try await tenant.client.jobs.get(job.id).location)
            #expect(try await tenant.download(location.replacing(job.id.value, with: "job_x")).status == 403)
            #expect(try await tenant.download(String(location.split(separator: "?")[0])).status == 403)
            tenant.clock.advance(.seconds(61))
            #expect(try await tenant.download(location).status == 403)
            let again = try #require(try await tenant.client.jobs.get(job.id).location)
            #expect(try await tenant.download(again).status == 200)
            tenant.clock.advance(.seconds(86_400))
            try await tenant.work()
            let gone = try await refusal { _ = try await tenant.client.jobs.get(job.id) }
            #expect(gone == "404 The job does not exist. (inexistent_job)")
        }
    }

    @Test func jobsThatAreStillRunningStay() async throws {
        try await eachEngine { tenant in
            try await people(tenant)
            let job = try await tenant.client.jobs.exportUsers(UsersExport())
            // Another server is at it, and goes on for longer than a day.
            let later = tenant.clock.now + .seconds(10 * 86_400)
            try await tenant.store.write("local") { transaction -> Void in
                try transaction.execute(
                    """
                    UPDATE background_tasks SET owner = 'other', due_at = \(later)
                    WHERE tenant = \(transaction.tenant) AND id = \(job.id)
                    """)
            }
            tenant.clock.advance(.seconds(86_401))
            try await tenant.work()
            #expect(try await tenant.client.jobs.get(job.id).id == job.id)
            try await tenant.store.write("local") { transaction -> Void in
                try transaction.execute(
                    "DELETE FROM background_tasks WHERE tenant = \(transaction.tenant) AND id = \(job.id)")
            }
            tenant.clock.advance(.seconds(3_600))
            try await tenant.work()
            let gone = try await refusal { _ = try await tenant.client.jobs.get(job.id) }
            #expect(gone == "404 The job does not exist. (inexistent_job)")
        }
    }
}
