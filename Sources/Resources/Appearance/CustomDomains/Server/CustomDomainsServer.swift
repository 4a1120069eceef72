import AppearanceAPI
import Contract
import OrderedCollections
import Secrets
import Serving
import Storage

extension CustomDomains: ServedResource {
    /// The maximum number of custom domains per tenant if the server enforces Auth0's limits.
    private static let mostDomains = 20

    public func mount(on routes: inout Routes) {
        mountOne(on: &routes)
        mountDefault(on: &routes)
        mountProofs(on: &routes)
        routes.onStored(list) { call in
            let condition = try CustomDomainSearch.condition(call.query.q)
            let isByName = call.query.sort != nil
            let listing = Listing(
                "*", from: "FROM custom_domains WHERE tenant = \(call.tenant.id) \(condition)",
                order: isByName ? "domain" : "created_at, id", key: isByName ? "domain" : "id")
            let isPage = call.query.from != nil || call.query.take != nil
            let request: PageRequest =
                isPage
                ? .checkpoint(after: call.query.from, limit: call.query.take ?? 50)
                : .offset(start: 0, limit: Int(Int32.max), withTotal: false)
            let page = try await call.read { transaction in
                try transaction.page(listing, request, of: CustomDomain.self) { try CustomDomainDocument($0).json }
            }
            return OperationResponse(page)
        }
    }

    private func mountOne(on routes: inout Routes) {
        routes.onStored(create) { call in
            let id: ID<CustomDomain> = call.random.identifier("cd")
            let proof = call.random.token(bytes: 32)
            let host = call.tenant.host
            let limit = call.services.isStrict ? Self.mostDomains : Int.max
            let domain = try await call.write { transaction in
                // The tenant already has the issuer's own domain.
                guard call.body.domain.lowercased() != host else { throw APIError.customDomainExists }
                let others = try transaction.rows(
                    "SELECT is_primary FROM custom_domains WHERE tenant = \(transaction.tenant)")
                let primary: [Bool] = try others.map { try $0["is_primary"] }
                guard primary.count < limit else { throw APIError.tooManyCustomDomains }
                let domain = try CustomDomainDocument(
                    creating: call.body, id: id, isPrimary: !primary.contains(true), host: host, proof: proof,
                    at: call.now)
                try transaction.insert(domain)
                return domain
            }
            return OperationResponse(domain.json)
        }
        routes.onStored(get) { call in OperationResponse(try await call.read { try $0.customDomain(call.path) }.json) }
        routes.onStored(update) { call in
            let domain = try await call.write { transaction in
                var domain = try transaction.customDomain(call.path)
                try domain.apply(call.members)
                try transaction.update(domain)
                return domain
            }
            return OperationResponse(domain.json)
        }
        routes.on(delete) { call in
            try await call.write { transaction in
                try transaction.execute(
                    "DELETE FROM custom_domains WHERE tenant = \(transaction.tenant) AND id = \(call.path)")
            }
            return NoContent()
        }
    }

    private func mountDefault(on routes: inout Routes) {
        routes.onStored(getDefault) { call in
            let domain = try await call.read { try $0.defaultDomain() }
            return OperationResponse(domain?.jsonOfDefault ?? ["domain": .string(call.tenant.host)])
        }
        routes.onStored(setDefault) { call in
            let host = call.tenant.host
            let name = call.body.domain.lowercased()
            let domain = try await call.write { try $0.setDefaultDomain(name == host ? nil : name) }
            return OperationResponse(domain?.jsonOfDefault ?? ["domain": .string(host)])
        }
    }

    private func mountProofs(on routes: inout Routes) {
        routes.onStored(verify) { call in
            let host = call.tenant.host
            let asked = try await call.read { try $0.customDomain(call.path) }
            // DNS lookups can be slow, so they happen before any row is locked.
            let isVerified = try await CustomDomainProof(services: call.services, issuer: call.tenant.issuer)
                .isVerified(asked)
            let key = call.random.base62(64)
            let sent = try await call.write { transaction in
                var domain = try transaction.customDomain(call.path)
                let isFirst = domain.note(isVerified: isVerified, host: host, at: call.now)
                try transaction.update(domain)
                var sent = domain.json
                if isFirst, domain.type == .selfManaged { sent["cname_api_key"] = .string(key) }
                return sent
            }
            return OperationResponse(sent)
        }
        routes.on(test) { call in
            let domain = try await call.read { try $0.customDomain(call.path) }
            let proof = CustomDomainProof(services: call.services, issuer: call.tenant.issuer)
            let complaint = await proof.complaint(about: domain)
            return CustomDomainTest(success: complaint == nil, message: complaint)
        }
    }
}

extension APIError {
    fileprivate static let tooManyCustomDomains = APIError.conflict(
        "You reached the maximum number of custom domains for your account.", code: "too_many_custom_domains")
}
