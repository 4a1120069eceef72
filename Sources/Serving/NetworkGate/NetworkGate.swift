import Contract
import Events
import HTTPTypes
import Storage
import Synchronization

/// Applies the tenant's access control lists to requests before anything else.
public final class NetworkGate: Sendable {
    /// The number of requests that a rule was evaluated for and matched, since the last log events.
    private struct Count {
        var rule: NetworkRule
        var fitting = 0
        var lookedAt = 0
    }

    private struct Counts {
        var since: Timestamp?
        var byRule: [String: Count] = [:]
    }

    /// The period for which requests are counted before they are logged.
    private static let period = Duration.seconds(600)

    private let services: Services
    private let counts = Mutex(Counts())

    public init(services: Services) { self.services = services }

    /// Returns the response to a blocked or redirected request; `nil` for others.
    /// - Parameter api: the API of the route; `nil` if it is unknown or the route has none.
    func refusal(to request: IncomingRequest, of api: RouteAPI?) -> OutgoingResponse? {
        guard api != .health else { return nil }
        // If the tenant is unknown, so are its rules, and the request is blocked.
        guard let tenant = try? services.tenants.tenant(for: request) else { return Self.blocked(api) }
        if tenant.networkRules.isEmpty { return nil }
        for rule in tenant.networkRules where rule.covers(api) {
            let fits = rule.isAbout(request)
            count(rule, fits: fits)
            guard fits else { continue }
            switch rule.action {
            case .log: continue
            case .allow: return nil
            case .block: return Self.blocked(api)
            case .redirect(let target): return OutgoingResponse(status: 302, headers: [.location: target])
            }
        }
        return nil
    }

    private static func blocked(_ api: RouteAPI?) -> OutgoingResponse {
        let reason = "Access is denied by a network ACL"
        if api == .management { return OutgoingResponse(error: .forbidden(reason, code: "access_denied")) }
        return OutgoingResponse(status: 403, json: ["error": "access_denied", "error_description": .string(reason)])
    }

    private func count(_ rule: NetworkRule, fits: Bool) {
        let now = services.clock.now
        counts.withLock { counts in
            if counts.since == nil { counts.since = now }
            counts.byRule[rule.id, default: Count(rule: rule)].lookedAt += 1
            if fits { counts.byRule[rule.id]?.fitting += 1 }
        }
    }

    /// Logs the counts once the period has passed.
    public func summarize(_ tenant: TenantID) async throws {
        let now = services.clock.now
        let due: Counts? = counts.withLock { counts in
            guard let since = counts.since, since + Self.period <= now else { return nil }
            defer { counts = Counts() }
            return counts
        }
        guard let due, let since = due.since else { return }
        let events = due.byRule.values.filter { $0.fitting > 0 }.sorted { $0.rule.priority < $1.rule.priority }
            .map { Self.event($0, from: since, to: now) }
        try await services.store.write(tenant) { [ids = services.logIDs] transaction in
            for event in events { try transaction.emit(event, ids) }
        }
    }

    private static func event(_ count: Count, from start: Timestamp, to end: Timestamp) -> LoggedEvent {
        var event = LoggedEvent(.networkACLsSummary, at: end)
        var summary = count.rule.description
        summary["match"] = ["success": .integer(Int64(count.fitting))]
        summary["total_request_count"] = ["successes": .integer(Int64(count.lookedAt))]
        summary["start_time"] = .string(start.description)
        summary["end_time"] = .string(end.description)
        event.details = ["acls_summary": summary]
        return event
    }
}
