import ArgumentParser
import AsyncHTTPClient
import ManagementClient
import NIOCore

/// Reading a user through ManagementClient, and the same bytes with the HTTP client that it stands on.
struct ClientCalls: AsyncParsableCommand {
    @Option(help: "Where the `bare` route answers, as `http://127.0.0.1:3000`.") var url: String
    @Option(help: "How many calls are measured at a time.") var calls = 2_000
    @Option(help: "How often each is measured; the median counts.") var rounds = 7

    private struct Body: Resource {
        let get = Endpoint(.get, "/body", "Get", scopes: "read:users", returns: User.self)
    }

    func run() async throws {
        let transport = HTTPTransport()
        let client = ManagementClient(domain: url, token: "token", transport: transport) { $0.apiURL = url }
        let body = ResourceClient<Body>(client)
        let http = HTTPClient(eventLoopGroupProvider: .singleton)
        var bare: [Duration] = []
        var ours: [Duration] = []
        // Taken in turns, so that a busy moment of the machine meets both; the first round warms up.
        for round in 0...rounds {
            let limit = try await time { try await fetch(http) }
            let own = try await time { _ = try await body.get() }
            guard round > 0 else { continue }
            bare.append(limit)
            ours.append(own)
        }
        try await http.shutdown()
        try await transport.shutdown()
        print(microseconds(ours), microseconds(bare))
    }

    private func fetch(_ http: HTTPClient) async throws {
        var request = HTTPClientRequest(url: "\(url)/body")
        request.headers.add(name: "Authorization", value: "Bearer token")
        let response = try await http.execute(request, timeout: .seconds(30))
        _ = try await response.body.collect(upTo: 1 << 20)
    }

    private func time(_ call: () async throws -> Void) async throws -> Duration {
        let start = ContinuousClock.now
        for _ in 0..<calls { try await call() }
        return start.duration(to: .now) / calls
    }

    /// The median, in microseconds.
    private func microseconds(_ durations: [Duration]) -> Double {
        durations.sorted()[durations.count / 2] / .microseconds(1)
    }
}
