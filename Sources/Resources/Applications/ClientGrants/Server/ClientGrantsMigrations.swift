import ApplicationsAPI
import Storage

extension ClientGrants {
    public static let migrations: [Migration] = [
        Migration(
            "client-grants-1",
            """
            CREATE TABLE client_grants (
                tenant \(.text) NOT NULL, id \(.text) NOT NULL, client_id \(.text), default_for \(.text),
                resource_server_id \(.text) NOT NULL, subject_type \(.text) NOT NULL,
                allow_any_organization BIGINT NOT NULL, created_at \(.text) NOT NULL, document \(.json) NOT NULL,
                PRIMARY KEY (tenant, id),
                FOREIGN KEY (tenant, client_id) REFERENCES clients (tenant, client_id) ON DELETE CASCADE,
                FOREIGN KEY (tenant, resource_server_id) REFERENCES resource_servers (tenant, id) ON DELETE CASCADE)
            """,
            """
            CREATE UNIQUE INDEX client_grants_client
            ON client_grants (tenant, client_id, resource_server_id, subject_type)
            """,
            "CREATE INDEX client_grants_resource_server ON client_grants (tenant, resource_server_id)",
            """
            CREATE TABLE organization_client_grants (
                tenant \(.text) NOT NULL, organization_id \(.text) NOT NULL, grant_id \(.text) NOT NULL,
                PRIMARY KEY (tenant, organization_id, grant_id),
                FOREIGN KEY (tenant, organization_id) REFERENCES organizations (tenant, id) ON DELETE CASCADE,
                FOREIGN KEY (tenant, grant_id) REFERENCES client_grants (tenant, id) ON DELETE CASCADE)
            """,
            "CREATE INDEX organization_client_grants_grant ON organization_client_grants (tenant, grant_id)")
    ]
}
