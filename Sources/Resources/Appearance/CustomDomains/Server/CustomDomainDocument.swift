import AppearanceAPI
import Contract
import OrderedCollections

/// A custom domain as it is stored.
struct CustomDomainDocument: Sendable {
    let id: ID<CustomDomain>
    let domain: String
    let type: CustomDomainType
    let isPrimary: Bool
    var isDefault: Bool
    var status: CustomDomainStatus
    let createdAt: Timestamp
    /// The other members of the wire format.
    var members: JSONObject

    /// Auth0's error message for a missing DNS record.
    private static let recordMissing: JSON = "DNS Verification record issue."

    init(
        id: ID<CustomDomain>, domain: String, type: CustomDomainType, isPrimary: Bool, isDefault: Bool,
        status: CustomDomainStatus, createdAt: Timestamp, members: JSONObject
    ) {
        self.id = id
        self.domain = domain
        self.type = type
        self.isPrimary = isPrimary
        self.isDefault = isDefault
        self.status = status
        self.createdAt = createdAt
        self.members = members
    }

    /// Creates a new domain.
    /// - Parameters:
    ///   - host: The host of the issuer.
    ///   - proof: The required value of the TXT record.
    init(
        creating draft: CustomDomainDraft, id: ID<CustomDomain>, isPrimary: Bool, host: String, proof: String,
        at now: Timestamp
    ) throws {
        let domain = draft.domain.lowercased()
        self.init(
            id: id, domain: domain, type: draft.type, isPrimary: isPrimary, isDefault: false,
            status: .pendingVerification, createdAt: now, members: [:])
        let isByText = draft.type == .selfManaged || draft.verificationMethod != nil
        let method: JSON =
            isByText
            ? [
                "name": "TXT", "record": .string("auth0-domain-verification=\(proof)"),
                "domain": .string("_auth0-domain-verification.\(domain)"),
            ] : ["name": "CNAME", "record": .string(host), "domain": .string(domain)]
        members["verification"] = ["methods": [method]]
        members["tls_policy"] = .string(draft.tlsPolicy ?? "recommended")
        members["custom_client_ip_header"] = draft.customClientIPHeader.map(JSON.string)
        if let metadata = draft.domainMetadata?.object {
            members["domain_metadata"] = .object(metadata.filter { !$0.value.isNull })
        }
        members["relying_party_identifier"] = draft.relyingPartyIdentifier.map(JSON.string)
        try check()
    }

    /// Applies an update: metadata is merged, and `null` removes a member.
    mutating func apply(_ changes: JSONObject) throws {
        for (name, value) in changes {
            if name == "domain_metadata", let given = value.object {
                let merged = (members[name]?.object ?? [:]).merging(given) { $1 }
                members[name] = .object(merged.filter { !$0.value.isNull })
            } else {
                members[name] = value.isNull ? nil : value
            }
        }
        try check()
    }

    private func check() throws {
        let count = members["domain_metadata"]?.object?.count ?? 0
        guard count <= CustomDomainDraft.mostMetadata else {
            throw APIError.invalidBody(
                """
                Payload validation error: 'Too many properties defined (\(count)), maximum \
                \(CustomDomainDraft.mostMetadata)' on property domain_metadata.
                """)
        }
        if let party = members["relying_party_identifier"]?.string?.lowercased() {
            guard domain == party || domain.hasSuffix(".\(party)") else {
                throw APIError.invalidBody("The relying_party_identifier must be the custom domain or a parent of it.")
            }
        }
    }

    /// The DNS records that verify the domain; one of them suffices.
    var proofs: [DomainVerification.Method] {
        get throws { try members["verification"]?.decoded(as: DomainVerification.self).methods ?? [] }
    }

    /// Records the result of a verification.
    /// - Parameter host: The host of the issuer.
    /// - Returns: Whether the domain was verified for the first time.
    mutating func note(isVerified: Bool, host: String, at now: Timestamp) -> Bool {
        if isVerified {
            let isFirst = members["origin_domain_name"] == nil
            status = .ready
            members["origin_domain_name"] = .string(host)
            members["verification"]?["status"] = "verified"
            members["verification"]?["error_msg"] = nil
            members["verification"]?["last_verified_at"] = .string(now.description)
            return isFirst
        }
        // A pending domain stays pending.
        if status != .pendingVerification {
            members["verification"]?["status"] = "failed"
            members["verification"]?["error_msg"] = Self.recordMissing
        }
        return false
    }

    /// The domain in wire format.
    var json: JSON { sent(withState: members["verification"]?["status"] != nil) }

    /// The domain in the wire format of the default domain, which includes the verification state even before the first
    /// verification.
    var jsonOfDefault: JSON { sent(withState: true) }

    private func sent(withState tellsState: Bool) -> JSON {
        var sent: JSONObject = [
            "custom_domain_id": .string(id.value), "domain": .string(domain), "primary": .bool(isPrimary),
            "is_default": .bool(isDefault), "status": .string(status.rawValue), "type": .string(type.rawValue),
        ]
        sent.merge(members) { $1 }
        if tellsState {
            if sent["verification"]?["status"] == nil { sent["verification"]?["status"] = "pending" }
            if type == .managed { sent["certificate"] = ["certificate_authority": "letsencrypt"] }
        }
        sent["created_at"] = .string(createdAt.description)
        return .object(sent)
    }
}
