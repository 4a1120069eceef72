import AppearanceAPI
import Contract
import Outbound
import Serving

/// Verifies a custom domain with external requests.
struct CustomDomainProof: Sendable {
    let services: Services
    /// The issuer of the tenant.
    let issuer: String

    /// Whether the DNS has one of the records that verify the domain.
    func isVerified(_ domain: CustomDomainDocument) async throws -> Bool {
        for proof in try domain.proofs {
            let type: DomainRecordType = proof.name.uppercased() == "TXT" ? .txt : .cname
            let records: [String]
            do {
                records = try await services.resolver.records(type, of: proof.domain ?? domain.domain)
            } catch let failure as OutboundFailure {
                services.logger.notice(
                    "domain not verified", metadata: ["domain": "\(domain.domain)", "reason": "\(failure)"])
                continue
            }
            let wanted = type == .cname ? Self.name(proof.record) : proof.record
            if records.contains(where: { (type == .cname ? Self.name($0) : $0) == wanted }) { return true }
        }
        return false
    }

    /// Returns the normalized form of a DNS name, which is case-insensitive and may end with a dot.
    private static func name(_ text: String) -> String {
        let name = text.lowercased()
        return name.hasSuffix(".") ? String(name.dropLast()) : name
    }

    /// Requests the domain over HTTPS and returns a description of the error; `nil` if this tenant responds.
    func complaint(about domain: CustomDomainDocument) async -> String? {
        let url = "https://\(domain.domain)/.well-known/openid-configuration"
        do {
            let answer = try await services.outbound.send(OutboundRequest("GET", url))
            guard answer.status == 200 else { return "\(url) answers \(answer.status)" }
            let document = try? JSON(parsing: answer.body)
            guard document?["issuer"]?.string == issuer else { return "\(url) is not answered by this tenant" }
            return nil
        } catch {
            return "\(url) does not answer: \((error as? OutboundFailure)?.description ?? "the request failed")"
        }
    }
}
