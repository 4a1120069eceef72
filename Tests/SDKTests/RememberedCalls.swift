import GatehouseTesting
import ManagementClient
import Serving
import Synchronization
import TestKit
import Testing

/// A client that remembers what it sends to a tenant.
final class RememberedCalls: Sendable {
    let client: ManagementClient
    private let carrier: Carrier

    init(to tenant: TestTenant) {
        let carrier = Carrier(tenant.gatehouse.site)
        self.carrier = carrier
        client = ManagementClient(domain: tenant.issuer, token: tenant.token, transport: carrier) { $0.retry = .none }
    }

    /// The methods and paths of the requests, as `GET /users/auth0%7Cada`.
    var sent: [String] { carrier.sent.withLock { $0 } }

    func forget() { carrier.sent.withLock { $0 = [] } }

    /// Expects that a documented method has sent what the table says.
    func expect(_ name: String, of section: MethodTable.Section) throws { Self.expect(name, of: section, among: sent) }

    static func expect(_ name: String, of section: MethodTable.Section, among sent: [String]) {
        guard let row = MethodTable.rows(section).first(where: { $0.name == name }) else {
            Issue.record("\(name) is not in docs/sdk-methods.md")
            return
        }
        guard let expected = row.operation else { return }
        #expect(sent.contains { matches(expected, $0) }, "\(name) sent \(sent)")
    }

    /// Whether a request is of an operation, as `GET /users/{id}`.
    static func matches(_ operation: String, _ request: String) -> Bool {
        let (pattern, parts) = (operation.split(separator: "/"), request.split(separator: "/"))
        return pattern.count == parts.count && zip(pattern, parts).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
    }

    private final class Carrier: Transport {
        private let carrier: InProcessTransport
        let sent = Mutex<[String]>([])

        init(_ site: Site) { carrier = InProcessTransport(site) }

        func send(_ request: TransportRequest) async throws -> TransportResponse {
            let path = request.url.split(separator: "/", maxSplits: 2).last?.split(separator: "?").first ?? ""
            let below = path.hasPrefix("api/v2") ? path.dropFirst("api/v2".count) : "/\(path)"
            sent.withLock { $0.append("\(request.method.rawValue) \(below)") }
            return try await carrier.send(request)
        }
    }
}
