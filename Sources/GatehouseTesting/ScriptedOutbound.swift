import Contract
import Outbound
import Synchronization

/// Answers what the server asks of others, as a test says.
public final class ScriptedOutbound: OutboundHTTP {
    private let answers = Mutex<[String: OutboundAnswer]>([:])
    private let sent = Mutex<[OutboundRequest]>([])

    public init() {}

    /// What was sent so far, in order.
    public var requests: [OutboundRequest] { sent.withLock { $0 } }

    /// Has a URL answer with JSON from now on.
    public func answer(_ url: String, with json: JSON, status: Int = 200) {
        answers.withLock { $0[url] = OutboundAnswer(status: status, body: json.bytes) }
    }

    public func send(_ request: OutboundRequest) async throws -> OutboundAnswer {
        sent.withLock { $0.append(request) }
        guard let answer = answers.withLock({ $0[request.url] }) else {
            throw OutboundFailure("Could not resolve host")
        }
        guard answer.body.count <= request.longestAnswer else {
            throw OutboundFailure("The response is larger than \(request.longestAnswer) bytes")
        }
        return answer
    }
}
