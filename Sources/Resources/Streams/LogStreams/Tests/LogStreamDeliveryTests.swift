import Contract
import Events
import Foundation
import ManagementClient
import Outbound
import StreamsAPI
import TestKit
import Testing

@Suite struct LogStreamDeliveryTests {
    private static let url = "https://logs.example/in"

    private func stream(
        _ tenant: TestTenant, _ format: LogContentFormat = .array, _ change: (inout LogStreamDraft) -> Void = { _ in }
    ) async throws -> ID<LogStream> {
        var draft = LogStreamDraft(.http(HTTPLogSink(Self.url, format: format, authorization: "Bearer x")))
        change(&draft)
        return try #require(try await tenant.client.logStreams.create(draft).id)
    }

    private func makeRole(_ tenant: TestTenant, _ name: String) async throws {
        _ = try await tenant.client.roles.create(RoleDraft(name: name))
    }

    /// Returns the descriptions of the received events, grouped by request.
    private func arrived(_ tenant: TestTenant) throws -> [[String]] {
        try tenant.outbound.requests.map { request in
            let json = try JSON(parsing: request.body)
            return (json.array ?? [json]).map { event in
                let body = event.member("data.details.request.body")
                return body?["name"]?.string ?? event.member("data.description")?.string ?? ""
            }
        }
    }

    @Test func eventsArriveInTheirOrderOnce() async throws {
        try await eachEngine { tenant in
            tenant.outbound.answer(Self.url, with: [:])
            _ = try await stream(tenant) { $0.name = "S" }
            for number in 1...5 { try await makeRole(tenant, "r\(number)") }
            try await tenant.work()
            try await tenant.work()
            #expect(try arrived(tenant) == [["S", "r1", "r2", "r3", "r4", "r5"]])
            let request = try #require(tenant.outbound.requests.first)
            #expect(request.headers.contains { $0 == ("Authorization", "Bearer x") })
            let event = try #require(try JSON(parsing: request.body).array?.first)
            #expect(event["log_id"] == event.member("data.log_id") && event.member("data.type") == "sapi")
            try await makeRole(tenant, "r6")
            try await tenant.work()
            #expect(try arrived(tenant).last == ["r6"])
        }
    }

    @Test func batchesAreNoLargerThanTheFormatAllows() async throws {
        try await eachEngine { tenant in
            tenant.outbound.answer(Self.url, with: [:])
            _ = try await stream(tenant, .object) { $0.name = "S" }
            try await makeRole(tenant, "a")
            try await makeRole(tenant, "b")
            try await tenant.work()
            #expect(try arrived(tenant) == [["S"], ["a"], ["b"]])
        }
    }

    @Test func nothingIsLostWhileTheSinkFails() async throws {
        try await eachEngine { tenant in
            tenant.outbound.answer(Self.url, with: [:], status: 503)
            let id = try await stream(tenant) { $0.name = "S" }
            try await tenant.work()
            try await makeRole(tenant, "a")
            try await tenant.work()
            #expect(tenant.outbound.requests.count == 1, "it waits before it tries again")
            tenant.clock.advance(.seconds(1))
            try await tenant.work()
            tenant.clock.advance(.seconds(1))
            try await tenant.work()
            #expect(tenant.outbound.requests.count == 2, "it waits longer each time")
            tenant.outbound.answer(Self.url, with: [:])
            tenant.clock.advance(.seconds(1))
            try await tenant.work()
            #expect(try arrived(tenant) == [["S"], ["S", "a"], ["S", "a"]])
            #expect(try await tenant.client.logStreams.get(id).status == .active)
        }
    }

    @Test func aStreamIsSuspendedAfterAWeekAndGoesOnWhereItWas() async throws {
        try await eachEngine { tenant in
            let id = try await stream(tenant) { $0.name = "S" }
            try await tenant.work()
            tenant.clock.advance(.seconds(7 * 86_400 - 1))
            try await tenant.work()
            #expect(try await tenant.client.logStreams.get(id).status == .active)
            tenant.clock.advance(.seconds(601))
            try await tenant.work()
            #expect(try await tenant.client.logStreams.get(id).status == .suspended)
            tenant.outbound.answer(Self.url, with: [:])
            tenant.clock.advance(.seconds(86_400))
            try await tenant.work()
            let before = tenant.outbound.requests.count
            let token = try await tenant.token(scopes: ["update:log_streams"])
            _ = try await tenant.request("PATCH", "/log-streams/\(id)", body: ["status": "active"], token: token)
            try await tenant.work()
            #expect(tenant.outbound.requests.count == before + 1)
            #expect(try arrived(tenant).last?.first == "S")
        }
    }

