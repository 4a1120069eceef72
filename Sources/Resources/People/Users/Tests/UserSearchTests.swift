import Contract
import ManagementClient
import PeopleAPI
import TestKit
import Testing

/// Searches through the API.
@Suite struct UserSearchTests {
    private static let people: [JSON] = [
        [
            "email": "Jane@Example.com", "name": "Jane Smith", "nickname": "jane",
            "app_metadata": ["plan": ["name": "Gold", "seats": 20], "tags": ["early", "eu"]],
        ],
        [
            "email": "john@example.com", "name": "John Doe", "given_name": "John", "email_verified": true,
            "app_metadata": ["plan": ["name": "gold", "seats": 5]],
            "user_metadata": ["addresses": [["city": "Paris"], ["city": "Lyon"]]],
        ],
        [
            "email": "ada@lovelace.org", "name": "Ada", "blocked": true,
            "user_metadata": ["score": 2.5, "born": "1815-12-10"],
        ],
        ["email": "grace@navy.mil", "name": "Grace", "app_metadata": ["note": "100%*", "score": -5]],
    ]

    private static func fill(_ tenant: TestTenant) async throws {
        for person in people {
            let login: JSONObject = ["connection": UsersTests.connection, "password": UsersTests.password]
            let draft: JSON = .object(login.merging(person.object ?? [:]) { $1 })
            let answer = try await tenant.request("POST", "/users", body: draft, token: tenant.token)
            #expect(answer.status == 201, "\(answer.json.text)")
            tenant.clock.advance(.seconds(86_400))
        }
    }

    /// Returns the first two letters of the email addresses found.
    private static func found(_ filter: UserFilter, _ tenant: TestTenant) async throws -> String {
        try await tenant.client.users.list(filter).items.map { $0.email?.prefix(2) ?? "-" }.joined(separator: " ")
    }

    /// Queries and the users that they find.
    private static let queries: [(String, String)] = [
        ("email:\"jane@example.com\"", "ja"), ("email:JANE@example.com", "ja"), ("name:\"jane smith\"", "ja"),
        ("name:jane", ""), ("name:jane*", "ja"), ("name:*smith", "ja"), ("name:j*", "ja jo"), ("name:j*n?d*", "jo"),
        ("jane", "ja"), ("john OR ada", "jo ad"), ("john ada", "jo ad"), ("Gold", ""),
        ("app_metadata.plan.name:Gold", "ja"), ("app_metadata.plan.name:gold", "jo"), ("app_metadata.tags:eu", "ja"),
        ("app_metadata.plan.seats:20", "ja"), ("app_metadata.plan.seats:[5 TO 20}", "jo"),
        ("app_metadata.plan.seats:>5", "ja"), ("user_metadata.score:2.5", "ad"), ("app_metadata.score:-5", "gr"),
        ("user_metadata.addresses.city:Lyon", "jo"), ("user_metadata.born:[* TO 1815]", ""),
        ("user_metadata.born:[* TO 1815-12]", "ad"), ("app_metadata.note:\"100%*\"", "gr"),
        ("app_metadata.note:100\\%\\**", "gr"),
        ("email.domain:example.com", "ja jo"), ("email_verified:true", "jo"), ("blocked:true", "ad"),
        ("NOT _exists_:app_metadata", "ad"), ("_exists_:app_metadata.plan", "ja jo"),
        ("-email.domain:example.com", "ad gr"),
        ("created_at:2026-02-01", "jo"), ("created_at:[2026-02-01 TO 2026-02-02]", "jo ad"),
        ("created_at:{2026-02-01 TO *]", "ad gr"), ("created_at:<2026-02-01", "ja"), ("created_at:2026", "ja jo ad gr"),
        ("identities.connection:\"Username-Password-Authentication\" AND NOT name:(ada OR grace)", "ja jo"),
        ("user_id:auth0", ""), ("user_id:auth0*", "ja jo ad gr"), ("user_id:AUTH0*", ""), ("shoe:39", ""),
        ("NOT shoe:39", "ja jo ad gr"), ("*", "ja jo ad gr"), ("", "ja jo ad gr"),
    ]

    @Test func finds() async throws {
        try await eachEngine { tenant in
            try await Self.fill(tenant)
            for (query, expected) in Self.queries {
                let found = try await Self.found(UserFilter(q: query), tenant)
                #expect(found == expected, "\(query), on \(tenant.engine.rawValue)")
            }
        }
    }

