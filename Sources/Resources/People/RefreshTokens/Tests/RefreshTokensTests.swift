import Contract
import ManagementClient
import Model
import PeopleAPI
import Storage
import TestKit
import Testing

@Suite struct RefreshTokensTests {
    private static let ada: Scenario = .post("/users", UserIdentitiesTests.user("ada"), 201)
    private static let grace: Scenario = .post("/users", UserIdentitiesTests.user("grace"), 201)

    /// Issues a token as a login does; the digest of its secret is the identifier with `-0`.
    private static func issue(
        _ id: RefreshTokenID, of user: UserID = "auth0|ada", in session: SessionID? = nil, isRotating: Bool = true,
        idle: Duration? = .seconds(3600), _ tenant: TestTenant
    ) async throws {
        var token = RefreshTokenRow(
            id: id, of: user, for: ClientID(tenant.administrator.clientID), in: session, isRotating: isRotating,
            at: tenant.clock.now, idleLifetime: idle, lifetime: nil,
            device: DeviceTrace(.init(ip: "192.0.2.1", userAgent: "App/1")))
        token.access = [.init(audience: "https://api.example.com/", scopes: "openid offline_access")]
        token.context = ["org_id": "org_1"]
        let issued = token
        try await tenant.store.write("local") { try $0.insert(issued, digest: "\(id)-0") }
        tenant.clock.advance(.milliseconds(1))
    }

    /// Exchanges a secret and returns the outcome in short form.
    private static func exchange(
        _ digest: String, for new: String, by client: ClientID? = nil, leeway: Duration = .zero, _ tenant: TestTenant
    ) async throws -> String {
        let now = tenant.clock.now
        let client = client ?? ClientID(tenant.administrator.clientID)
        let outcome = try await tenant.store.write("local") { transaction in
            try transaction.exchangeRefreshToken(
                havingDigest: digest, by: client, for: new, at: now, leeway: leeway, idleLifetime: .seconds(3600),
                from: .init(ip: "192.0.2.2", userAgent: "App/2"))
        }
        switch outcome {
        case .exchanged(let token): return "exchanged \(token.id)"
        case .unknown: return "unknown"
        case .reused(let token): return "reused \(token.id)"
        }
    }

    @Test func whatIsTold() async throws {
        try await eachEngine { tenant in
            try await tenant.run([Self.ada])
            try await Self.issue("t", in: "s", tenant)
            let client = JSON.string(tenant.administrator.clientID)
            let missing: JSON = .refusal(
                404, "The refresh token does not exist.", code: "inexistent_refresh_token")
            try await tenant.run([
                .get(
                    "/refresh-tokens/t", 200,
                    [
                        "id": "t", "user_id": "auth0|ada", "client_id": client, "session_id": "s", "rotating": true,
                        "expires_at": .null, "idle_expires_at": "2026-01-31T13:00:00.000Z",
                        "resource_servers": [
                            ["audience": "https://api.example.com/", "scopes": "openid offline_access"]
                        ], "device": ["initial_ip": "192.0.2.1", "last_ip": "192.0.2.1"],
                    ], lacking: ["context", "last_exchanged_at", "refresh_token_metadata"]),
                .get("/refresh-tokens/none", 404, missing),
                .patch(
                    "/refresh-tokens/t", ["refresh_token_metadata": ["a": 1]], 200,
                    ["refresh_token_metadata": ["a": 1]]),
                .get("/refresh-tokens/t", 200, ["refresh_token_metadata": ["a": 1]]),
                .patch(
                    "/refresh-tokens/t", ["refresh_token_metadata": .null], 200, lacking: ["refresh_token_metadata"]),
                .patch("/refresh-tokens/t", [:], 400),
                .patch("/refresh-tokens/none", ["refresh_token_metadata": [:]], 404, missing),
            ])
            #expect(try await Self.exchange("t-0", for: "t-1", tenant) == "exchanged t")
            try await tenant.run([
                .get(
                    "/refresh-tokens/t", 200,
                    [
                        "last_exchanged_at": "2026-01-31T12:00:00.001Z",
                        "idle_expires_at": "2026-01-31T13:00:00.001Z",
                        "device": ["initial_ip": "192.0.2.1", "last_ip": "192.0.2.2", "last_user_agent": "App/2"],
                    ])
            ])
        }
    }

    @Test func rotation() async throws {
        try await eachEngine { tenant in
            try await tenant.run([Self.ada])
            try await Self.issue("t", tenant)
            #expect(try await Self.exchange("none", for: "x", tenant) == "unknown")
            #expect(try await Self.exchange("t-0", for: "x", by: "other", tenant) == "unknown")
            #expect(try await Self.exchange("t-0", for: "t-1", tenant) == "exchanged t")
            #expect(try await Self.exchange("t-1", for: "t-2", tenant) == "exchanged t")
            // The reuse of an old secret is a sign of theft: all secrets derived from it become invalid.
            #expect(try await Self.exchange("t-0", for: "x", tenant) == "reused t")
            #expect(try await Self.exchange("t-2", for: "x", tenant) == "unknown")
            #expect(try await Self.exchange("t-0", for: "x", tenant) == "unknown")
            try await tenant.run([.get("/refresh-tokens/t", 404)])
        }
    }

