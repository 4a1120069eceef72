import Contract
import ManagementClient
import StreamsAPI
import TestKit
import Testing

@Suite struct LogStreamsTests {
    private static let path = "/log-streams"
    private static let http: JSON = ["httpEndpoint": "https://logs.example/in", "httpAuthorization": "Bearer s3cret"]

    @Test func aStreamsLife() async throws {
        let missing: JSON = .refusal(404, "The log stream does not exist.")
        try await eachEngine(run: [
            .get(Self.path, 200, []),
            .post(
                Self.path, ["name": "Web", "type": "http", "sink": Self.http], 200,
                ["id": "~^lst_[A-Za-z0-9]{16}$", "status": "active", "isPriority": false, "sink": Self.http],
                keeping: ["id": "id"], lacking: ["filters", "startFrom"]),
            .get(Self.path, 200, [["id": "{id}", "name": "Web"]]),
            .patch(
                Self.path + "/{id}",
                ["status": "paused", "filters": [["type": "category", "name": "user.fail"]]], 200,
                ["status": "paused", "filters": [["type": "category", "name": "user.fail"]], "sink": Self.http]),
            .patch(Self.path + "/{id}", ["sink": ["httpEndpoint": "https://logs.example/two"]], 200),
            .get(
                Self.path + "/{id}", 200, ["sink": ["httpEndpoint": "https://logs.example/two"]],
                lacking: ["sink.httpAuthorization"]),
            .patch(
                Self.path + "/{id}", ["isPriority": true], 200,
                ["filters": [["type": "category", "name": "security"]]]),
            .delete(Self.path + "/{id}", 204), .delete(Self.path + "/{id}", 204),
            .get(Self.path + "/{id}", 404, missing), .patch(Self.path + "/{id}", ["name": "x"], 404, missing),
        ])
    }

    @Test func sinksAreOfTheirType() async throws {
        func refused(_ type: String, _ sink: JSON, _ why: String) -> Scenario {
            .post(
                Self.path, ["type": .string(type), "sink": sink], 400,
                .invalidBody("Payload validation error: \(why)."))
        }
        try await eachEngine(run: [
            refused("datadog", Self.http, "'Missing required property: datadogApiKey' on property sink"),
            refused(
                "http", ["httpEndpoint": "http://logs.example"],
                "'Data does not match any schemas from 'anyOf'' on property sink"),
            refused(
                "mixpanel",
                [
                    "mixpanelRegion": "us", "mixpanelProjectId": "1", "mixpanelServiceAccountUsername": "u",
                ], "'Missing required property: mixpanelServiceAccountPassword' on property sink"),
            .post(Self.path, ["type": "carrier pigeon", "sink": Self.http], 400),
            .post(Self.path, ["type": "http", "sink": Self.http, "status": "paused"], 400),
        ])
    }

    @Test func everySinkIsTaken() async throws {
        let sinks: [LogStreamSink] = [
            .http(HTTPLogSink("https://logs.example", format: .array)),
            .eventBridge(EventBridgeLogSink(account: "123456789012", region: "us-east-1")),
            .eventGrid(
                EventGridLogSink(
                    subscription: "b69a6835-57c7-4d53-b0d5-1c6ae580b6d5", region: "northeurope", resourceGroup: "g")),
            .datadog(DatadogLogSink(region: "us5", apiKey: "k")),
            .splunk(SplunkLogSink(domain: "splunk.example", port: "8088", token: "t")),
            .sumo(SumoLogSink("https://sumo.example/x")), .segment(SegmentLogSink(writeKey: "w")),
            .mixpanel(MixpanelLogSink(region: "eu", project: "1", user: "u", password: "p")),
        ]
        try await eachEngine { tenant in
            for sink in sinks {
                let made = try await tenant.client.logStreams.create(LogStreamDraft(sink))
                #expect(made.type == sink.type && made.sink?.type == sink.type && made.status == .active)
            }
            let all = try await tenant.client.logStreams.list()
            #expect(Set(all.compactMap(\.type)) == Set(sinks.map(\.type)))
        }
    }

    @Test func aPasswordIsNeverToldAndKeptWhereItIsNotSent() async throws {
        try await eachEngine { tenant in
            let sink = MixpanelLogSink(region: "eu", project: "7", user: "u", password: "hush-hush")
            let made = try await tenant.client.logStreams.create(LogStreamDraft(.mixpanel(sink)))
            let id = try #require(made.id)
            var change = sink
            change.mixpanelServiceAccountPassword = nil
            change.mixpanelProjectId = "8"
            let changed = try await tenant.client.logStreams.update(id, Patch { $0.sink = .mixpanel(change) })
            change.mixpanelServiceAccountPassword = "********"
            #expect(changed.sink == .mixpanel(change))
            let url = "https://api-eu.mixpanel.com/import?strict=1&project_id=8"
            tenant.outbound.answer(url, with: [:])
            try await tenant.work()
            let sent = try #require(tenant.outbound.requests.first)
            #expect(sent.headers.contains { $0.value == "Basic dTpodXNoLWh1c2g=" })
            let logs = try await tenant.request("GET", "/logs", token: tenant.token)
            #expect(!logs.text.contains("hush-hush"))
        }
    }
}
