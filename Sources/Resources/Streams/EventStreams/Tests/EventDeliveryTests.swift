import Contract
import ManagementClient
import Outbound
import StreamsAPI
import TestKit
import Testing

@Suite struct EventDeliveryTests {
    private static let url = "https://hook.example/in"
    private static let database = "Username-Password-Authentication"

    private func stream(
        _ tenant: TestTenant, _ types: [EventType] = EventType.known,
        _ authorization: WebhookAuthorization = .bearer("t")
    ) async throws -> ID<EventStream> {
        let draft = EventStreamDraft(.webhook(WebhookDestination(Self.url, authorization)), types)
        return try #require(try await tenant.client.eventStreams.create(draft).id)
    }

    private func makeUser(_ tenant: TestTenant, _ name: String) async throws -> String {
        let user: JSON = [
            "connection": .string(Self.database), "email": .string("\(name)@example.com"),
            "password": "Correct-Horse-7",
        ]
        let made = try await tenant.request("POST", "/users", body: user, token: tenant.token)
        return try #require(made.json["user_id"]?.string)
    }

    /// Returns the received events, as CloudEvents.
    private func arrived(_ tenant: TestTenant) throws -> [JSON] {
        try tenant.outbound.requests.map { try JSON(parsing: $0.body) }
    }

    private func types(_ tenant: TestTenant) throws -> [String] {
        try arrived(tenant).compactMap { $0["type"]?.string }
    }

