import Contract
import ManagementClient
import Model
import PeopleAPI
import Storage
import TestKit
import Testing

@Suite struct UserBlocksTests {
    private static let connection = "Username-Password-Authentication"
    private static let ada: Scenario = .post(
        "/users", UserIdentitiesTests.user("ada", ["username": "countess"]), 201)

    private static func fail(
        _ times: Int, as identifier: String, from ip: String = "192.0.2.1", _ tenant: TestTenant,
        policy: BruteForcePolicy = .standard
    ) async throws -> Bool {
        let now = tenant.clock.now
        let attempt = LoginAttempt(as: identifier, from: ip, with: connection)
        return try await tenant.store.write("local") { transaction in
            var isBlocked = false
            for _ in 0..<times { isBlocked = try transaction.recordFailure(attempt, at: now, policy: policy) }
            return isBlocked
        }
    }

    @Test func blocksAreTold() async throws {
        try await eachEngine { tenant in
            try await tenant.run([Self.ada])
            #expect(try await !Self.fail(9, as: "Ada@example.com", tenant))
            try await tenant.run([.get("/user-blocks?identifier=ada%40example.com", 200, ["blocked_for": []])])
            #expect(try await Self.fail(1, as: "ada@example.com", tenant))
            #expect(try await Self.fail(10, as: "countess", from: "192.0.2.2", tenant))
            #expect(try await Self.fail(10, as: "nobody", tenant))
            let blocks: JSON = [
                "blocked_for": [
                    ["identifier": "ada@example.com", "ip": "192.0.2.1", "connection": .string(Self.connection)],
                    ["identifier": "countess", "ip": "192.0.2.2", "connection": .string(Self.connection)],
                ]
            ]
            try await tenant.run([
                .get("/user-blocks/auth0%7Cada", 200, blocks),
                .get("/user-blocks/auth0%7Cada?consider_brute_force_enablement=true", 200, blocks),
                .get("/user-blocks?identifier=ADA%40example.com", 200, blocks),
                .get("/user-blocks?identifier=nobody", 200, ["blocked_for": [["identifier": "nobody"]]]),
                .get("/user-blocks", 400), .get("/user-blocks/auth0%7Cnone", 404),
                // Unblocking by an administrator concerns a different kind of block.
                .patch("/users/auth0%7Cada", ["blocked": false], 200),
                .get("/user-blocks/auth0%7Cada", 200, blocks),
                .delete("/user-blocks/auth0%7Cnone", 404),
                .delete("/user-blocks/auth0%7Cada", 204),
                .get("/user-blocks/auth0%7Cada", 200, ["blocked_for": []]),
            ])
            try await tenant.client.userBlocks.unblock(UserIdentifierQuery(identifier: "NOBODY"))
            let left = try await tenant.client.userBlocks.find(UserBlockQuery(identifier: "nobody"))
            #expect(left.blockedFor.isEmpty)
        }
    }

    @Test func whatCounts() async throws {
        try await eachEngine { tenant in
            var policy = BruteForcePolicy(
                isEnabled: true, maxAttempts: 3, window: .seconds(60), countsPerIP: true)
            #expect(try await !Self.fail(2, as: "a", tenant, policy: policy))
            #expect(try await !Self.fail(1, as: "a", from: "192.0.2.2", tenant, policy: policy))
            policy.countsPerIP = false
            #expect(try await Self.fail(1, as: "a", from: "192.0.2.3", tenant, policy: policy))
            policy.countsPerIP = true
            #expect(try await Self.fail(1, as: "a", tenant, policy: policy))
            // Failures expire with the window, and the count starts again.
            tenant.clock.advance(.seconds(60))
            #expect(try await !Self.fail(2, as: "a", tenant, policy: policy))
            #expect(try await Self.fail(1, as: "a", tenant, policy: policy))
            policy.isEnabled = false
            #expect(try await !Self.fail(1, as: "a", tenant, policy: policy))
            let (now, attempt) = (tenant.clock.now, LoginAttempt(as: "A", from: "192.0.2.1", with: Self.connection))
            policy.isEnabled = true
            let chosen = policy
            let blocked = try await tenant.store.write("local") { transaction -> [Bool] in
                let before = try transaction.isBlocked(attempt, at: now, policy: .standard)
                let strict = try transaction.isBlocked(attempt, at: now, policy: chosen)
                try transaction.clearFailures(attempt)
                return [before, strict, try transaction.isBlocked(attempt, at: now, policy: chosen)]
            }
            #expect(blocked == [false, true, false])
        }
    }
}
