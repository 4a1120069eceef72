import ApplicationsAPI
import Contract
import ManagementClient
import TestKit
import Testing

@Suite struct ConnectionListTests {
    private static func make(in tenant: TestTenant) async throws {
        let connections = tenant.client.connections
        for (name, strategy) in [("a", "auth0"), ("b", "samlp"), ("c", "sms"), ("d", "auth0")] {
            let strategy = ConnectionStrategy(rawValue: strategy)
            _ = try await connections.create(ConnectionDraft(name: name, strategy: strategy))
        }
    }

    @Test func pages() async throws {
        try await eachEngine { tenant in
            try await Self.make(in: tenant)
            let connections = tenant.client.connections
            let page = try await connections.list(ConnectionFilter(page: 1, perPage: 3, includeTotals: true))
            #expect([page.start, page.limit, page.total] == [3, 3, 5] && page.items.count == 2)
            var names: Set<String> = []
            var query = ConnectionFilter()
            query.take = 2
            var sizes: [Int] = []
            repeat {
                let page = try await connections.list(query)
                names.formUnion(page.items.compactMap(\.name))
                sizes.append(page.items.count)
                query.from = page.next
            } while query.from != nil
            #expect(sizes == [2, 2, 1])
            #expect(names == ["Username-Password-Authentication", "a", "b", "c", "d"])
        }
    }

    @Test func filters() async throws {
        try await eachEngine { tenant in
            try await Self.make(in: tenant)
            let connections = tenant.client.connections
            let some = try await connections.list(ConnectionFilter(strategy: [.samlp, .sms]))
            #expect(Set(some.items.compactMap(\.name)) == ["b", "c"])
            let one = try await connections.list(ConnectionFilter(name: "d"))
            #expect(one.items.compactMap(\.name) == ["d"])
            #expect(try await connections.list(ConnectionFilter(name: "e")).items.isEmpty)
        }
    }

    @Test func queriesThatDoNotFit() async throws {
        try await eachEngine(run: [
            .get("/connections?strategy=pigeon", 400),
            .get(
                "/connections?colour=red", 400,
                .invalidQuery(
                    "Query validation error: 'Additional properties not allowed: colour'.")),
            .get("/connections?fields=colour", 400),
            .get("/connections?take=1000", 400),
        ])
    }

    @Test func fields() async throws {
        try await eachEngine(run: [
            .post("/connections", ["name": "x", "strategy": "sms"], 201, keeping: ["id": "id"]),
            .get(
                "/connections/{id}?fields=name,strategy", 200, ["name": "x", "strategy": "sms"], lacking: ["options"]),
            .get("/connections/{id}?fields=options&include_fields=false", 200, ["name": "x"], lacking: ["options"]),
            .get(
                "/connections?name=x&take=1&fields=name", 200, ["connections": [["name": "x"]]],
                lacking: ["connections.0.id", "next"]),
        ])
    }
}
