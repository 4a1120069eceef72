import Contract
import Outbound
import Synchronization

/// Responses to the server's outgoing requests, as the test specifies them.
public final class ScriptedOutbound: OutboundHTTP {
    private let answers = Mutex<[String: OutboundAnswer]>([:])
    private let sent = Mutex<[OutboundRequest]>([])
    private let servers = Mutex<[(url: String, server: String)]>([])
    /// A shared client, because each one has its own threads.
    private static let http = CurlHTTP(policy: OutboundPolicy(allowsPrivateNetworks: true))

    public init() {}

    /// The requests sent so far, in order.
    public var requests: [OutboundRequest] { sent.withLock { $0 } }

    /// Sets the JSON response of a URL.
    public func answer(_ url: String, with json: JSON, status: Int = 200) {
        answers.withLock { $0[url] = OutboundAnswer(status: status, body: json.bytes) }
    }

    /// Forwards requests below a URL to a local server, such as another tenant that listens.
    /// - Parameters:
    ///   - url: The base URL, such as `https://idp.example/`.
    ///   - server: The URL that replaces it, such as `http://127.0.0.1:3000/`.
    public func passOn(_ url: String, to server: String) { servers.withLock { $0.append((url, server)) } }

    public func send(_ request: OutboundRequest) async throws -> OutboundAnswer {
        sent.withLock { $0.append(request) }
        if let (url, server) = servers.withLock({ $0.last { request.url.hasPrefix($0.url) } }) {
            var passed = request
            passed.url = server + request.url.dropFirst(url.count)
            return try await Self.http.send(passed)
        }
        guard let answer = answers.withLock({ $0[request.url] }) else {
            throw OutboundFailure("Could not resolve host")
        }
        guard answer.body.count <= request.longestAnswer else {
            throw OutboundFailure("The response is larger than \(request.longestAnswer) bytes")
        }
        return answer
    }
}
