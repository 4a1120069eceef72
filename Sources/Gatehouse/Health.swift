import Contract
import HTTPTypes
import Logging
import Serving
import Storage
import Synchronization

/// The health endpoints for monitoring.
final class Health: Sendable {
    /// The time for which a result is cached, to limit the load on the database.
    private static let age: Duration = .seconds(1)

    private let store: any Store
    private let metrics: PrometheusRegistry?
    private let logger: Logger
    private let latest = Mutex<(began: ContinuousClock.Instant, task: Task<Bool, Never>)?>(nil)

    init(store: any Store, metrics: PrometheusRegistry?, logger: Logger) {
        self.store = store
        self.metrics = metrics
        self.logger = logger
    }

    var routes: [Route] {
        [
            Route("GET", "/healthz", of: .health) { _, _ in OutgoingResponse(json: ["status": "ok"]) },
            Route("GET", "/readyz", of: .health) { [self] _, _ in await ready() },
            Route("GET", "/metrics", of: .health) { [metrics] _, _ in
                OutgoingResponse(
                    status: 200, headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
                    body: Array((metrics?.text ?? "").utf8))
            },
        ]
    }

    private func ready() async -> OutgoingResponse {
        let now = ContinuousClock.now
        let task = latest.withLock { latest in
            if let latest, now - latest.began < Self.age { return latest.task }
            let task = Task { [self] in await check() }
            latest = (now, task)
            return task
        }
        if await task.value { return OutgoingResponse(json: ["status": "ready"]) }
        return OutgoingResponse(error: APIError(503, "The database cannot be reached"))
    }

    /// Whether the database is writable. Logins are impossible with a read-only database.
    private func check() async -> Bool {
        do {
            try await store.probe(Tenants.only) { transaction in
                try transaction.execute(
                    """
                    INSERT INTO readiness (tenant, checked_at) VALUES (\(transaction.tenant), \(transaction.moment()))
                    ON CONFLICT (tenant) DO UPDATE SET checked_at = excluded.checked_at
                    """)
            }
            return true
        } catch {
            logger.error("not ready", metadata: ["error": "\(error)"])
            return false
        }
    }
}
