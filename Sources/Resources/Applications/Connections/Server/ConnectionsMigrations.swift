import ApplicationsAPI
import Storage

extension Connections {
    public static let migrations: [Migration] = [
        Migration(
            "connections-1",
            """
            CREATE TABLE connections (
                tenant \(.text) NOT NULL, id \(.text) NOT NULL, name \(.text) NOT NULL, strategy \(.text) NOT NULL,
                created_at \(.text) NOT NULL, document \(.json) NOT NULL,
                PRIMARY KEY (tenant, id), UNIQUE (tenant, name))
            """,
            """
            CREATE TABLE connection_clients (
                tenant \(.text) NOT NULL, connection_id \(.text) NOT NULL, client_id \(.text) NOT NULL,
                PRIMARY KEY (tenant, connection_id, client_id),
                FOREIGN KEY (tenant, connection_id) REFERENCES connections (tenant, id) ON DELETE CASCADE,
                FOREIGN KEY (tenant, client_id) REFERENCES clients (tenant, client_id) ON DELETE CASCADE)
            """,
            "CREATE INDEX connection_clients_client ON connection_clients (tenant, client_id)"),
        Migration(
            "connections-2",
            """
            CREATE TABLE connection_keys (
                tenant \(.text) NOT NULL, connection_id \(.text) NOT NULL, kid \(.text) NOT NULL,
                standing TEXT NOT NULL, algorithm TEXT NOT NULL, private_key TEXT NOT NULL, certificate TEXT NOT NULL,
                current_since TEXT, PRIMARY KEY (tenant, connection_id, kid),
                FOREIGN KEY (tenant, connection_id) REFERENCES connections (tenant, id) ON DELETE CASCADE)
            """),
        Migration(
            "connections-3",
            """
            CREATE TABLE scim_configurations (
                tenant \(.text) NOT NULL, connection_id \(.text) NOT NULL, user_id_attribute TEXT NOT NULL,
                mapping \(.json) NOT NULL, created_at TEXT NOT NULL, updated_on TEXT NOT NULL,
                PRIMARY KEY (tenant, connection_id),
                FOREIGN KEY (tenant, connection_id) REFERENCES connections (tenant, id) ON DELETE CASCADE)
            """,
            """
            CREATE TABLE scim_tokens (
                tenant \(.text) NOT NULL, connection_id \(.text) NOT NULL, id \(.text) NOT NULL,
                digest \(.text) NOT NULL, scopes \(.json) NOT NULL, created_at \(.text) NOT NULL, valid_until TEXT,
                last_used_at TEXT, PRIMARY KEY (tenant, connection_id, id), UNIQUE (tenant, digest),
                FOREIGN KEY (tenant, connection_id)
                    REFERENCES scim_configurations (tenant, connection_id) ON DELETE CASCADE)
            """),
        Migration(
            "connections-4",
            """
            CREATE TABLE directory_provisionings (
                tenant \(.text) NOT NULL, connection_id \(.text) NOT NULL, mapping \(.json) NOT NULL,
                is_automatic BIGINT NOT NULL, group_choice TEXT, created_at TEXT NOT NULL, updated_at TEXT NOT NULL,
                PRIMARY KEY (tenant, connection_id),
                FOREIGN KEY (tenant, connection_id) REFERENCES connections (tenant, id) ON DELETE CASCADE)
            """,
            """
            CREATE TABLE synchronized_groups (
                tenant \(.text) NOT NULL, connection_id \(.text) NOT NULL, id \(.text) NOT NULL,
                PRIMARY KEY (tenant, connection_id, id),
                FOREIGN KEY (tenant, connection_id)
                    REFERENCES directory_provisionings (tenant, connection_id) ON DELETE CASCADE)
            """),
        Migration(
            "connections-5", "ALTER TABLE directory_provisionings ADD COLUMN synchronized_at TEXT",
            "ALTER TABLE directory_provisionings ADD COLUMN synchronization_status TEXT",
            "ALTER TABLE directory_provisionings ADD COLUMN synchronization_error TEXT"),
    ]
}