    @Test func whatHappensToUsersIsTold() async throws {
        try await eachEngine { tenant in
            tenant.outbound.answer(Self.url, with: [:])
            let id = try await stream(tenant)
            let user = try await makeUser(tenant, "jane")
            tenant.clock.advance(.seconds(1))
            _ = try await tenant.request("PATCH", "/users/\(user)", body: ["nickname": "J"], token: tenant.token)
            tenant.clock.advance(.seconds(1))
            _ = try await tenant.request("DELETE", "/users/\(user)", token: tenant.token)
            try await tenant.work()
            let events = try arrived(tenant)
            #expect(events.map { $0["type"] } == ["user.created", "user.updated", "user.deleted"])
            #expect(events.allSatisfy { $0.member("data.object.user_id")?.string == user })
            #expect(events.map { $0.member("data.object.nickname") } == ["jane", "J", "J"])
            let last = try #require(events.last)
            #expect(last.member("data.object.deleted_at")?.string == tenant.clock.now.description)
            #expect(last["specversion"] == "1.0" && last["a0stream"]?.string == id.value)
            #expect(
                tenant.outbound.requests.allSatisfy { request in
                    request.headers.contains { $0 == ("Authorization", "Bearer t") }
                })
            try await tenant.work()
            #expect(tenant.outbound.requests.count == 3)
        }
    }

    @Test func whatHappensToOrganizationsIsTold() async throws {
        try await eachEngine { tenant in
            let user = UserID(try await makeUser(tenant, "jane"))
            let role = try #require(try await tenant.client.roles.create(RoleDraft(name: "r")).id)
            tenant.outbound.answer(Self.url, with: [:])
            _ = try await stream(tenant)
            func ask(_ method: String, _ path: String, _ body: JSON? = nil) async throws -> JSON {
                tenant.clock.advance(.seconds(1))
                return try await tenant.request(method, "/organizations" + path, body: body, token: tenant.token).json
            }
            let made = try await ask("POST", "", ["name": "acme"])
            let id = try #require(made["id"]?.string)
            let members: JSON = ["members": [.string(user.value)]]
            let roles: JSON = ["roles": [.string("\(role)")]]
            for _ in 0..<2 {
                _ = try await ask("POST", "/\(id)/members", members)
                _ = try await ask("POST", "/\(id)/members/\(user)/roles", roles)
            }
            _ = try await ask("PATCH", "/\(id)", ["display_name": "Acme"])
            for _ in 0..<2 {
                _ = try await ask("DELETE", "/\(id)/members/\(user)/roles", roles)
                _ = try await ask("DELETE", "/\(id)/members", members)
            }
            _ = try await ask("DELETE", "/\(id)")
            try await tenant.work()
            #expect(
                try types(tenant) == [
                    "organization.created", "organization.member.added", "organization.member.role.assigned",
                    "organization.updated", "organization.member.role.deleted", "organization.member.deleted",
                    "organization.deleted",
                ])
            let assigned = try #require(try arrived(tenant).first { $0["type"] == "organization.member.role.assigned" })
            #expect(
                assigned.member("data.object") == [
                    "organization": ["id": .string(id), "name": "acme"], "user": ["user_id": .string(user.value)],
                    "role": ["id": .string("\(role)"), "name": "r"],
                ])
        }
    }

    @Test func onlyWhatIsSubscribedToIsToldAndNothingWhereNobodyListens() async throws {
        try await eachEngine { tenant in
            tenant.outbound.answer(Self.url, with: [:])
            _ = try await makeUser(tenant, "before")
            let id = try await stream(tenant, [.userDeleted])
            let user = try await makeUser(tenant, "jane")
            _ = try await tenant.client.eventStreams.update(id, Patch { $0.status = .disabled })
            _ = try await tenant.request("DELETE", "/users/\(user)", token: tenant.token)
            try await tenant.work()
            #expect(tenant.outbound.requests.isEmpty)
            let count = try await tenant.store.read("local") { transaction in
                try transaction.rows("SELECT event_id FROM event_deliveries").count
            }
            #expect(count == 0)
        }
    }

    @Test func aChangeThatIsTakenBackIsNotTold() async throws {
        try await eachEngine { tenant in
            tenant.outbound.answer(Self.url, with: [:])
            _ = try await stream(tenant)
            _ = try await makeUser(tenant, "jane")
            let again = try await tenant.request(
                "POST", "/users",
                body: [
                    "connection": .string(Self.database), "email": "jane@example.com", "password": "Correct-Horse-7",
                ], token: tenant.token)
            #expect(again.status == 409)
            try await tenant.work()
            #expect(try types(tenant) == ["user.created"])
        }
    }

    @Test func whatFailsIsTriedFourTimesAndListed() async throws {
        try await eachEngine { tenant in
            tenant.outbound.answer(Self.url, with: [:], status: 500)
            let id = try await stream(tenant)
            let api = tenant.client.eventStreams
            _ = try await makeUser(tenant, "jane")
            for pause in [0, 1, 2, 4] {
                #expect(try await api.deliveries(id).items.isEmpty)
                tenant.clock.advance(.seconds(pause))
                try await tenant.work()
                try await tenant.work()
            }
            #expect(tenant.outbound.requests.count == 4)
            let failed = try #require(try await api.deliveries(id).items.first)
            #expect(failed.status == .failed && failed.attempts?.count == 4)
            #expect(failed.attempts?.first?.errorMessage == "The destination answered 500")
            #expect(try await api.deliveries(id, EventDeliveryFilter(eventTypes: [.userDeleted])).items.isEmpty)
            let stats = try await api.stats(id)
            #expect(stats.metrics.map(\.windowTotal) == [0, 1] && stats.buckets.count == 15)

            tenant.outbound.answer(Self.url, with: [:])
            let path = Nested(id, try #require(failed.id))
            try await api.redeliverOne(at: path)
            #expect(try await api.delivery(at: path).status == .retrying)
            try await tenant.work()
            #expect(try await refusal { try await api.delivery(at: path) }.hasPrefix("404"))
            #expect(try await api.stats(id).metrics.map(\.windowTotal) == [1, 1])
        }
    }

    @Test func whatIsRefusedIsNotTriedAgainUntilAskedFor() async throws {
        try await eachEngine { tenant in
            tenant.outbound.answer(Self.url, with: [:], status: 410)
            let id = try await stream(tenant)
            let api = tenant.client.eventStreams
            for name in ["a", "b"] { _ = try await makeUser(tenant, name) }
            try await tenant.work()
            tenant.clock.advance(.seconds(60))
            try await tenant.work()
            #expect(tenant.outbound.requests.count == 2)
            _ = try await api.redeliver(id, EventRedelivery(eventTypes: [.userDeleted]))
            try await tenant.work()
            #expect(tenant.outbound.requests.count == 2)
            tenant.outbound.answer(Self.url, with: [:])
            _ = try await api.redeliver(id, EventRedelivery())
            try await tenant.work()
            #expect(tenant.outbound.requests.count == 4)
            #expect(try await api.deliveries(id).items.isEmpty)
        }
    }

    @Test func aServerThatEndsWhileItSendsHasTheEventSentAgain() async throws {
        try await eachEngine { tenant in
            tenant.outbound.answer(Self.url, with: [:])
            _ = try await stream(tenant)
            _ = try await makeUser(tenant, "jane")
            // The destination received the event, but the server stopped before it could record that.
            _ = try await tenant.store.write("local") { transaction in
                try transaction.execute("ALTER TABLE event_stream_days RENAME TO event_stream_days_gone")
            }
            try await tenant.work()
            #expect(tenant.outbound.requests.count == 1)
            _ = try await tenant.store.write("local") { transaction in
                try transaction.execute("ALTER TABLE event_stream_days_gone RENAME TO event_stream_days")
            }
            tenant.clock.advance(.seconds(1))
            try await tenant.work()
            #expect(Set(try arrived(tenant).map { $0["id"] }).count == 1 && tenant.outbound.requests.count == 2)
            tenant.clock.advance(.seconds(60))
            try await tenant.work()
            #expect(tenant.outbound.requests.count == 2)
        }
    }

    @Test func testEventsAreMarked() async throws {
        try await eachEngine { tenant in
            tenant.outbound.answer(Self.url, with: [:])
            let id = try await stream(tenant, [.userCreated], .basic("u", password: "p"))
            let api = tenant.client.eventStreams
            let test = try await api.test(id, TestEventDraft("organization.updated"))
            #expect(test.status == .pending && test.event?["a0purpose"] == "test")
            _ = try await api.test(id, TestEventDraft(.userCreated, data: ["object": ["user_id": "x"]]))
            try await tenant.work()
            let events = try arrived(tenant)
            #expect(events.count == 2 && events.allSatisfy { $0["a0purpose"] == "test" })
            #expect(events.contains { $0.member("data.object.user_id") == "x" })
            #expect(tenant.outbound.requests.allSatisfy { $0.headers.contains { $0.value == "Basic dTpw" } })
        }
    }
}
