import Contract
import PeopleAPI
import Search
import Storage
import TestKit
import Testing

@testable import People

/// What is found is what is found by looking at every document, whatever the query and whatever happened before.
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
            #expect(kept.count == users.count, "on \(tenant.engine.rawValue)")
            for (id, oracle) in users { #expect(kept[id] == oracle.leaves, "on \(tenant.engine.rawValue)") }
        }
    }

    /// Users who were there before there was an index are in it after the migration.
    @Test func migrationFillsTheIndex() async throws {
        try await eachEngine { tenant in
            let users = try await Self.populate(tenant, count: 20)
            try await tenant.store.write("local") { transaction in
                try transaction.execute("DROP TABLE user_values")
                try transaction.execute("DELETE FROM migrations WHERE name = 'users-2'")
            }
            try await tenant.store.migrate(Users.migrations)
            let kept = try await Self.kept(tenant)
            #expect(kept == users.mapValues(\.leaves), "on \(tenant.engine.rawValue)")
        }
    }

    private static func kept(_ tenant: TestTenant) async throws -> [UserID: Set<SearchOracle.Leaf>] {
        try await tenant.store.read("local") { transaction in
            var kept: [UserID: Set<SearchOracle.Leaf>] = [:]
            for row in try transaction.rows("SELECT user_id, field, text, number FROM user_values") {
                let text: String? = try row["text"]
                let field: String = try row["field"]
                let leaf = try text.map { SearchOracle.Leaf(field, text: $0) } ?? .init(field, number: row["number"])
                kept[try row["user_id"], default: []].insert(leaf)
            }
            return kept
        }
    }

    private static func problem(
        _ query: String, _ users: [UserID: SearchOracle], _ transaction: Transaction
    ) throws -> String? {
        let tree = try SearchTree(parsing: query)
        let source = SearchSource(tree, in: .users, tenant: transaction.tenant).sql
        let found: [UserID] = try transaction.rows("SELECT users.user_id \(source)").map { try $0["user_id"] }
        let expected = Set(users.filter { $0.value.fits(tree) }.keys)
        if found.count == expected.count, Set(found) == expected { return nil }
        let missing = expected.subtracting(found).count
        return "\(query) [\(tree)]: \(found.count) found, \(expected.count) expected, \(missing) missing"
    }

    /// Makes, changes and deletes users.
    private static func populate(_ tenant: TestTenant, count: Int = 200) async throws -> [UserID: SearchOracle] {
        var dice = SearchDice(seed: 3)
        var ids: [String] = []
        for index in 0..<count {
            tenant.clock.advance(.seconds(Int.random(in: 0..<80_000, using: &dice)))
            let answer = try await tenant.request("POST", "/users", body: dice.draft(index), token: tenant.token)
            ids.append(try #require(answer.json["user_id"]?.string, "\(answer.json.text)"))
        }
        for _ in 0..<(count * 3 / 4) {
            let id = ids[Int.random(in: ids.indices, using: &dice)].replacing("|", with: "%7C")
            let answer = try await tenant.request("PATCH", "/users/\(id)", body: dice.change(), token: tenant.token)
            #expect(answer.status == 200, "\(answer.json.text)")
        }
        for id in ids.prefix(count / 10) { try await tenant.client.users.delete(UserID(id)) }
        return try await tenant.store.read("local") { transaction in
            var users: [UserID: SearchOracle] = [:]
            for row in try transaction.rows("SELECT user_id, document FROM users") {
                users[try row["user_id"]] = SearchOracle(try row["document"])
            }
            return users
        }
    }
}
