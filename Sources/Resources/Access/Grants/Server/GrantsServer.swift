import AccessAPI
import Contract
import Model
import Serving
import Storage

extension Grants: ServedResource {
    public static let migrations: [Migration] = [
        Migration(
            "grants-1",
            """
            CREATE TABLE grants (
                tenant \(.text) NOT NULL, id \(.text) NOT NULL, user_id \(.text) NOT NULL, client_id \(.text) NOT NULL,
                audience \(.text) NOT NULL, scopes \(.json) NOT NULL, created_at \(.text) NOT NULL,
                PRIMARY KEY (tenant, id), UNIQUE (tenant, user_id, client_id, audience),
                FOREIGN KEY (tenant, user_id) REFERENCES users (tenant, user_id) ON DELETE CASCADE,
                FOREIGN KEY (tenant, client_id) REFERENCES clients (tenant, client_id) ON DELETE CASCADE)
            """,
            "CREATE INDEX grants_client ON grants (tenant, client_id)",
            "CREATE INDEX grants_creation ON grants (tenant, created_at, id)")
    ]

    public func mount(on routes: inout Routes) {
        routes.on(list) { call in
            let audience = call.query.audience.map(call.tenant.canonicalAudience)
            let listing = Listing(
                "*",
                from: "FROM grants WHERE tenant = \(call.tenant.id) \(Self.conditions(call.query, audience: audience))",
                order: "created_at, id", key: "id")
            return try await call.read { try $0.page(listing, call.query.pageRequest(), item: Grant.init(row:)) }
        }
        routes.on(delete) { call in
            try await call.write { try $0.endGrants("id = \(call.path)") }
            return NoContent()
        }
        routes.on(deleteAll) { call in
            try await call.write { try $0.endGrants("user_id = \(call.query.userID)") }
            return NoContent()
        }
    }

    private static func conditions(_ query: GrantFilter, audience: String?) -> SQL {
        var conditions: SQL = ""
        if let user = query.userID { conditions = conditions + " AND user_id = \(user)" }
        if let client = query.clientID { conditions = conditions + " AND client_id = \(client)" }
        if let audience { conditions = conditions + " AND audience = \(audience)" }
        return conditions
    }
}

extension Grant {
    fileprivate init(row: Row) throws {
        let scopes: JSON = try row["scopes"]
        self.init(
            id: try row["id"], clientID: try row["client_id"], userID: try row["user_id"],
            audience: try row["audience"], scope: scopes.strings ?? [])
    }
}

extension Transaction {
    /// Deletes grants together with the refresh tokens that are based on them.
    fileprivate func endGrants(_ condition: SQL) throws {
        for row in try rows("SELECT * FROM grants WHERE tenant = \(tenant) AND \(condition)\(.forUpdate)") {
            let grant = try Grant(row: row)
            try endGrant(by: grant.userID, to: grant.clientID, audience: grant.audience)
        }
    }
}
