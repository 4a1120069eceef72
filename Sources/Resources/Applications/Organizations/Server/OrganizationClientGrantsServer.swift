import ApplicationsAPI
import Contract
import Model
import OrderedCollections
import Serving
import Storage

extension Organizations {
    func mountClientGrants(on routes: inout Routes) {
        routes.onStored(clientGrants) { call in
            let audience = call.query.audience.map(call.tenant.canonicalAudience)
            let listing = Listing(
                Transaction.clientGrantColumns,
                from: """
                    \(Transaction.clientGrantSource)
                    JOIN organization_client_grants o ON o.tenant = g.tenant AND o.grant_id = g.id
                    WHERE g.tenant = \(call.tenant.id) AND o.organization_id = \(call.path)
                    \(Self.conditions(call.query, audience: audience))
                    """, order: "g.created_at, g.id", key: "g.id")
            let page = try await call.read { transaction in
                try transaction.requireOrganization(call.path)
                return try transaction.page(listing, call.query.pageRequest(), of: ClientGrant.self) {
                    try ClientGrantDocument(row: $0).json
                }
            }
            return OperationResponse(page)
        }
        routes.onStored(addClientGrant) { call in
            let grant = try await call.write { transaction in
                try transaction.requireOrganization(call.path)
                let grant = try transaction.clientGrant(call.body.grantID)
                let isNew = try transaction.insertIfAbsent(
                    into: "organization_client_grants", ["organization_id": call.path, "grant_id": grant.id])
                if !isNew { throw APIError.clientGrantGiven }
                return grant
            }
            return OperationResponse(grant.givenJSON)
        }
        routes.on(removeClientGrant) { call in
            try await call.write { transaction in
                try transaction.requireOrganization(call.path.outer)
                try transaction.execute(
                    """
                    DELETE FROM organization_client_grants WHERE tenant = \(transaction.tenant)
                    AND organization_id = \(call.path.outer) AND grant_id = \(call.path.inner)
                    """)
            }
            return NoContent()
        }
    }

    private static func conditions(_ query: OrganizationClientGrantFilter, audience: String?) -> SQL {
        var conditions: SQL = ""
        if let audience { conditions = conditions + " AND s.identifier = \(audience)" }
        if let client = query.clientID { conditions = conditions + " AND g.client_id = \(client)" }
        if let grants = query.grantIDs { conditions = conditions + " AND g.id IN \(list: grants)" }
        return conditions
    }
}

extension ClientGrantDocument {
    /// The client grant in the response to its association with an organization: it has the identifier under two names,
    /// for clients of different versions.
    fileprivate var givenJSON: JSON {
        var sent: JSONObject = ["id": .string(id.value), "grant_id": .string(id.value)]
        for name in ["client_id", "audience", "scope", "organization_usage", "allow_any_organization"] {
            sent[name] = json[name]
        }
        return .object(sent)
    }
}

extension APIError {
    fileprivate static let clientGrantGiven = APIError.conflict(
        "The client grant is already associated with the organization", code: "organization_client_grant_conflict")
}
