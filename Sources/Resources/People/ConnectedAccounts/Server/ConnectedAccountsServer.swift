import Contract
import Model
import PeopleAPI
import Serving
import Storage

extension ConnectedAccounts: ServedResource {
    public static let migrations: [Migration] = [
        Migration(
            "connected-accounts-1",
            """
            CREATE TABLE connected_accounts (
                tenant \(.text) NOT NULL, id \(.text) NOT NULL, user_id \(.text) NOT NULL,
                connection_id \(.text) NOT NULL, scopes \(.json), organization_id \(.text),
                created_at \(.text) NOT NULL, expires_at \(.text), PRIMARY KEY (tenant, id),
                FOREIGN KEY (tenant, user_id) REFERENCES users (tenant, user_id) ON DELETE CASCADE,
                FOREIGN KEY (tenant, connection_id) REFERENCES connections (tenant, id) ON DELETE CASCADE)
            """,
            "CREATE INDEX connected_accounts_user ON connected_accounts (tenant, user_id, created_at, id)",
            """
            CREATE TABLE federated_token_sets (
                tenant \(.text) NOT NULL, id \(.text) NOT NULL, user_id \(.text) NOT NULL,
                connection \(.text) NOT NULL, scope TEXT, issued_at \(.text) NOT NULL, expires_at \(.text),
                last_used_at \(.text), tokens \(.json) NOT NULL, PRIMARY KEY (tenant, id),
                FOREIGN KEY (tenant, user_id) REFERENCES users (tenant, user_id) ON DELETE CASCADE)
            """,
            "CREATE INDEX federated_token_sets_user ON federated_token_sets (tenant, user_id, issued_at, id)")
    ]

    public func mount(on routes: inout Routes) {
        routes.on(list) { call in
            try await call.read { transaction in
                try transaction.requireUser(call.path)
                let listing = Listing(
                    "a.*, c.name, c.strategy",
                    from: """
                        FROM connected_accounts a JOIN connections c ON c.tenant = a.tenant AND c.id = a.connection_id
                        WHERE a.tenant = \(transaction.tenant) AND a.user_id = \(call.path)
                        """, order: "a.created_at, a.id", key: "a.created_at || ',' || a.id")
                let request = PageRequest.checkpoint(after: call.query.from, limit: call.query.take ?? 10)
                return try transaction.page(listing, request, item: ConnectedAccount.init(row:))
            }
        }
        routes.on(tokenSets) { call in
            try await call.read { transaction in
                try transaction.requireUser(call.path)
                return try transaction.rows(
                    """
                    SELECT id, connection, scope, issued_at, expires_at, last_used_at FROM federated_token_sets
                    WHERE tenant = \(transaction.tenant) AND user_id = \(call.path)
                    AND COALESCE(expires_at, '~') > \(call.now) ORDER BY issued_at, id
                    """
                ).map(FederatedTokenSet.init(row:))
            }
        }
        routes.on(deleteTokenSet) { call in
            try await call.write { transaction in
                try transaction.execute(
                    """
                    DELETE FROM federated_token_sets WHERE tenant = \(transaction.tenant)
                    AND user_id = \(call.path.outer) AND id = \(call.path.inner)
                    """)
            }
            return NoContent()
        }
    }
}

extension ConnectedAccount {
    fileprivate init(row: Row) throws {
        let scopes: JSON? = try row["scopes"]
        self.init(
            id: try row["id"], connection: try row["name"], connectionID: try row["connection_id"],
            strategy: try row["strategy"], scopes: scopes?.strings, organizationID: try row["organization_id"],
            createdAt: try row["created_at"], expiresAt: try row["expires_at"])
    }
}

extension FederatedTokenSet {
    fileprivate init(row: Row) throws {
        self.init(
            id: try row["id"], connection: try row["connection"], scope: try row["scope"],
            issuedAt: try row["issued_at"], expiresAt: try row["expires_at"], lastUsedAt: try row["last_used_at"])
    }
}
