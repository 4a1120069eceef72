import Foundation
import GatehouseTesting
import ManagementClient
import Testing

/// What `ImportingUsers` shows.
@Suite struct ImportingUsersArticle {
    @Test func imports() async throws {
        try await LocalTenant.run { tenant in
            // While the client waits the tenant works.
            let client = tenant.management.with { $0.clock.sleep = { _ in try await tenant.finishBackgroundWork() } }
            let database = try await client.connections.list(.init(name: "Username-Password-Authentication"))
            let connection = try #require(database.items.first?.id)
            let path = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).json").path
            try Data(#"[{"email": "ann@example.com"}, {"email": "nobody"}]"#.utf8).write(to: URL(filePath: path))
            let file = try UsersFile(at: URL(filePath: path))
            let job = try await client.jobs.importUsers(file, into: connection, upsert: true)
            try FileManager.default.removeItem(atPath: path)
            let done = try await client.jobs.finished(job.id, timeout: .seconds(600)) { job in
                print(job.percentageDone ?? 0, "%")
            }
            print(done.summary?.inserted ?? 0, "users are new")
            #expect(done.summary?.inserted == 1)
            for try await job in client.jobs.progress(of: job.id, every: .seconds(2)) {
                print(job.status)
            }
            if case .users(let problems) = try await client.jobs.errors(job.id) {
                for problem in problems { print(problem.user, problem.errors.map(\.message)) }
            }
            let members = (1...3).map { "member\($0)@example.com" }
            let users = UsersFile(users: {
                AsyncStream<JSON> { stream in
                    for address in members { stream.yield(["email": .string(address)]) }
                    stream.finish()
                }
            })
            let streamed = try await client.jobs.importUsers(users, into: connection)
            #expect(try await client.jobs.finished(streamed.id).summary?.inserted == 3)
            let export = try await client.jobs.exportUsers(UsersExport(connection: connection, format: "json"))
            let exported = try await client.jobs.finished(export.id)
            print(exported.location ?? "-")
            #expect(exported.location != nil)
        }
    }
}
