import ApplicationsAPI
import Contract
import Model
import OrderedCollections
import Secrets
import Serving
import Storage

extension ClientGrants: ServedResource {
    public func mount(on routes: inout Routes) {
        routes.onStored(list) { call in
            let listing = Listing(
                Transaction.clientGrantColumns,
                from: "\(Transaction.clientGrantSource) WHERE g.tenant = \(call.tenant.id) \(Self.conditions(call))",
                order: "g.created_at, g.id", key: "g.id")
            let page = try await call.read { transaction in
                try transaction.page(listing, call.query.pageRequest(), of: ClientGrant.self) {
                    try ClientGrantDocument(row: $0).json
                }
            }
            return OperationResponse(page)
        }
        routes.onStored(create) { call in
            guard (call.body.clientID == nil) != (call.body.defaultFor == nil) else {
                throw APIError.invalidBody("Either client_id or default_for must be given, and not both")
            }
            let grant = ClientGrantDocument(
                creating: call.body, call.members, id: call.random.identifier("cgr"),
                audience: call.tenant.canonicalAudience(call.body.audience))
            try await call.write { try $0.insert(grant, at: call.now) }
            return OperationResponse(grant.json)
        }
        routes.onStored(get) { call in OperationResponse(try await call.read { try $0.clientGrant(call.path) }.json) }
        routes.onStored(update) { call in
            let grant = try await call.write { transaction in
                var grant = try transaction.clientGrant(call.path)
                if grant.isSystem { throw APIError.systemGrant }
                grant.apply(call.members)
                if let audience = try transaction.audience(grant.audience) {
                    try transaction.requireScopes(of: grant, in: audience)
                }
                try transaction.update(grant)
                return grant
            }
            return OperationResponse(grant.json)
        }
        routes.on(delete) { call in
            try await call.write { transaction in
                try transaction.execute(
                    "DELETE FROM client_grants WHERE tenant = \(transaction.tenant) AND id = \(call.path)")
            }
            return NoContent()
        }
        routes.onStored(organizations) { call in
            let page = try await call.read { transaction in
                _ = try transaction.clientGrant(call.path)
                let listing = Listing(
                    "o.id, o.name, o.display_name, o.document",
                    from: """
                        FROM organization_client_grants g
                        JOIN organizations o ON o.tenant = g.tenant AND o.id = g.organization_id
                        WHERE g.tenant = \(transaction.tenant) AND g.grant_id = \(call.path)
                        """, order: "o.name", key: "o.id")
                return try transaction.page(listing, call.query.pageRequest(), of: Organization.self) {
                    try OrganizationRow(row: $0).json
                }
            }
            return OperationResponse(page)
        }
    }

    private static func conditions(_ call: Call<NoContent, ClientGrantFilter, NoContent>) -> SQL {
        var conditions: SQL = ""
        if let audience = call.query.audience {
            conditions = conditions + " AND s.identifier = \(call.tenant.canonicalAudience(audience))"
        }
        if let client = call.query.clientID { conditions = conditions + " AND g.client_id = \(client)" }
        if let type = call.query.subjectType { conditions = conditions + " AND g.subject_type = \(type)" }
        if let kind = call.query.defaultFor { conditions = conditions + " AND g.default_for = \(kind)" }
        if let any = call.query.allowAnyOrganization {
            conditions = conditions + " AND g.allow_any_organization = \(any)"
        }
        return conditions
    }
}

extension ClientGrants: TenantSeeding {
    public static func seed(_ seed: TenantSeed, in transaction: Transaction) throws {
        let scopes = try transaction.audience(seed.managementAudience).map(transaction.scopes(of:)) ?? []
        let grant = ClientGrantDocument(
            id: seed.random.identifier("cgr"), clientID: ClientID(seed.administrator.clientID),
            audience: seed.managementAudience,
            members: ["scope": .array(scopes.map(JSON.string)), "subject_type": "client", "allow_all_scopes": true])
        try transaction.insert(grant, at: seed.now)
    }
}

extension ClientGrantDocument {
    /// The default grant of an application for the Okta Integration Network: the scopes to configure its customers'
    /// connections.
    static func expressConfiguration(of client: ClientID, id: ID<ClientGrant>, audience: String) -> Self {
        let scopes: [JSON] = [
            "read:clients", "read:user_attribute_profiles", "read:connection_profiles", "read:organizations_summary",
            "read:connections", "create:connections", "update:connections", "read:connections_options",
            "update:connections_options", "read:organization_connections", "create:organization_connections",
            "update:organization_connections", "create:scim_config", "read:scim_token", "create:scim_token",
            "delete:scim_token",
        ]
        return Self(
            id: id, clientID: client, audience: audience,
            members: ["scope": .array(scopes), "is_system": true, "subject_type": "client"])
    }
}

extension APIError {
    fileprivate static let systemGrant = APIError.forbidden(
        "A system client grant cannot be changed", code: "operation_not_supported")
}
