import AppearanceAPI
import Contract
import Outbound
import Serving

/// Finds out from outside what is true of a custom domain.
struct CustomDomainProof: Sendable {
    let services: Services
    /// The tenant's.
    let issuer: String

    /// Whether the DNS has one of the records that show that the domain is the tenant's.
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

    /// A name in the DNS ends with a dot, or may, and knows no capital letters.
    private static func name(_ text: String) -> String {
        let name = text.lowercased()
        return name.hasSuffix(".") ? String(name.dropLast()) : name
    }

    /// What is wrong with asking the domain for this tenant over HTTPS; `nil` where nothing is.
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
