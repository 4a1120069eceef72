import ApplicationsAPI
import Serving
import Storage

extension Organizations: Joining {
    public static let migrations: [Migration] = [
        Migration(
            "organizations-1",
            """
            CREATE TABLE organizations (
                tenant \(.text) NOT NULL, id \(.text) NOT NULL, name \(.text) NOT NULL, display_name TEXT,
                created_at \(.text) NOT NULL, document \(.json) NOT NULL, PRIMARY KEY (tenant, id), UNIQUE (tenant, name))
            """)
    ]

    public static let joiningMigrations: [Migration] = [
        Migration(
            "organizations-2",
            "CREATE INDEX organizations_creation ON organizations (tenant, (created_at || ',' || id))",
            """
            CREATE TABLE organization_members (
                tenant \(.text) NOT NULL, organization_id \(.text) NOT NULL, user_id \(.text) NOT NULL,
                added_at \(.text) NOT NULL, PRIMARY KEY (tenant, organization_id, user_id),
                FOREIGN KEY (tenant, organization_id) REFERENCES organizations (tenant, id) ON DELETE CASCADE,
                FOREIGN KEY (tenant, user_id) REFERENCES users (tenant, user_id) ON DELETE CASCADE)
            """,
            "CREATE INDEX organization_members_user ON organization_members (tenant, user_id)",
            """
            CREATE INDEX organization_members_order
            ON organization_members (tenant, organization_id, (added_at || ',' || user_id))
            """,
            """
            CREATE TABLE organization_member_roles (
                tenant \(.text) NOT NULL, organization_id \(.text) NOT NULL, user_id \(.text) NOT NULL,
                role_id \(.text) NOT NULL, PRIMARY KEY (tenant, organization_id, user_id, role_id),
                FOREIGN KEY (tenant, organization_id) REFERENCES organizations (tenant, id) ON DELETE CASCADE,
                FOREIGN KEY (tenant, user_id) REFERENCES users (tenant, user_id) ON DELETE CASCADE,
                FOREIGN KEY (tenant, role_id) REFERENCES roles (tenant, id) ON DELETE CASCADE)
            """,
            "CREATE INDEX organization_member_roles_user ON organization_member_roles (tenant, user_id)",
            "CREATE INDEX organization_member_roles_role ON organization_member_roles (tenant, role_id)"),
        Migration(
            "organizations-3",
            """
            CREATE TABLE organization_connections (
                tenant \(.text) NOT NULL, organization_id \(.text) NOT NULL, connection_id \(.text) NOT NULL,
                assigns_membership BIGINT NOT NULL, allows_signup BIGINT NOT NULL, shows_button BIGINT NOT NULL,
                is_enabled BIGINT NOT NULL, organization_name TEXT, access_level TEXT, added_at \(.text) NOT NULL,
                PRIMARY KEY (tenant, organization_id, connection_id),
                FOREIGN KEY (tenant, organization_id) REFERENCES organizations (tenant, id) ON DELETE CASCADE,
                FOREIGN KEY (tenant, connection_id) REFERENCES connections (tenant, id) ON DELETE CASCADE)
            """,
            "CREATE INDEX organization_connections_connection ON organization_connections (tenant, connection_id)",
            """
            CREATE TABLE organization_invitations (
                tenant \(.text) NOT NULL, organization_id \(.text) NOT NULL, id \(.text) NOT NULL,
                client_id \(.text) NOT NULL, connection_id \(.text), ticket_id \(.text) NOT NULL,
                created_at \(.text) NOT NULL, expires_at TEXT NOT NULL, document \(.json) NOT NULL,
                PRIMARY KEY (tenant, organization_id, id), UNIQUE (tenant, ticket_id),
                FOREIGN KEY (tenant, organization_id) REFERENCES organizations (tenant, id) ON DELETE CASCADE,
                FOREIGN KEY (tenant, client_id) REFERENCES clients (tenant, client_id) ON DELETE CASCADE,
                FOREIGN KEY (tenant, connection_id) REFERENCES connections (tenant, id) ON DELETE CASCADE)
            """,
            "CREATE INDEX organization_invitations_client ON organization_invitations (tenant, client_id)",
            "CREATE INDEX organization_invitations_connection ON organization_invitations (tenant, connection_id)",
            """
            CREATE TABLE organization_domains (
                tenant \(.text) NOT NULL, organization_id \(.text) NOT NULL, id \(.text) NOT NULL,
                domain \(.text) NOT NULL, standing TEXT NOT NULL, is_for_discovery BIGINT NOT NULL,
                verification_text TEXT NOT NULL, created_at \(.text) NOT NULL,
                PRIMARY KEY (tenant, organization_id, id), UNIQUE (tenant, organization_id, domain),
                FOREIGN KEY (tenant, organization_id) REFERENCES organizations (tenant, id) ON DELETE CASCADE)
            """,
            "CREATE INDEX organization_domains_domain ON organization_domains (tenant, domain)"),
    ]
}