    @Test func aServerThatEndsWhileItSendsHasTheEventsSentAgain() async throws {
        try await eachEngine { tenant in
            tenant.outbound.answer(Self.url, with: [:])
            _ = try await stream(tenant) { $0.name = "S" }
            // The sink received the events, but the server stopped before it could record that.
            _ = try await tenant.store.write("local") { transaction in
                try transaction.execute("ALTER TABLE log_streams RENAME TO log_streams_gone")
            }
            await #expect(throws: (any Error).self) { try await tenant.work() }
            _ = try await tenant.store.write("local") { transaction in
                try transaction.execute("ALTER TABLE log_streams_gone RENAME TO log_streams")
            }
            try await tenant.work()
            #expect(try arrived(tenant).last == ["S"])
        }
    }

    @Test func onlyWhatFiltersLetInArrives() async throws {
        try await eachEngine { tenant in
            tenant.outbound.answer(Self.url, with: [:])
            _ = try await stream(tenant) { $0.filters = [LogStreamFilter("management.fail")] }
            try await makeRole(tenant, "good")
            _ = try await tenant.request("POST", "/roles", body: ["nam": "bad"], token: tenant.token)
            try await makeRole(tenant, "good, too")
            try await tenant.work()
            #expect(try arrived(tenant) == [["Create a role"]])
            try await tenant.work()
            #expect(tenant.outbound.requests.count == 1)
        }
    }

    @Test func aStreamCanBeginInThePast() async throws {
        try await eachEngine { tenant in
            tenant.outbound.answer(Self.url, with: [:])
            try await makeRole(tenant, "long ago")
            tenant.clock.advance(.seconds(60))
            let start = tenant.clock.now
            try await makeRole(tenant, "a")
            tenant.clock.advance(.seconds(60))
            _ = try await stream(tenant) {
                $0.name = "S"
                $0.startFrom = start
            }
            try await tenant.work()
            #expect(try arrived(tenant) == [["a", "S"]])
        }
    }

    @Test func aStreamThatBeginsLaterWaitsForThat() async throws {
        try await eachEngine { tenant in
            tenant.outbound.answer(Self.url, with: [:])
            let start = tenant.clock.now + .seconds(60)
            _ = try await stream(tenant) { $0.startFrom = start }
            try await makeRole(tenant, "early")
            try await tenant.work()
            #expect(tenant.outbound.requests.isEmpty)
            tenant.clock.advance(.seconds(60))
            try await makeRole(tenant, "late")
            try await tenant.work()
            #expect(try arrived(tenant) == [["late"]])
        }
    }

    /// SQLite has a single writer, so no transaction can commit late.
    @Test(.enabled(if: Engine.available.contains(.postgres)))
    func whatIsCommittedLateIsNotPassedBy() async throws {
        try await TestTenant.with(.postgres) { tenant in
            tenant.outbound.answer(Self.url, with: [:])
            _ = try await stream(tenant) { $0.name = "S" }
            try await tenant.work()
            let (hasBegun, begun) = AsyncStream<Void>.makeStream()
            let mayEnd = DispatchSemaphore(value: 0)
            var event = LoggedEvent(.logout, at: tenant.clock.now)
            event.description = "slow"
            let slow = Task { [event, ids = tenant.gatehouse.services.logIDs] in
                try await tenant.store.write("local") { transaction in
                    try transaction.emit(event, ids)
                    begun.finish()
                    mayEnd.wait()
                }
            }
            for await _ in hasBegun {}
            try await makeRole(tenant, "fast")
            try await tenant.work()
            #expect(try arrived(tenant) == [["S"]])
            mayEnd.signal()
            try await slow.value
            try await tenant.work()
            #expect(try arrived(tenant).last == ["slow", "fast"])
        }
    }