    @Test func leeway() async throws {
        try await eachEngine { tenant in
            let leeway = Duration.seconds(10)
            try await tenant.run([Self.ada])
            try await Self.issue("t", tenant)
            #expect(try await Self.exchange("t-0", for: "t-1", leeway: leeway, tenant) == "exchanged t")
            tenant.clock.advance(.seconds(9))
            // Two browser windows exchange the secret at once: each continues with its own new secret.
            #expect(try await Self.exchange("t-0", for: "t-1b", leeway: leeway, tenant) == "exchanged t")
            #expect(try await Self.exchange("t-1b", for: "t-2b", leeway: leeway, tenant) == "exchanged t")
            // The successor has already been exchanged, so the leeway no longer applies.
            #expect(try await Self.exchange("t-0", for: "x", leeway: leeway, tenant) == "reused t")

            try await Self.issue("u", tenant)
            #expect(try await Self.exchange("u-0", for: "u-1", leeway: leeway, tenant) == "exchanged u")
            tenant.clock.advance(.seconds(10))
            #expect(try await Self.exchange("u-0", for: "x", leeway: leeway, tenant) == "reused u")
        }
    }

    @Test func oneSecretShownManyTimesAtOnce() async throws {
        try await eachEngine { tenant in
            func outcomes(_ token: String, leeway: Duration) async throws -> [String: Int] {
                try await withThrowingTaskGroup(of: String.self) { group in
                    for index in 0..<8 {
                        group.addTask {
                            try await Self.exchange("\(token)-0", for: "\(token)-1-\(index)", leeway: leeway, tenant)
                        }
                    }
                    return try await group.reduce(into: [:]) { $0[$1, default: 0] += 1 }
                }
            }
            try await tenant.run([Self.ada])
            try await Self.issue("t", tenant)
            #expect(try await outcomes("t", leeway: .seconds(1)) == ["exchanged t": 8])
            try await Self.issue("u", tenant)
            #expect(try await outcomes("u", leeway: .zero) == ["exchanged u": 1, "reused u": 1, "unknown": 6])
        }
    }

    @Test func withoutRotation() async throws {
        try await eachEngine { tenant in
            try await tenant.run([Self.ada])
            try await Self.issue("t", isRotating: false, tenant)
            for _ in 0..<2 {
                tenant.clock.advance(.seconds(3000))
                #expect(try await Self.exchange("t-0", for: "x", tenant) == "exchanged t")
            }
            #expect(try await Self.exchange("x", for: "y", tenant) == "unknown")
            let now = tenant.clock.now
            let found = try await tenant.store.read("local") { try $0.refreshToken(havingDigest: "t-0", liveAt: now) }
            #expect(found?.context == ["org_id": "org_1"] && found?.access.first?.scopes == "openid offline_access")
            tenant.clock.advance(.seconds(3600))
            #expect(try await Self.exchange("t-0", for: "x", tenant) == "unknown")
            try await tenant.run([
                .get("/refresh-tokens/t", 404),
                .get("/users/auth0%7Cada/refresh-tokens?include_totals=true", 200, ["tokens": [], "total": 0]),
            ])
            let end = tenant.clock.now
            try await tenant.store.write("local") { try $0.deleteEndedRefreshTokens(at: end) }
            let isEmpty = try await tenant.store.read("local") { try !$0.exists("SELECT 1 FROM refresh_token_secrets") }
            #expect(isEmpty)
        }
    }

