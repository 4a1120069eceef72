import Metrics
import Synchronization

/// A route with metrics for its requests and their duration.
final class MeasuredRoute: Sendable {
    private let route: Route
    private let timer: Metrics.Timer
    private let counters = Mutex<[Int: Counter]>([:])

    var isUpload: Bool { route.isUpload }
    var method: String { route.method }
    var sharing: CrossOriginSharing { route.sharing }
    var api: RouteAPI? { route.api }
    var maximumBodySize: Int { route.maximumBodySize }
    var admission: Route.Admission? { route.admission }

    init(_ route: Route) {
        self.route = route
        timer = Timer(
            label: "http_request_duration_seconds", dimensions: [("method", route.method), ("route", route.path)])
    }

    func answer(_ request: IncomingRequest, _ arguments: [String]) async -> OutgoingResponse {
        let start = ContinuousClock.now
        let answer = await route.handler(request, arguments)
        timer.record(duration: ContinuousClock.now - start)
        counter(answer.status).increment()
        return answer
    }

    private func counter(_ status: Int) -> Counter {
        counters.withLock { counters in
            if let counter = counters[status] { return counter }
            let counter = Counter(
                label: "http_requests_total",
                dimensions: [("method", route.method), ("route", route.path), ("status", "\(status)")])
            counters[status] = counter
            return counter
        }
    }
}
