import ExtensionsAPI
import Storage

extension Actions {
    public static let migrations: [Migration] = [
        Migration(
            "actions-1",
            """
            CREATE TABLE actions (
                tenant \(.text) NOT NULL, id \(.text) NOT NULL, name \(.text) NOT NULL, draft \(.json) NOT NULL,
                secrets \(.json) NOT NULL, deployed_version \(.text), has_changes INTEGER NOT NULL,
                created_at \(.text) NOT NULL, updated_at \(.text) NOT NULL, renamed_at \(.text) NOT NULL,
                PRIMARY KEY (tenant, id), UNIQUE (tenant, name))
            """,
            """
            CREATE TABLE action_triggers (
                tenant \(.text) NOT NULL, trigger_id \(.text) NOT NULL, action_id \(.text) NOT NULL,
                PRIMARY KEY (tenant, trigger_id, action_id),
                FOREIGN KEY (tenant, action_id) REFERENCES actions (tenant, id) ON DELETE CASCADE)
            """,
            "CREATE INDEX action_triggers_by_action ON action_triggers (tenant, action_id)",
            """
            CREATE TABLE action_versions (
                tenant \(.text) NOT NULL, action_id \(.text) NOT NULL, number BIGINT NOT NULL, id \(.text) NOT NULL,
                content \(.json) NOT NULL, secrets \(.json) NOT NULL, created_at \(.text) NOT NULL,
                PRIMARY KEY (tenant, action_id, number), UNIQUE (tenant, id),
                FOREIGN KEY (tenant, action_id) REFERENCES actions (tenant, id) ON DELETE CASCADE)
            """,
            """
            CREATE TABLE action_bindings (
                tenant \(.text) NOT NULL, trigger_id \(.text) NOT NULL, position BIGINT NOT NULL, id \(.text) NOT NULL,
                action_id \(.text) NOT NULL, display_name TEXT NOT NULL, secrets \(.json) NOT NULL,
                created_at \(.text) NOT NULL, updated_at \(.text) NOT NULL,
                PRIMARY KEY (tenant, trigger_id, position), UNIQUE (tenant, id),
                FOREIGN KEY (tenant, action_id) REFERENCES actions (tenant, id) ON DELETE CASCADE)
            """,
            "CREATE INDEX action_bindings_by_action ON action_bindings (tenant, action_id)"
        ),
        Migration(
            "actions-2",
            "ALTER TABLE actions ADD COLUMN status TEXT NOT NULL DEFAULT 'built'",
            "ALTER TABLE actions ADD COLUMN problem TEXT"),
    ]
}
