import Contract
import Events
import Serving
import Triggers

/// A request to a page for tickets.
struct TicketRequest: Sendable {
    /// The ticket's secret, from the link.
    let secret: String
    /// The parameters of the form or the query.
    let values: [String: String]
    let origin: LoggedEvent.Origin
    /// The request as actions see it.
    let seenByActions: JSON
    let tenant: TenantContext
    let services: Services
    let now: Timestamp

    /// There is no ticket with the secret.
    struct UnknownTicket: Error {}

    /// Handles a request. Errors are shown on a page.
    static func answer(
        _ request: IncomingRequest, _ services: Services, _ body: (TicketRequest) async throws -> OutgoingResponse
    ) async -> OutgoingResponse {
        do {
            let values = values(of: request)
            guard let secret = values["ticket"], (1...128).contains(secret.utf8.count) else {
                return HTMLPage.unknownLink
            }
            return try await body(
                TicketRequest(
                    secret: secret, values: values, origin: request.origin,
                    seenByActions: request.seenByActions(from: request.origin),
                    tenant: try services.tenants.tenant(for: request), services: services, now: services.clock.now))
        } catch is UnknownTicket {
            return HTMLPage.unknownLink
        } catch {
            return HTMLPage.failure(error, at: request.path, services)
        }
    }

    private static func values(of request: IncomingRequest) -> [String: String] {
        let form = request.isForm ? String(validating: request.body, as: UTF8.self) : nil
        let text = request.method == "POST" ? form : request.query
        let pairs = text.flatMap { PercentEncoding.pairs($0) } ?? []
        return Dictionary(pairs.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    }
}
