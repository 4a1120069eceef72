import InMemoryTracing
import ManagementClient
import MetricsTestKit
import Testing
import Tracing

@testable import CoreMetrics

/// The process has a single tracer and metrics system; tests are distinguished by the operations they call.
private enum Observed {
    static let tracer: InMemoryTracer = {
        let tracer = InMemoryTracer()
        InstrumentationSystem.bootstrap(tracer)
        return tracer
    }()
    static let metrics: TestMetrics = {
        let metrics = TestMetrics()
        MetricsSystem.bootstrapInternal(metrics)
        return metrics
    }()
}

@Suite struct TracingTests {
    private struct Traced: Resource {
        let succeed = Endpoint(.get, "/traced/{id}", "Get", scopes: "r", at: ID<Traced>.self, returns: JSON.self)
        let fail = Endpoint(.delete, "/traced/{id}", "Delete", scopes: "d", at: ID<Traced>.self)
        let remove = Endpoint(.delete, "/removed/{id}", "Delete", scopes: "d", at: ID<Traced>.self)
        let count = Endpoint(.get, "/counted/{id}", "Get", scopes: "r", at: ID<Traced>.self, returns: JSON.self)
    }

    @Test func aCallIsASpanWithoutWhatIdentifiesAnyone() async throws {
        let tracer = Observed.tracer
        let transport = ScriptedTransport([
            answer(503), answer(200, ["a": 1]), answer(404, ["message": "None", "errorCode": "inexistent_traced"]),
        ])
        let traced = ResourceClient<Traced>(ManagementClient(transport))
        _ = try await traced.succeed("someone")
        await #expect(throws: ManagementError.self) { try await traced.fail("someone") }
        let spans = tracer.finishedSpans.filter { $0.operationName.hasSuffix("/traced/{id}") }
        #expect(spans.map(\.operationName) == ["GET /traced/{id}", "DELETE /traced/{id}"])
        #expect(spans.allSatisfy { $0.kind == .client })
        let success = try #require(spans.first).attributes
        #expect(success["http.request.method"]?.toSpanAttribute() == "GET".toSpanAttribute())
        #expect(success["url.template"]?.toSpanAttribute() == "/traced/{id}".toSpanAttribute())
        #expect(success["server.address"]?.toSpanAttribute() == "tenant.test".toSpanAttribute())
        #expect(success["http.response.status_code"]?.toSpanAttribute() == 200.toSpanAttribute())
        #expect(success["http.request.resend_count"]?.toSpanAttribute() == 1.toSpanAttribute())
        let failure = try #require(spans.last)
        #expect(failure.attributes["http.response.status_code"]?.toSpanAttribute() == 404.toSpanAttribute())
        #expect(failure.attributes["error.type"]?.toSpanAttribute() == "inexistent_traced".toSpanAttribute())
        #expect(failure.errors.count == 1)
        #expect(!spans.contains { "\($0)".contains("someone") })
        let injected = transport.requests[0].headers.map(\.name.rawName)
        #expect(injected.contains(InMemoryTracer.traceIDKey))
    }

    @Test func nothingElseTellsOfTheRequest() async throws {
        let tracer = Observed.tracer
        let server = try await TunnelProxy()
        let transport = HTTPTransport()
        let client = ManagementClient(domain: "http://127.0.0.1:\(server.port)", token: "t", transport: transport)
        try await ResourceClient<Traced>(client).remove("someone")
        let spans = tracer.finishedSpans
        #expect(spans.contains { $0.operationName == "DELETE /removed/{id}" })
        #expect(!spans.contains { $0.operationName == "DELETE" || $0.attributes["url.full"] != nil })
        #expect(server.requests.first?.contains(InMemoryTracer.traceIDKey) == true)
        try await transport.shutdown()
        try await server.close()
    }

    @Test func callsAreCountedByOperationAndOutcome() async throws {
        let metrics = Observed.metrics
        let transport = ScriptedTransport([answer(429), answer(200, ["a": 1])])
        _ = try await ResourceClient<Traced>(ManagementClient(transport)).count("someone")
        let path: [(String, String)] = [("method", "GET"), ("path", "/counted/{id}")]
        let retries = try metrics.expectCounter("management_client_retries", path)
        #expect(retries.values == [1])
        let timer = "management_client_request_duration"
        #expect(try metrics.expectTimer(timer, path + [("status", "429")]).values.count == 1)
        #expect(try metrics.expectTimer(timer, path + [("status", "200")]).values.count == 1)
    }
}
