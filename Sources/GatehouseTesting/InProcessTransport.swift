import HTTPTypes
import ManagementClient
import Serving

/// Carries a client's requests to a site in the same process.
public struct InProcessTransport: Transport {
    private let site: Site

    public init(_ site: Site) { self.site = site }

    public func send(_ request: TransportRequest) async throws -> TransportResponse {
        let afterScheme = request.url.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false).last ?? ""
        let slash = afterScheme.firstIndex(of: "/") ?? afterScheme.endIndex
        let halves = afterScheme[slash...].split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let body: [UInt8] = try await request.body?.collected() ?? []
        let incoming = IncomingRequest(
            method: request.method.rawValue, path: String(halves.first ?? "/"),
            query: halves.count == 2 ? String(halves[1]) : "", headers: request.headers, body: body)
        let answer = await site.answer(incoming)
        return TransportResponse(
            status: HTTPResponse.Status(code: answer.status), headers: answer.headers, body: answer.body)
    }
}