    @Test func sortsAndPages() async throws {
        try await eachEngine { tenant in
            try await Self.fill(tenant)
            func names(_ sort: String, _ query: String = "*") async throws -> String {
                try await Self.found(UserFilter(sort: sort, q: query), tenant)
            }
            #expect(try await names("email:-1") == "jo ja gr ad")
            #expect(try await names("name:1", "email.domain:example.com") == "ja jo")
            #expect(try await names("app_metadata.plan.seats:1").hasPrefix("jo ja "))
            #expect(try await names("app_metadata.plan.seats:-1").hasPrefix("ja jo "))
            #expect(try await names("app_metadata.plan.name:1").hasPrefix("ja jo "))
            #expect(try await names("user_metadata.addresses.city:1").hasPrefix("jo "))
            #expect(try await names("email.domain:1").hasPrefix("ja jo ad gr"))
            let page = try await tenant.client.users.list(
                UserFilter(page: 1, perPage: 1, includeTotals: true, sort: "email:1", q: "name:j* OR name:ada"))
            #expect(page.total == 3 && page.start == 1 && page.items.map(\.email) == ["jane@example.com"])
            let none = UserFilter(connection: "none", q: "name:j*")
            #expect(try await Self.found(none, tenant) == "")
            var all = UserFilter(connection: "Username-Password-Authentication", q: "name:j*")
            all.primaryOrder = true
            for engine in ["v1", "v2", "v3"] {
                all.searchEngine = engine
                #expect(try await Self.found(all, tenant) == "ja jo")
            }
        }
    }

    @Test func followsWhatHappens() async throws {
        func found(_ count: Int64) -> JSON { ["total": .integer(count)] }
        func search(_ query: String) -> String { "/users?include_totals=true&q=\(query)" }
        try await eachEngine(run: [
            .get(search("ada"), 200, found(0)),
            .post("/users", UsersTests.ada(["app_metadata": ["plan": "gold"]]), 201, keeping: ["ada": "user_id"]),
            .get(search("ada@example.com"), 200, found(1)),
            .patch("/users/{ada}", ["app_metadata": ["plan": "silver"]], 200),
            .get(search("app_metadata.plan:gold"), 200, found(0)),
            .get(search("app_metadata.plan:silver"), 200, found(1)),
            .patch("/users/{ada}", ["email": "ada@lovelace.org"], 200),
            .get(search("email.domain:example.com"), 200, found(0)),
            .get(search("email.domain:lovelace.org&fields=email"), 200, ["users": [["email": "ada@lovelace.org"]]]),
            .delete("/users/{ada}", 204),
            .get(search("*"), 200, found(0)),
            .get(search("NOT%20a"), 200, found(0)),
        ])
    }

    @Test func mistakes() async throws {
        func refusal(_ problem: String) -> JSON {
            .refusal(400, "The search query string has an error: \(problem)", code: "invalid_query_string")
        }
        try await eachEngine(run: [
            .get("/users?q=name:(a", 400, refusal("a ( that is not closed at offset 5")),
            .get("/users?q=name:a~", 400, refusal("fuzzy and proximity searches (~) are not supported at offset 6")),
            .get("/users?q=a%00", 400), .get("/users?q=a&search_engine=v4", 400), .get("/users?sort=shoe:1", 400),
            .get(
                "/users?q=\(String(repeating: "a", count: 5_000))", 400,
                refusal("more than 4096 characters at offset 4096")),
        ])
    }

    @Test func usersFollowOneAnother() async throws {
        try await eachEngine { tenant in
            try await Self.fill(tenant)
            let first = try await tenant.client.users.list(UserFilter(q: "NOT name:Ada", take: 2))
            #expect(first.items.count == 2)
            let next = try #require(first.next)
            let second = try await tenant.client.users.list(UserFilter(q: "NOT name:Ada", from: next, take: 2))
            #expect(second.items.count == 1 && second.next == nil)
            let seen = Set((first.items + second.items).compactMap(\.userID))
            #expect(seen.count == 3)
            let refused = try await refusal {
                _ = try await tenant.client.users.list(UserFilter(sort: "name:1", take: 2))
            }
            #expect(refused.hasPrefix("400") && refused.contains("cannot be sorted"))
        }
    }

    @Test func auth0sOwnLimitHoldsWhereWanted() async throws {
        try await eachEngine(configure: { $0.isStrict = true }) { tenant in
            _ = try await tenant.client.users.list(UserFilter(page: 9, perPage: 100))
            let refused = try await refusal {
                _ = try await tenant.client.users.list(UserFilter(page: 10, perPage: 100))
            }
            #expect(refused.hasPrefix("400 You can only page") && refused.hasSuffix("(invalid_paging)"))
            _ = try await tenant.client.users.list(UserFilter(take: 100))
        }
    }
}
