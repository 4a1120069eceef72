import Contract
import HTTPTypes
import Storage

/// An access control list in the form in which requests are checked.
public struct NetworkRule: Sendable {
    enum Action: Sendable {
        case allow
        case block
        case redirect(String)
        case log
    }

    let id: String
    /// The rule's description in log events.
    let description: JSON
    let priority: Int
    let action: Action
    private let scope: String
    private let match: NetworkSignals?
    private let notMatch: NetworkSignals?

    /// - Returns: `nil` if the list is not active or incomplete.
    init?(_ document: JSON) {
        guard document["active"]?.bool == true, let rule = document["rule"], let action = rule["action"] else {
            return nil
        }
        id = document["id"]?.string ?? ""
        priority = document["priority"]?.integer ?? 100
        description = [
            "acl_id": .string(id), "description": document["description"] ?? "",
            "priority": .integer(Int64(priority)), "action": action,
        ]
        scope = rule["scope"]?.string ?? ""
        match = rule["match"].map(NetworkSignals.init)
        notMatch = rule["not_match"].map(NetworkSignals.init)
        switch (action["allow"]?.bool, action["block"]?.bool, action["redirect_uri"]?.string) {
        case (true, _, _): self.action = .allow
        case (_, true, _): self.action = .block
        case (_, _, let target?): self.action = .redirect(target)
        default: self.action = .log
        }
    }

    /// - Parameter api: the API of the request's route. If it is unknown, blocking rules apply and allowing rules do
    ///   not.
    func covers(_ api: RouteAPI?) -> Bool {
        guard scope != "tenant" else { return true }
        guard let api else {
            if case .allow = action { return false }
            return true
        }
        return switch scope {
        case "management": api == .management
        case "dynamic_client_registration": api == .dynamicClientRegistration
        case "authentication": api != .management
        default: false
        }
    }

    func isAbout(_ request: IncomingRequest) -> Bool {
        guard match?.isSeen ?? true, notMatch?.isSeen ?? true else { return false }
        return match?.allAre(of: request) ?? true && notMatch.map { !$0.anyIs(of: request) } ?? true
    }
}

/// The properties of requests that a rule can match.
private struct NetworkSignals: Sendable {
    private let addresses: [AddressRange]
    private let connecting: [AddressRange]
    private let userAgents: [String]
    private let hostnames: [String]
    /// Whether this server knows all properties of the rule. It does not know geographic locations, autonomous systems
    /// and TLS fingerprints.
    let isSeen: Bool

    init(_ json: JSON) {
        func ranges(_ names: String...) -> [AddressRange] {
            names.flatMap { json[$0]?.strings ?? [] }.compactMap(AddressRange.init)
        }
        addresses = ranges("ipv4_cidrs", "ipv6_cidrs")
        connecting = ranges("connecting_ipv4_cidrs", "connecting_ipv6_cidrs")
        userAgents = json["user_agents"]?.strings ?? []
        hostnames = (json["hostnames"]?.strings ?? []).map { $0.lowercased() }
        let unseen = ["asns", "geo_country_codes", "geo_subdivision_codes", "ja3_fingerprints", "ja4_fingerprints"]
        isSeen = unseen.allSatisfy { json[$0] == nil }
    }

    private func verdicts(on request: IncomingRequest) -> [Bool] {
        var verdicts: [Bool] = []
        if !addresses.isEmpty { verdicts.append(addresses.contains { $0.contains(request.origin.ip) }) }
        if !connecting.isEmpty { verdicts.append(connecting.contains { $0.contains(request.peer) }) }
        if !userAgents.isEmpty { verdicts.append(userAgents.contains(request.headers.first(.userAgent) ?? "")) }
        if !hostnames.isEmpty {
            let host = (request.host ?? "").lowercased().split(separator: ":").first.map(String.init)
            verdicts.append(hostnames.contains(host ?? ""))
        }
        return verdicts
    }

    func allAre(of request: IncomingRequest) -> Bool { verdicts(on: request).allSatisfy { $0 } }
    func anyIs(of request: IncomingRequest) -> Bool { verdicts(on: request).contains(true) }
}

extension DocumentTable {
    /// Tenants' access control lists.
    public static let networkACLs = DocumentTable("network_acls")
}

extension Transaction {
    /// Returns the active rules in the order of evaluation.
    public func networkRules() throws -> [NetworkRule] {
        // Rules with the same priority stay in the order of their creation.
        try documents(in: .networkACLs).compactMap(NetworkRule.init).enumerated()
            .sorted { ($0.element.priority, $0.offset) < ($1.element.priority, $1.offset) }
            .map(\.element)
    }
}
