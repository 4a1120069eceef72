import ApplicationsAPI
import Model
import Storage

extension Clients {
    public static let migrations: [Migration] =
        [
            Migration(
                "clients-1",
                """
                CREATE TABLE clients (
                    tenant \(.text) NOT NULL, client_id \(.text) NOT NULL, name \(.text) NOT NULL, secret TEXT NOT NULL,
                    is_global BIGINT NOT NULL, is_first_party BIGINT NOT NULL, app_type TEXT, external_client_id TEXT,
                    created_at \(.text) NOT NULL, document \(.json) NOT NULL, PRIMARY KEY (tenant, client_id))
                """,
                """
                CREATE TABLE client_credentials (
                    tenant \(.text) NOT NULL, client_id \(.text) NOT NULL, id \(.text) NOT NULL, kid \(.text) NOT NULL,
                    created_at \(.text) NOT NULL, document \(.json) NOT NULL, PRIMARY KEY (tenant, client_id, id),
                    FOREIGN KEY (tenant, client_id) REFERENCES clients (tenant, client_id) ON DELETE CASCADE)
                """),
            Migration(
                "clients-2",
                """
                CREATE UNIQUE INDEX clients_external ON clients (tenant, external_client_id)
                WHERE external_client_id IS NOT NULL
                """),
        ] + ClientOrigins.migrations
}
