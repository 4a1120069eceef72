import Contract
import ManagementClient
import Model
import PeopleAPI
import Storage
import TestKit
import Testing

@testable import People
@testable import Search

/// The search finds the same users as an examination of every document, for any query and after any changes.
@Suite struct UserSearchPropertyTests {
    @Test(.timeLimit(.minutes(15)), arguments: Engine.available)
    func findsWhatFits(_ engine: Engine) async throws {
        try await TestTenant.with(engine) { tenant in
            let users = try await Self.populate(tenant)
            var dice = SearchDice(seed: 7)
            let queries: [String] = (0..<10_000).map { _ in dice.query() }
            let problems: [String] = try await tenant.store.read("local") { transaction in
                try queries.compactMap { try Self.problem($0, users, transaction) }
            }
            #expect(problems.prefix(5).joined(separator: "\n") == "")
        }
    }

    @Test func indexIsComplete() async throws {
        try await eachEngine { tenant in
            let users = try await Self.populate(tenant)
            let kept = try await Self.kept(tenant)
            #expect(kept.count == users.oracles.count, "on \(tenant.engine.rawValue)")
            for (id, oracle) in users.oracles { #expect(kept[id] == oracle.leaves, "on \(tenant.engine.rawValue)") }
        }
    }

    /// The migration adds users to the index that were created before it existed.
    @Test func migrationFillsTheIndex() async throws {
        try await eachEngine { tenant in
            let users = try await Self.populate(tenant, count: 20)
            try await tenant.store.write("local") { transaction in
                for statement: SQL in Self.asBeforeTheIndex { try transaction.execute(statement) }
                if tenant.engine == .postgres { try transaction.execute("DROP SEQUENCE user_numbers") }
                // Migrations of other resources would be those of a newer version.
                let own: [String] = Users.migrations.map(\.name)
                try transaction.execute("DELETE FROM migrations WHERE NOT (name IN \(list: own))")
            }
            try await tenant.store.migrate(Users.migrations)
            let kept = try await Self.kept(tenant)
            #expect(kept == users.oracles.mapValues(\.leaves), "on \(tenant.engine.rawValue)")
        }
    }

    /// The existing users.
    private struct Population: Sendable {
        var oracles: [UserID: SearchOracle] = [:]
        var ids: [Int: UserID] = [:]
    }

    private static let asBeforeTheIndex: [SQL] = [
        "DROP TABLE user_postings", "DROP TABLE user_fields", "DROP INDEX users_number",
        "ALTER TABLE users DROP COLUMN number", "ALTER TABLE users ADD COLUMN nickname TEXT",
        "ALTER TABLE users ADD COLUMN username TEXT", "ALTER TABLE users ADD COLUMN phone_number TEXT",
        "ALTER TABLE users ADD COLUMN blocked BIGINT", "ALTER TABLE users ADD COLUMN created_at TEXT",
        "ALTER TABLE users ADD COLUMN updated_at TEXT", "ALTER TABLE users ADD COLUMN last_login TEXT",
        "ALTER TABLE users ADD COLUMN logins_count BIGINT", "CREATE INDEX users_email ON users (tenant, email)",
        "CREATE INDEX users_creation ON users (tenant, created_at, user_id)", "CREATE TABLE user_values (tenant TEXT)",
        "DELETE FROM migrations WHERE name IN ('users-4', 'users-5')",
    ]

    private static func kept(_ tenant: TestTenant) async throws -> [UserID: Set<SearchOracle.Leaf>] {
        try await tenant.store.read("local") { transaction in
            var users: [Int: UserID] = [:]
            for row in try transaction.rows("SELECT number, user_id FROM users") {
                users[try row["number"]] = try row["user_id"]
            }
            var kept: [UserID: Set<SearchOracle.Leaf>] = [:]
            for row in try transaction.rows(
                "SELECT name, value, first, users FROM user_postings JOIN user_fields ON id = field")
            {
                let (first, more): (Int, [UInt8]?) = (try row["first"], try row["users"])
                let field: String = try row["name"]
                let leaf: SearchOracle.Leaf =
                    switch SearchValue(kept: try row["value"]) {
                    case .text(let text): .init(field, text: text)
                    case .number(let number): .init(field, number: number)
                    }
                var numbers = [first]
                Postings.read(more ?? [], after: first) { numbers.append($0) }
                for number in numbers { kept[try #require(users[number]), default: []].insert(leaf) }
            }
            return kept
        }
    }

    private static func problem(
        _ query: String, _ users: Population, _ transaction: Transaction
    ) throws -> String? {
        let tree = try SearchTree(parsing: query)
        let index = transaction.userIndex
        let numbers = try index.numbers(of: try index.find(tree, in: transaction), limit: .max, in: transaction)
        let found = numbers.compactMap { users.ids[$0] }
        let expected = Set(users.oracles.filter { $0.value.fits(tree) }.keys)
        if found.count == expected.count, Set(found) == expected { return nil }
        let missing = expected.subtracting(found).count
        return "\(query) [\(tree)]: \(found.count) found, \(expected.count) expected, \(missing) missing"
    }

    private static func importUsers(_ users: JSON, _ tenant: TestTenant) async throws {
        let connections = try await tenant.client.connections.list().items
        let database = try #require(connections.first { $0.name == "Username-Password-Authentication" }?.id)
        let job = try await tenant.client.jobs.importUsers(UsersImport(into: database, users: users.text))
        try await tenant.work()
        let done = try await tenant.client.jobs.get(job.id)
        #expect(done.summary?.inserted == users.array?.count, "\(done)")
    }

    /// Imports, creates, updates and deletes users.
    private static func populate(_ tenant: TestTenant, count: Int = 200) async throws -> Population {
        var dice = SearchDice(seed: 3)
        var ids: [String] = []
        // Imported users share rows of the index.
        var imported: [JSON] = []
        for index in 0..<(count / 2) {
            let draft = dice.draft(index).object ?? [:]
            imported.append(.object(draft.filter { $0.key != "password" && $0.key != "connection" }))
            imported[index]["user_id"] = .string("u\(index)")
            ids.append("auth0|u\(index)")
        }
        try await importUsers(.array(imported), tenant)
        for index in (count / 2)..<count {
            tenant.clock.advance(.seconds(Int.random(in: 0..<80_000, using: &dice)))
            let answer = try await tenant.request("POST", "/users", body: dice.draft(index), token: tenant.token)
            ids.append(try #require(answer.json["user_id"]?.string, "\(answer.json.text)"))
        }
        for _ in 0..<(count * 3 / 4) {
            let id = ids[Int.random(in: ids.indices, using: &dice)].replacing("|", with: "%7C")
            let answer = try await tenant.request("PATCH", "/users/\(id)", body: dice.change(), token: tenant.token)
            #expect(answer.status == 200, "\(answer.json.text)")
        }
        for id in ids.shuffled(using: &dice).prefix(count / 10) { try await tenant.client.users.delete(UserID(id)) }
        return try await tenant.store.read("local") { transaction in
            var users = Population()
            for row in try transaction.rows("SELECT user_id, number, document FROM users") {
                users.oracles[try row["user_id"]] = SearchOracle(try row["document"])
                users.ids[try row["number"]] = try row["user_id"]
            }
            return users
        }
    }
}