    @Test func listsAndRevocation() async throws {
        try await eachEngine { tenant in
            let api: JSON = ["identifier": "https://other/", "name": "Other"]
            let kept = try await tenant.run([
                Self.ada, Self.grace, .post("/clients", ["name": "other"], 201, keeping: ["other": "client_id"]),
                .post("/resource-servers", api, 201),
                .post("/resource-servers", ["identifier": "https://api.example.com/"], 201),
            ])
            let otherClient = try #require(kept["other"]?.string)
            for id in ["b", "a", "c"] as [RefreshTokenID] { try await Self.issue(id, tenant) }
            try await Self.issue("d", of: "auth0|grace", tenant)
            let tokens = tenant.client.refreshTokens
            let first = try await tokens.list(RefreshTokenFilter(userID: "auth0|ada", take: 2)).page
            #expect(first.items.map(\.id) == ["b", "a"])
            let rest = try await tokens.list(RefreshTokenFilter(userID: "auth0|ada", from: first.next, take: 2)).page
            #expect(rest.items.map(\.id) == ["c"] && rest.next == nil)
            #expect(try await tokens.listOfUser("auth0|grace").items.map(\.id) == ["d"])
            try await tenant.run([
                .get("/refresh-tokens", 400),
                .get(
                    "/refresh-tokens?user_id=auth0%7Cgrace&fields=id", 200, ["refresh_tokens": [["id": "d"]]],
                    lacking: ["refresh_tokens.0.user_id"]),
                .post("/refresh-tokens/revoke", [:], 400),
                .get("/refresh-tokens?user_id=auth0%7Cnone", 404, .refusal(404, "User not found")),
                .get("/refresh-tokens?user_id=auth0%7Cada&client_id=none", 404),
                .get("/refresh-tokens?user_id=auth0%7Cada&client_id=\(otherClient)", 200, ["refresh_tokens": []]),
                .post(
                    "/refresh-tokens/revoke", ["ids": ["a"], "user_id": "auth0|ada"], 400,
                    .refusal(400, "Invalid combination of parameters.")),
                .post(
                    "/refresh-tokens/revoke", ["audience": "x", "user_id": "auth0|ada"], 400,
                    .refusal(400, "Invalid combination of parameters.")),
                .post(
                    "/refresh-tokens/revoke", ["user_id": "auth0|none"], 400, .refusal(400, "User not found.")),
                .post("/refresh-tokens/revoke", ["client_id": "none"], 400, .refusal(400, "Client not found.")),
                .post(
                    "/refresh-tokens/revoke",
                    ["audience": "x", "user_id": "auth0|ada", "client_id": .string(otherClient)], 400,
                    .refusal(400, "Resource server not found.")),
            ])
            try await tokens.revoke(RefreshTokenRevocation(ids: ["a", "none"]))
            try await tokens.delete("b")
            #expect(try await tokens.listOfUser("auth0|ada").items.map(\.id) == ["c"])
            try await tokens.revoke(RefreshTokenRevocation(userID: "auth0|grace", clientID: ClientID(otherClient)))
            #expect(try await tokens.listOfUser("auth0|grace").items.count == 1)
            let client = ClientID(tenant.administrator.clientID)
            let other = RefreshTokenRevocation(userID: "auth0|grace", clientID: client, audience: "https://other/")
            try await tokens.revoke(other)
            #expect(try await tokens.listOfUser("auth0|grace").items.count == 1)
            let meant = "https://api.example.com/"
            try await tokens.revoke(RefreshTokenRevocation(userID: "auth0|grace", clientID: client, audience: meant))
            #expect(try await tokens.listOfUser("auth0|grace").items.isEmpty)
            try await tokens.deleteAllOfUser("auth0|ada")
            #expect(try await tokens.listOfUser("auth0|ada").items.isEmpty)
        }
    }

    @Test func whatEndsWithASession() async throws {
        try await eachEngine { tenant in
            try await tenant.run([Self.ada])
            for id in ["one", "two", "three"] as [SessionID] {
                let session = SessionsTests.session(id, tenant)
                try await tenant.store.write("local") { try $0.insert(session) }
                try await Self.issue(RefreshTokenID("of-\(id)"), in: id, tenant)
            }
            try await Self.issue("of-none", tenant)
            func left() async throws -> [String] {
                let tokens = try await tenant.client.refreshTokens.listOfUser("auth0|ada").items
                let sessions = try await tenant.client.sessions.list("auth0|ada").items
                return sessions.compactMap(\.id?.value) + tokens.compactMap(\.id?.value)
            }
            try await tenant.client.sessions.delete("one")
            #expect(try await left() == ["two", "three", "of-one", "of-two", "of-three", "of-none"])
            try await tenant.client.sessions.revoke("two")
            #expect(try await left() == ["three", "of-one", "of-three", "of-none"])
            let users = tenant.client.users
            try await users.revokeAccess("auth0|ada", AccessRevocation(sessionID: "one"))
            #expect(try await left() == ["three", "of-three", "of-none"])
            try await users.revokeAccess("auth0|ada", AccessRevocation(preserveRefreshTokens: true))
            #expect(try await left() == ["of-three", "of-none"])
            try await users.revokeAccess("auth0|ada", AccessRevocation())
            #expect(try await left() == [])
        }
    }

    @Test func whatEndsWithAUserOrAnApplication() async throws {
        try await eachEngine { tenant in
            try await tenant.run([Self.ada, Self.grace])
            try await Self.issue("t", tenant)
            try await Self.issue("u", of: "auth0|grace", tenant)
            try await tenant.client.users.delete("auth0|grace")
            let client = tenant.administrator.clientID
            try await tenant.run([
                .get("/refresh-tokens/u", 404), .get("/refresh-tokens/t", 200), .delete("/clients/\(client)", 204),
                .get("/refresh-tokens/t", 404),
            ])
        }
    }
}
