import AccessAPI
import Storage

extension ResourceServers {
    public static let migrations: [Migration] = [
        Migration(
            "resource-servers-1",
            """
            CREATE TABLE resource_servers (
                tenant \(.text) NOT NULL, id \(.text) NOT NULL, identifier \(.text) NOT NULL, name TEXT NOT NULL,
                is_system BIGINT NOT NULL, created_at \(.text) NOT NULL, document \(.json) NOT NULL,
                PRIMARY KEY (tenant, id), UNIQUE (tenant, identifier))
            """,
            """
            CREATE TABLE permissions (
                tenant \(.text) NOT NULL, resource_server_id \(.text) NOT NULL, name \(.text) NOT NULL, description TEXT,
                position BIGINT NOT NULL, PRIMARY KEY (tenant, resource_server_id, name),
                FOREIGN KEY (tenant, resource_server_id) REFERENCES resource_servers (tenant, id) ON DELETE CASCADE)
            """,
            """
            CREATE TABLE role_permissions (
                tenant \(.text) NOT NULL, role_id \(.text) NOT NULL, resource_server_id \(.text) NOT NULL,
                name \(.text) NOT NULL, PRIMARY KEY (tenant, role_id, resource_server_id, name),
                FOREIGN KEY (tenant, role_id) REFERENCES roles (tenant, id) ON DELETE CASCADE,
                FOREIGN KEY (tenant, resource_server_id, name)
                    REFERENCES permissions (tenant, resource_server_id, name) ON DELETE CASCADE)
            """,
            "CREATE INDEX role_permissions_permission ON role_permissions (tenant, resource_server_id, name)")
    ]
}
