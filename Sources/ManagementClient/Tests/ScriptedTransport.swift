import HTTPTypes
import ManagementClient
import Synchronization

/// A transport that responds from a script, in order, and records the requests.
final class ScriptedTransport: Transport {
    typealias Act = @Sendable (TransportRequest) async throws -> TransportResponse

    private struct State {
        var script: [Act]
        var requests: [TransportRequest] = []
    }

    private let state: Mutex<State>
    /// The response after the end of the script.
    private let otherwise: Act

    init(
        _ script: [Act] = [], otherwise: @escaping Act = { _ in throw TransportError(.other, "The script has ended") }
    ) {
        state = Mutex(State(script: script))
        self.otherwise = otherwise
    }

    var requests: [TransportRequest] { state.withLock { $0.requests } }
    /// The requests as `GET https://...`.
    var lines: [String] { requests.map { "\($0.method.rawValue) \($0.url)" } }

    func send(_ request: TransportRequest) async throws -> TransportResponse {
        let act: Act = state.withLock { state in
            state.requests.append(request)
            return state.script.isEmpty ? otherwise : state.script.removeFirst()
        }
        return try await act(request)
    }
}

/// Returns a scripted response.
func answer(_ status: Int, _ json: JSON? = nil, _ headers: [String: String] = [:]) -> ScriptedTransport.Act {
    var fields = HTTPFields()
    for (name, value) in headers {
        if let name = HTTPField.Name(name) { fields[name] = value }
    }
    let response = TransportResponse(
        status: HTTPResponse.Status(code: status), headers: fields, body: json.map(\.bytes) ?? [])
    return { _ in response }
}

/// Returns a scripted transport failure.
func failure(_ kind: TransportError.Kind, isUnsent: Bool = false) -> ScriptedTransport.Act {
    { _ in throw TransportError(kind, "It broke", isUnsent: isUnsent) }
}

/// A clock that advances when a task sleeps.
final class TestClock: Sendable {
    private let state = Mutex((elapsed: Duration.zero, sleeps: [Duration]()))
    private let start = ContinuousClock.now
    private static let epoch = Timestamp(milliseconds: 1_700_000_000_000)

    var sleeps: [Duration] { state.withLock { $0.sleeps } }

    func advance(_ duration: Duration) { state.withLock { $0.elapsed += duration } }

    var clock: ClientClock {
        ClientClock(
            now: { Self.epoch + self.state.withLock { $0.elapsed } },
            uptime: { self.start.advanced(by: self.state.withLock { $0.elapsed }) },
            sleep: { duration in
                try Task.checkCancellation()
                self.state.withLock {
                    $0.elapsed += duration
                    $0.sleeps.append(duration)
                }
            },
            jitter: { 1 })
    }
}

extension ManagementClient {
    /// Creates a client of a scripted tenant.
    init(
        _ transport: ScriptedTransport, clock: TestClock = TestClock(), token: String = "token-1",
        configure: (inout Configuration) -> Void = { _ in }
    ) {
        self.init(domain: "tenant.test", token: token, transport: transport) {
            $0.clock = clock.clock
            configure(&$0)
        }
    }
}

extension TransportRequest {
    /// The body as JSON; `null` if there is none.
    var json: JSON {
        get throws {
            guard case .bytes(let bytes) = body else { return .null }
            return try JSON(parsing: bytes)
        }
    }

    subscript(header name: String) -> String? { HTTPField.Name(name).flatMap { headers[$0] } }
}

/// Returns the error that a call throws.
func managementError(_ call: () async throws -> Void) async throws -> ManagementError? {
    do {
        try await call()
        return nil
    } catch let error as ManagementError {
        return error
    }
}
