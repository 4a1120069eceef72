import Contract
import OrderedCollections
import TestKit
import Testing

/// What one stranger may have the server do.
@Suite("Limits of requests") struct RequestLimitTests {
    private func forget(_ login: LoginFixture, _ email: String) async throws -> Int {
        let body: JSON = ["client_id": .string(login.client), "connection": "People", "email": .string(email)]
        return try await login.tenant.request(
            "POST", "/dbconnections/change_password", body: body, token: nil, root: ""
        ).status
    }

    @Test func `nobody is flooded with mails for a new password`() async throws {
        try await eachEngine { tenant in
            let login = try await LoginFixture(tenant)
            var statuses: [Int] = []
            for _ in 0..<40 { statuses.append(try await forget(login, "ada@example.com")) }
            #expect(statuses.prefix(5).allSatisfy { $0 == 200 } && statuses.dropFirst(5).allSatisfy { $0 == 429 })
            #expect(try await tenant.mails(.resetEmail).count == 5)
            // Whoever does not exist is refused in the same way, and others are not.
            var others: [Int] = []
            for _ in 0..<6 { others.append(try await forget(login, "nobody@example.com")) }
            #expect(others == [200, 200, 200, 200, 200, 429])
            tenant.clock.advance(.seconds(360))
            #expect(try await forget(login, "ada@example.com") == 200)
        }
    }

    @Test func `a stranger fills no disk with codes for devices`() async throws {
        try await TestTenant.with(.sqlite) { tenant in
            let login = try await LoginFixture(
                tenant, client: ["grant_types": ["urn:ietf:params:oauth:grant-type:device_code"]])
            func ask(_ length: Int) async throws -> Int {
                let scope = String(repeating: "a", count: length)
                return try await tenant.request(
                    "POST", "/oauth/device/code",
                    body: [
                        "client_id": .string(login.client), "client_secret": .string(login.secret),
                        "scope": .string(scope),
                    ], token: nil, root: ""
                ).status
            }
            #expect(try await ask(30_000) == 413)
            var kept = 0
            while try await ask(8_000) == 200, kept < 3_000 { kept += 1 }
            #expect(kept > 100 && kept < 2_000, "\(kept) were kept")
            // The events of what failed count, too.
            let events = try await tenant.store.read("local") { try $0.rows("SELECT 1 FROM logs").count }
            for _ in 0..<20 { #expect(try await ask(8_000) == 429) }
            #expect(try await tenant.store.read("local") { try $0.rows("SELECT 1 FROM logs").count } <= events + 2)
            tenant.clock.advance(.seconds(60))
            #expect(try await ask(8_000) == 200)
        }
    }

    @Test func `a caller has so many mails sent at once, whomever to`() async throws {
        try await eachEngine { tenant in
            let login = try await LoginFixture(tenant)
            try await tenant.run([
                .post(
                    "/connections",
                    ["name": "email", "strategy": "email", "enabled_clients": [.string(login.client)]], 201)
            ])
            func start(_ email: String) async throws -> Int {
                let body: JSON = [
                    "client_id": .string(login.client), "client_secret": .string(login.secret), "connection": "email",
                    "email": .string(email), "send": "code",
                ]
                return try await tenant.request("POST", "/passwordless/start", body: body, token: nil, root: "").status
            }
            var statuses: [Int] = []
            for number in 1...101 { statuses.append(try await forget(login, "a\(number)@example.com")) }
            #expect(statuses.prefix(100).allSatisfy { $0 == 200 } && statuses.last == 429)
            var codes: [Int] = []
            for number in 1...101 { codes.append(try await start("a\(number)@example.com")) }
            #expect(codes.prefix(100).allSatisfy { $0 == 200 } && codes.last == 429)
            // A tenant that blocks nobody for an address counts none.
            try await tenant.run([
                .patch("/attack-protection/suspicious-ip-throttling", ["shields": []], 200)
            ])
            #expect(try await forget(login, "b@example.com") == 200)
        }
    }

    @Test func `a caller makes so many accounts at once`() async throws {
        try await eachEngine { tenant in
            let login = try await LoginFixture(tenant)
            try await tenant.run([
                .patch(
                    "/attack-protection/suspicious-ip-throttling",
                    ["stage": ["pre-user-registration": ["max_attempts": 3, "rate": 60_000]]], 200)
            ])
            func signUp(_ name: String) async throws -> Int {
                let body: JSON = [
                    "client_id": .string(login.client), "connection": "People", "email": .string("\(name)@example.com"),
                    "password": "Correct-Horse-9",
                ]
                return try await tenant.request("POST", "/dbconnections/signup", body: body, token: nil, root: "")
                    .status
            }
            var statuses: [Int] = []
            for name in ["a", "b", "c", "d"] { statuses.append(try await signUp(name)) }
            #expect(statuses == [200, 200, 200, 429])
            try await tenant.run([
                .patch("/attack-protection/suspicious-ip-throttling", ["allowlist": ["127.0.0.1"]], 200)
            ])
            #expect(try await signUp("e") == 200, "an address that the tenant trusts is not counted")
        }
    }

    static let large = String(repeating: "a", count: 1_900_000)

    @Test(arguments: ["login_hint", "state", "nonce", "scope", "acr_values", "x"])
    func `a request to log in is small`(_ name: String) async throws {
        try await eachEngine { tenant in
            let app = try await WebApplication(tenant)
            let before = try await Self.size(tenant)
            for method in ["GET", "POST"] {
                let query = app.address([name: Self.large]).dropFirst("/authorize?".count)
                let view =
                    method == "GET"
                    ? try await app.browser.open("/authorize?\(query)").status
                    : try await tenant.request(
                        "POST", "/authorize", bytes: Array(query.utf8), token: nil,
                        headers: [.contentType: "application/x-www-form-urlencoded"], root: ""
                    ).status
                #expect(view == 413, "\(method)")
            }
            #expect(try await Self.size(tenant) == before)
        }
    }

    @Test func `what the log keeps of strangers is little`() async throws {
        try await eachEngine { tenant in
            let login = try await LoginFixture(tenant)
            let refused = try await login.logIn(["scope": .string(Self.large), "password": "x"])
            #expect(refused.status == 400)
            let body: JSON = [
                "client_id": .string(login.client), "connection": "People", "email": "b@example.com",
                "password": "Correct-Horse-9", "nickname": .string(Self.large),
            ]
            _ = try await tenant.request("POST", "/dbconnections/signup", body: body, token: nil, root: "")
            let logs = try await tenant.request("GET", "/logs", token: tenant.token)
            #expect(logs.body.count < 100_000)
        }
    }

    /// How many logins wait at pages.
    private static func size(_ tenant: TestTenant) async throws -> Int {
        let id = tenant.gatehouse.tenantID
        return try await tenant.store.read(id) { try $0.rows("SELECT digest FROM login_transactions").count }
    }

    @Test(arguments: ["a", "client_id"]) func `parameters are few, and their names short`(_ name: String) async throws {
        try await eachEngine { tenant in
            let login = try await LoginFixture(tenant)
            var many = JSONObject()
            for index in 0..<200 { many["\(name)\(index)"] = "x" }
            expect(try await login.logIn(many), 400, ["error": "invalid_request"])
            let long: JSONObject = [String(repeating: name, count: 1000): "x"]
            expect(try await login.logIn(long), 400, ["error": "invalid_request"])
        }
    }
}