    @Test func whoUsersAreIsHidden() async throws {
        try await eachEngine { tenant in
            tenant.outbound.answer(Self.url, with: [:])
            _ = try await stream(tenant) { $0.piiConfig = LogStreamPIIConfig(["first_name", "email"], .hash) }
            let masked = "https://logs.example/masked"
            tenant.outbound.answer(masked, with: [:])
            var draft = LogStreamDraft(.http(HTTPLogSink(masked, format: .array)))
            draft.piiConfig = LogStreamPIIConfig(["email"])
            _ = try await tenant.client.logStreams.create(draft)
            let user: JSON = [
                "connection": "Username-Password-Authentication", "email": "a@example.com", "given_name": "abc",
                "password": "Correct-Horse-7",
            ]
            let made = try await tenant.request("POST", "/users", body: user, token: tenant.token)
            #expect(made.status == 201)
            try await tenant.work()
            let bodies = tenant.outbound.requests.map { String(decoding: $0.body, as: UTF8.self) }
            #expect(bodies.allSatisfy { !$0.contains("\"email\":\"a@example.com\"") })
            #expect(bodies.contains { $0.contains("44bc2cf5ad770999") })
            #expect(bodies.contains { $0.contains("\"email\":\"*****\"") && $0.contains("\"given_name\":\"abc\"") })
        }
    }

    @Test func eachSinkIsAskedInItsOwnWords() async throws {
        let cases: [(LogStreamSink, url: String, header: String, body: String)] = [
            (
                .datadog(DatadogLogSink(region: "us3", apiKey: "k")),
                "https://http-intake.logs.us3.datadoghq.com/api/v2/logs", "DD-API-KEY: k", "\"ddsource\":\"auth0\""
            ),
            (
                .splunk(SplunkLogSink(domain: "splunk.example", port: "8088", token: "t", isSecure: false)),
                "https://splunk.example:8088/services/collector/event", "Authorization: Splunk t",
                "\"event\":{\"log_id\":"
            ),
            (.sumo(SumoLogSink("https://sumo.example/x")), "https://sumo.example/x", "", "{\"log_id\":"),
            (
                .segment(SegmentLogSink(writeKey: "w")), "https://api.segment.io/v1/batch",
                "Authorization: Basic dzo=", "{\"batch\":[{\"type\":\"track\",\"event\":\"sapi\""
            ),
            (
                .mixpanel(MixpanelLogSink(region: "us", project: "1", user: "u", password: "p")),
                "https://api.mixpanel.com/import?strict=1&project_id=1", "Authorization: Basic dTpw",
                "\"$insert_id\":\""
            ),
        ]
        try await eachEngine { tenant in
            for (sink, url, header, body) in cases {
                tenant.outbound.answer(url, with: [:])
                let made = try await tenant.client.logStreams.create(LogStreamDraft(sink))
                try await tenant.work()
                let sent = try #require(tenant.outbound.requests.last { $0.url == url })
                let headers = sent.headers.map { "\($0.name): \($0.value)" }
                #expect(header.isEmpty || headers.contains(header))
                #expect(String(decoding: sent.body, as: UTF8.self).contains(body))
                #expect(sent.trustsAnyCertificate == (made.type == .splunk))
                try await tenant.client.logStreams.delete(try #require(made.id))
            }
        }
    }

    @Test func whatCannotBeReachedIsSuspendedAtOnce() async throws {
        try await eachEngine { tenant in
            let made = try await tenant.client.logStreams.create(
                LogStreamDraft(.eventBridge(EventBridgeLogSink(account: "123456789012", region: "us-east-1"))))
            try await tenant.work()
            #expect(try await tenant.client.logStreams.get(try #require(made.id)).status == .suspended)
            #expect(tenant.outbound.requests.isEmpty)
        }
    }

    @Test func nobodyIsAskedWhereThereIsNothingNew() async throws {
        try await eachEngine { tenant in
            tenant.outbound.answer(Self.url, with: [:])
            try await makeRole(tenant, "a")
            let id = try await stream(tenant)
            try await tenant.work()
            let before = tenant.outbound.requests.count
            try await tenant.work()
            #expect(tenant.outbound.requests.count == before)
            try await tenant.client.logStreams.delete(id)
            try await makeRole(tenant, "b")
            try await tenant.work()
            #expect(tenant.outbound.requests.count == before)
        }
    }
}
