import HTTPTypes
import ManagementClient
import Serving
import Synchronization

/// A transport to a server in the same process.
public struct InProcessTransport: Transport {
    private let site: Site

    public init(_ site: Site) { self.site = site }

    public func send(_ request: TransportRequest) async throws -> TransportResponse {
        let answer = try await answer(to: request)
        return TransportResponse(
            status: HTTPResponse.Status(code: answer.status), headers: answer.headers, body: answer.body)
    }

    public func open(_ request: TransportRequest) async throws -> TransportStream {
        let answer = try await answer(to: request)
        let parts: OutgoingResponse.Parts = answer.parts ?? { number in number == 0 ? answer.body : nil }
        let next = Atomic(0)
        let pieces = AsyncThrowingStream<[UInt8], any Error> {
            try await parts(next.wrappingAdd(1, ordering: .relaxed).oldValue)
        }
        return TransportStream(
            status: HTTPResponse.Status(code: answer.status), headers: answer.headers, pieces: pieces)
    }

    private func answer(to request: TransportRequest) async throws -> OutgoingResponse {
        let afterScheme = request.url.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false).last ?? ""
        let slash = afterScheme.firstIndex(of: "/") ?? afterScheme.endIndex
        let halves = afterScheme[slash...].split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let body: [UInt8] = try await request.body?.collected() ?? []
        let incoming = IncomingRequest(
            method: request.method.rawValue, path: String(halves.first ?? "/"),
            query: halves.count == 2 ? String(halves[1]) : "", host: String(afterScheme[..<slash]),
            headers: request.headers, body: body)
        return await site.answer(incoming)
    }
}
