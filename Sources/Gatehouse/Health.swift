import HTTPTypes
import Contract
import Serving
import Storage

/// Tells whoever watches over the server how it is.
struct Health: Sendable {
    let store: any Store
    let metrics: PrometheusRegistry?

    var routes: [Route] {
        [
            Route("GET", "/healthz", of: .health) { _, _ in OutgoingAnswer(json: ["status": "ok"]) },
            Route("GET", "/readyz", of: .health) { _, _ in await ready() },
            Route("GET", "/metrics", of: .health) { _, _ in
                OutgoingAnswer(
                    status: 200, headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
                    body: Array((metrics?.text ?? "").utf8))
            },
        ]
    }

    private func ready() async -> OutgoingAnswer {
        do {
            _ = try await store.read(Tenants.only) { try $0.exists("SELECT 1 FROM tenants") }
            return OutgoingAnswer(json: ["status": "ready"])
        } catch {
            return OutgoingAnswer(error: APIError(503, "The database cannot be reached"))
        }
    }
}
