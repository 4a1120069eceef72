import ApplicationsAPI
import Contract
import Foundation
import Secrets
import Serving
import Storage

extension Connections {
    func mountSCIM(on routes: inout Routes) {
        mountSCIMConfiguration(on: &routes)
        mountSCIMTokens(on: &routes)
        routes.on(scimConfigurations) { call in
            let listing = Listing(
                "c.id, c.name, c.strategy, s.mapping, s.user_id_attribute, s.created_at, s.updated_on",
                from: """
                    FROM scim_configurations s
                    JOIN connections c ON c.tenant = s.tenant AND c.id = s.connection_id
                    WHERE s.tenant = \(call.tenant.id)
                    """, order: "c.id", key: "c.id")
            let tenant = call.tenant.hostName
            return try await call.read { transaction in
                try transaction.page(listing, call.query.pageRequest()) {
                    try SCIMConfiguration(row: $0, tenantName: tenant)
                }
            }
        }
    }

    private func mountSCIMConfiguration(on routes: inout Routes) {
        routes.on(scimConfiguration) { call in
            try await call.read { try $0.scimConfiguration(call.path, tenantName: call.tenant.hostName) }
        }
        routes.on(createSCIMConfiguration) { call in
            try await call.write { transaction in
                try transaction.insertSCIMConfiguration(call.body, of: call.path, at: call.now)
                return try transaction.scimConfiguration(call.path, tenantName: call.tenant.hostName)
            }
        }
        routes.on(updateSCIMConfiguration) { call in
            try await call.write { transaction in
                _ = try transaction.scimConfiguration(call.path, tenantName: call.tenant.hostName)
                try transaction.updateSCIMConfiguration(call.body, of: call.path, at: call.now)
                return try transaction.scimConfiguration(call.path, tenantName: call.tenant.hostName)
            }
        }
        routes.on(deleteSCIMConfiguration) { call in
            try await call.write { transaction in
                _ = try transaction.connection(call.path)
                try transaction.deleteSCIMConfiguration(of: call.path)
            }
            return NoContent()
        }
        routes.on(defaultSCIMMapping) { call in
            let connection = try await call.read { try $0.provisionedConnection(call.path) }
            return SCIMDefaultMapping(mapping: SCIMDefaults.mapping(of: connection.strategy))
        }
    }

    private func mountSCIMTokens(on routes: inout Routes) {
        routes.on(scimTokens) { call in
            try await call.read { transaction in
                _ = try transaction.scimConfiguration(call.path, tenantName: call.tenant.hostName)
                return try transaction.scimTokens(of: call.path)
            }
        }
        routes.on(createSCIMToken) { call in
            let id: ID<SCIMToken> = call.random.identifier("tok")
            let secret = call.random.token(bytes: 32)
            var token = SCIMToken(tokenID: id, token: "\(id).\(secret)", scopes: call.body.scopes, createdAt: call.now)
            if token.scopes == nil { token.scopes = SCIMDefaults.scopes }
            token.validUntil = call.body.tokenLifetime.map { call.now + .seconds($0) }
            let made = token
            try await call.write { transaction in
                _ = try transaction.scimConfiguration(call.path, tenantName: call.tenant.hostName)
                if try transaction.scimTokens(of: call.path).count >= 2 { throw APIError.tooManySCIMTokens }
                try transaction.insert(made, of: call.path)
            }
            return made
        }
        routes.on(deleteSCIMToken) { call in
            let deleted = try await call.write { transaction in
                _ = try transaction.connection(call.path.outer)
                return try transaction.deleteSCIMToken(call.path.inner, of: call.path.outer)
            }
            if !deleted { throw APIError.scimNotFound }
            return NoContent()
        }
    }
}

extension TenantContext {
    /// The public name of the tenant: the host of its issuer.
    fileprivate var hostName: String { URL(string: issuer)?.host() ?? issuer }
}

extension APIError {
    static let scimNotFound = APIError.notFound("Not Found")
    static let scimExists = APIError.badRequest(
        "A SCIM configuration already exists for this connection", code: "scim_configuration_exists")
    fileprivate static let tooManySCIMTokens = APIError.conflict(
        "A SCIM configuration has no more than two tokens", code: "too_many_scim_tokens")
}
