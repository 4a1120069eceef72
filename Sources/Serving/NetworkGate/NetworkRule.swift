import Contract
import HTTPTypes
import Storage

/// An access control list, as requests are held against it.
public struct NetworkRule: Sendable {
    enum Action: Sendable {
        case allow
        case block
        case redirect(String)
        case log
    }

    let id: String
    /// What is told of it in the log.
    let description: JSON
    let priority: Int
    let action: Action
    private let scope: String
    private let match: NetworkSignals?
    private let notMatch: NetworkSignals?

    /// `nil` where the list is not to be looked at.
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

    /// - Parameter api: what the request's route belongs to. Where that is not known, whatever keeps requests out counts,
    ///   and what lets them in does not.
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

/// What requests are known by.
private struct NetworkSignals: Sendable {
    private let addresses: [AddressRange]
    private let connecting: [AddressRange]
    private let userAgents: [String]
    private let hostnames: [String]
    /// Whether this server can tell all of them. Where on earth an address is, whose network it is in and how TLS was
    /// spoken, it cannot.
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
    /// The rules that requests are held against, in their order.
    public func networkRules() throws -> [NetworkRule] {
        // What has the same priority stays in the order in which it was made.
        try documents(in: .networkACLs).compactMap(NetworkRule.init).enumerated()
            .sorted { ($0.element.priority, $0.offset) < ($1.element.priority, $1.offset) }
            .map(\.element)
    }
}
