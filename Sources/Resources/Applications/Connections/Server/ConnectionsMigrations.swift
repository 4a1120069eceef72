import ApplicationsAPI
import Storage

extension Connections {
    public static let migrations: [Migration] = [
        Migration(
            "connections-1",
            """
            CREATE TABLE connections (
                tenant \(.text) NOT NULL, id \(.text) NOT NULL, name \(.text) NOT NULL, strategy \(.text) NOT NULL,
                created_at \(.text) NOT NULL, document \(.json) NOT NULL, PRIMARY KEY (tenant, id), UNIQUE (tenant, name))
            """,
            """
            CREATE TABLE connection_clients (
                tenant \(.text) NOT NULL, connection_id \(.text) NOT NULL, client_id \(.text) NOT NULL,
                PRIMARY KEY (tenant, connection_id, client_id),
                FOREIGN KEY (tenant, connection_id) REFERENCES connections (tenant, id) ON DELETE CASCADE,
                FOREIGN KEY (tenant, client_id) REFERENCES clients (tenant, client_id) ON DELETE CASCADE)
            """,
            "CREATE INDEX connection_clients_client ON connection_clients (tenant, client_id)")
    ]
}
