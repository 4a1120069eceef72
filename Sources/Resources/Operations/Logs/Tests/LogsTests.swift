import Contract
import Events
import ManagementClient
import OperationsAPI
import Storage
import TestKit
import Testing

@Suite struct LogsTests {
    @Test func tellEveryChangeOnce() async throws {
        try await eachEngine { tenant in
            let role = try await tenant.client.roles.create(RoleDraft(name: "editor"))
            _ = try await tenant.client.roles.get(role.id)
            _ = try await refusal { _ = try await tenant.client.roles.create(RoleDraft(name: "editor")) }
            try await tenant.client.roles.delete(role.id)
            let logs = try await tenant.client.logs.list().items
            #expect(logs.map(\.type) == ["sapi", "fapi", "sapi"])
            #expect(logs.map(\.description) == ["Delete a role", "Create a role", "Create a role"])
            #expect(logs[1].details?["response"]?["statusCode"] == 409)
            let request = logs[2].details?["request"]
            #expect(request?["body"] == ["name": "editor"])
            #expect(request?["path"] == "/api/v2/roles" && request?["method"] == "post")
            #expect(logs[2].clientID == tenant.administrator.clientID)
            let id = try #require(logs[0].id)
            #expect(id.count == 56 && id.hasPrefix("900"))
            #expect(try await tenant.client.logs.get(ID(id)) == logs[0])
        }
    }

    @Test func areWrittenWithTheChangeOrNotAtAll() async throws {
        try await eachEngine { tenant in
            let draft = RoleDraft(name: String(repeating: "x", count: 51))
            _ = try await refusal { _ = try await tenant.client.roles.create(draft) }
            let anonymous = try await tenant.request("POST", "/roles", body: ["name": "a"], token: nil)
            #expect(anonymous.status == 401)
            #expect(try await tenant.client.logs.list().items.map(\.type) == ["fapi"])
        }
    }

    @Test func tellNoSecrets() async throws {
        try await eachEngine { tenant in
            let user = UserDraft(
                connection: "Username-Password-Authentication", email: "a@example.com", password: "Correct-Horse-9")
            _ = try await tenant.client.users.create(user)
            let client = try await tenant.client.clients.create(ClientDraft(name: "app"))
            _ = try await tenant.client.clients.rotateSecret(try #require(client.clientID))
            let logs = try await tenant.request("GET", "/logs", token: tenant.token).json.text
            #expect(!logs.contains("Correct-Horse") && logs.contains(#""password":"*****""#))
            #expect(!logs.contains(try #require(client.clientSecret)))
        }
    }

    @Test func arePagedAndFollowed() async throws {
        try await eachEngine { tenant in
            for number in 1...5 { _ = try await tenant.client.roles.create(RoleDraft(name: "role \(number)")) }
            let all = try await tenant.client.logs.list(LogFilter(sort: "date:1")).items
            #expect(all.map { $0.details?["request"]?["body"]?["name"] } == (1...5).map { .string("role \($0)") })
            let page = try await tenant.client.logs.list(LogFilter(page: 1, perPage: 2, includeTotals: true))
            #expect(page.total == 5 && page.items == [all[2], all[1]])
            let next = try await tenant.client.logs.list(LogFilter(from: all[1].id, take: 2)).items
            #expect(next == [all[2], all[3]])
            let fields = try await tenant.request("GET", "/logs?per_page=1&fields=type,log_id", token: tenant.token)
            #expect(fields.json == [["type": "sapi", "log_id": .string(try #require(all[4].id))]])
        }
    }

    private static let queries: [(q: String, found: [String])] = [
        ("type:s", ["3"]), ("type:s OR type:fp", ["3", "1"]), ("type:f*", ["2", "1"]), ("NOT type:s", ["2", "1"]),
        ("user_name:ada", ["3", "1"]), ("-user_name:ada", ["2"]), ("_exists_:connection", ["3"]),
        ("date:[2026-01-02 TO 2026-01-03]", ["3", "2"]), ("date:2026-01-02", ["2"]), ("date:{2026-01-02 TO *]", ["3"]),
        ("ip:10.*", ["3", "2", "1"]), ("colour:green", []), ("NOT colour:green", ["3", "2", "1"]),
        ("type:s AND user_name:ada", ["3"]), (#"description:"two words""#, ["2"]), ("ada", ["3", "1"]),
        ("", ["3", "2", "1"]),
    ]

    @Test(arguments: queries) func areSearched(_ query: (q: String, found: [String])) async throws {
        try await eachEngine { tenant in
            try await tenant.store.write("local") { transaction in
                let ids = LogIdentifiers()
                let kinds: [(LogType, String, String?, String?)] = [
                    (.wrongPassword, "ada", nil, nil), (.unknownUser, "bob", nil, "two words"),
                    (.login, "ada", "database", nil),
                ]
                for (index, (type, user, connection, description)) in kinds.enumerated() {
                    let date = try #require(Timestamp("2026-01-0\(index + 1)T12:00:00.000Z"))
                    var event = LoggedEvent(type, at: date, from: LoggedEvent.Origin(ip: "10.0.0.1"))
                    event.userName = user
                    event.connection = connection
                    event.description = description
                    event.audience = String(index + 1)
                    try transaction.emit(event, ids)
                }
            }
            let found = try await tenant.client.logs.list(LogFilter(q: query.q)).items
            #expect(found.map(\.audience) == query.found, "\(query.q)")
        }
    }

    @Test func queriesThatCannotBeReadAreRefused() async throws {
        try await eachEngine { tenant in
            let refused = try await refusal { _ = try await tenant.client.logs.list(LogFilter(q: "type:(s")) }
            #expect(refused.hasPrefix("400 The search query string has an error") && refused.contains("offset"))
            let missing = try await refusal { _ = try await tenant.client.logs.get("900") }
            #expect(missing == "404 The log does not exist. (inexistent_log)")
        }
    }
}
