import Contract
import HTTPTypes
import ManagementClient
import Serving
import StreamsAPI
import TestKit
import Testing

/// A subscriber of the feed.
private struct Subscription {
    let answer: OutgoingResponse

    init(_ tenant: TestTenant, _ query: String = "", lastEventID: String? = nil) async throws {
        var headers: HTTPFields = [.authorization: "Bearer \(tenant.token)"]
        if let lastEventID { headers[try #require(HTTPField.Name("Last-Event-ID"))] = lastEventID }
        answer = await tenant.gatehouse.site.answer(
            IncomingRequest(method: "GET", path: "/api/v2/events", query: query, headers: headers))
        if answer.status == 200 { _ = try await next() }
    }

    /// Returns the next part; `nil` at the end.
    func next() async throws -> String? {
        let parts = try #require(answer.parts)
        while let part = try await parts(0) {
            if !part.isEmpty { return String(decoding: part, as: UTF8.self) }
        }
        return nil
    }

    /// Returns the next messages, which were sent in one part.
    func messages() async throws -> [JSON] {
        let text = try #require(try await next())
        return try text.split(separator: "\n").filter { $0.hasPrefix("data: ") }.map {
            try JSON(parsing: String($0.dropFirst(6)))
        }
    }

    func types() async throws -> [String] { try await messages().compactMap { $0["type"]?.string } }
}

@Suite struct EventFeedTests {
    private func makeUser(_ tenant: TestTenant, _ name: String) async throws -> String {
        let user: JSON = [
            "connection": "Username-Password-Authentication", "email": .string("\(name)@example.com"),
            "password": "Correct-Horse-7",
        ]
        let made = try await tenant.request("POST", "/users", body: user, token: tenant.token)
        return try #require(made.json["user_id"]?.string)
    }

    @Test func whatHappensFromNowOnIsTold() async throws {
        try await eachEngine { tenant in
            let user = try await makeUser(tenant, "before")
            let reader = try await Subscription(tenant)
            #expect(reader.answer.headers[.contentType] == "text/event-stream")
            tenant.clock.advance(.seconds(1))
            _ = try await tenant.request("PATCH", "/users/\(user)", body: ["nickname": "J"], token: tenant.token)
            let message = try #require(try await reader.messages().first)
            #expect(message.member("event.data.object.nickname") == "J" && message["type"] == "user.updated")
            #expect(message.member("event.specversion") == "1.0")
            _ = try await tenant.request("DELETE", "/users/\(user)", token: tenant.token)
            let text = try #require(try await reader.next())
            #expect(text.hasPrefix("event: user.deleted\nid: ") && text.hasSuffix("\n\n"))
        }
    }

    @Test func aReaderComesBackToWhereItWas() async throws {
        try await eachEngine { tenant in
            let first = try await Subscription(tenant)
            for name in ["ann", "bea", "cy"] { _ = try await makeUser(tenant, name) }
            var told: [JSON] = []
            while told.count < 3 { told += try await first.messages() }
            let emails = told.map { $0.member("event.data.object.email")?.string ?? "" }
            #expect(emails == ["ann@example.com", "bea@example.com", "cy@example.com"])
            let offset = try #require(told[0]["offset"]?.string)
            let again = try await Subscription(tenant, "from=\(offset)")
            #expect(try await again.messages() == Array(told[1...]))
            let resumed = try await Subscription(tenant, "from=ignored", lastEventID: told[1]["offset"]?.string)
            #expect(try await resumed.messages() == [told[2]])
        }
    }

    @Test func typesAndMomentsAreChosen() async throws {
        try await eachEngine { tenant in
            let old = try await makeUser(tenant, "old")
            tenant.clock.advance(.seconds(60))
            let moment = tenant.clock.now
            let user = try await makeUser(tenant, "new")
            for id in [old, user] { _ = try await tenant.request("DELETE", "/users/\(id)", token: tenant.token) }
            let since = "from_timestamp=" + moment.description.prefix(19) + "Z"
            #expect(
                try await Subscription(tenant, since).types() == ["user.created", "user.deleted", "user.deleted"])
            let types = "event_type=user.deleted&event_type=organization.created"
            #expect(try await Subscription(tenant, "\(since)&\(types)").types() == ["user.deleted", "user.deleted"])
            #expect(try await Subscription(tenant, "from_timestamp=2020-01-01T00:00:00Z").types().count == 4)
        }
    }

    @Test func aClientFollowsAndComesBack() async throws {
        try await eachEngine { tenant in
            try await tenant.listening { domain in
                let administrator = tenant.administrator
                let client = ManagementClient(
                    domain: domain, clientID: administrator.clientID, clientSecret: administrator.clientSecret,
                    audience: tenant.issuer + "api/v2/"
                ) { configuration in
                    configuration.clock.sleep = { _ in await Task.yield() }
                }
                let start = tenant.clock.now
                let query = EventFeedQuery([.userCreated], fromTimestamp: start.description.prefix(19) + "Z")
                var messages = client.events.subscribe(query).makeAsyncIterator()
                _ = try await makeUser(tenant, "ann")
                let first = try #require(try await messages.next())
                #expect(first.event?.member("data.object.email") == "ann@example.com")
                // The server closes the connection; events in the meantime follow on the next one.
                tenant.clock.advance(.seconds(300))
                _ = try await makeUser(tenant, "bea")
                var next = try #require(try await messages.next())
                while next.event == nil { next = try #require(try await messages.next()) }
                #expect(next.event?.member("data.object.email") == "bea@example.com")
                var refused = client.events.subscribe(EventFeedQuery(from: "nonsense")).makeAsyncIterator()
                let error = await #expect(throws: ManagementError.self) { _ = try await refused.next() }
                #expect(error?.statusCode == 400 && error?.errorCode == "invalid_cursor")
            }
        }
    }

    @Test func silenceMovesTheOffsetOn() async throws {
        try await eachEngine { tenant in
            let reader = try await Subscription(tenant, "event_type=organization.created")
            _ = try await makeUser(tenant, "ann")
            tenant.clock.advance(.seconds(15))
            let text = try #require(try await reader.next())
            #expect(text.hasPrefix("event: offset-only\n") && text.hasSuffix(": heartbeat\n\n"))
            let offset = try #require(text.firstMatch(of: /id: (.+)\n/)?.output.1)
            let all = try await Subscription(tenant, "from=\(offset)")
            _ = try await makeUser(tenant, "bea")
            let message = try #require(try await all.messages().first)
            #expect(message.member("event.data.object.email") == "bea@example.com")
            tenant.clock.advance(.seconds(300))
            while try await all.next() != nil { continue }
        }
    }

    @Test func placesThatCannotBeAreRefused() async throws {
        try await eachEngine { tenant in
            let reader = try await Subscription(tenant)
            _ = try await makeUser(tenant, "ann")
            let offset = try #require(try await reader.messages().first?["offset"]?.string)
            try await tenant.run([
                .get("/events?from=nonsense", 400, ["errorCode": "invalid_cursor"]),
                .get("/events?from=\(offset)&from_timestamp=2026-01-01T00:00:00Z", 400),
                .get("/events?from_timestamp=yesterday", 400),
                .get("/events?event_type=user.born", 400),
            ])
            tenant.clock.advance(.seconds(8 * 86_400))
            try await tenant.work()
            let fresh = try await tenant.token(scopes: ["read:events"])
            let expired = try await tenant.request("GET", "/events?from=\(offset)", token: fresh)
            #expect(expired.status == 410 && expired.json["errorCode"] == "cursor_expired")
            let rows = try await tenant.store.read("local") { try $0.rows("SELECT number FROM event_feed").count }
            #expect(rows == 0)
        }
    }
}
