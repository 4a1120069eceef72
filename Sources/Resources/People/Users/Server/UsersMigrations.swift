import Contract
import Model
import PeopleAPI
import Search
import Storage

extension Users {
    public static let migrations: [Migration] = [
        Migration(
            "users-1",
            """
            CREATE TABLE users (
                tenant \(.text) NOT NULL, user_id \(.text) NOT NULL, email \(.text), name \(.text), nickname \(.text),
                username \(.text), phone_number \(.text), picture TEXT, blocked BIGINT NOT NULL,
                created_at \(.text) NOT NULL, updated_at \(.text) NOT NULL, last_login \(.text), logins_count BIGINT,
                document \(.json) NOT NULL, PRIMARY KEY (tenant, user_id))
            """,
            "CREATE INDEX users_creation ON users (tenant, created_at, user_id)",
            "CREATE INDEX users_email ON users (tenant, email)",
            """
            CREATE TABLE identities (
                tenant \(.text) NOT NULL, provider \(.text) NOT NULL, id \(.text) NOT NULL, user_id \(.text) NOT NULL,
                position BIGINT NOT NULL, connection_id \(.text) NOT NULL, email \(.text), username \(.text),
                phone_number \(.text), password_hash TEXT,
                PRIMARY KEY (tenant, provider, id),
                FOREIGN KEY (tenant, user_id) REFERENCES users (tenant, user_id) ON DELETE CASCADE,
                FOREIGN KEY (tenant, connection_id) REFERENCES connections (tenant, id) ON DELETE CASCADE)
            """,
            "CREATE INDEX identities_user ON identities (tenant, user_id, position)",
            """
            CREATE UNIQUE INDEX identities_email ON identities (tenant, connection_id, email) WHERE email IS NOT NULL
            """,
            """
            CREATE UNIQUE INDEX identities_username ON identities (tenant, connection_id, username)
            WHERE username IS NOT NULL
            """,
            """
            CREATE UNIQUE INDEX identities_phone_number ON identities (tenant, connection_id, phone_number)
            WHERE phone_number IS NOT NULL
            """,
            """
            CREATE TABLE password_history (
                tenant \(.text) NOT NULL, provider \(.text) NOT NULL, id \(.text) NOT NULL, position BIGINT NOT NULL,
                password_hash TEXT NOT NULL, PRIMARY KEY (tenant, provider, id, position),
                FOREIGN KEY (tenant, provider, id) REFERENCES identities (tenant, provider, id) ON DELETE CASCADE)
            """,
            """
            CREATE TABLE user_roles (
                tenant \(.text) NOT NULL, user_id \(.text) NOT NULL, role_id \(.text) NOT NULL,
                assigned_at \(.text) NOT NULL, PRIMARY KEY (tenant, user_id, role_id),
                FOREIGN KEY (tenant, user_id) REFERENCES users (tenant, user_id) ON DELETE CASCADE,
                FOREIGN KEY (tenant, role_id) REFERENCES roles (tenant, id) ON DELETE CASCADE)
            """,
            "CREATE INDEX user_roles_role ON user_roles (tenant, role_id, assigned_at, user_id)",
            """
            CREATE TABLE user_permissions (
                tenant \(.text) NOT NULL, user_id \(.text) NOT NULL, resource_server_id \(.text) NOT NULL,
                name \(.text) NOT NULL, PRIMARY KEY (tenant, user_id, resource_server_id, name),
                FOREIGN KEY (tenant, user_id) REFERENCES users (tenant, user_id) ON DELETE CASCADE,
                FOREIGN KEY (tenant, resource_server_id, name)
                    REFERENCES permissions (tenant, resource_server_id, name) ON DELETE CASCADE)
            """,
            "CREATE INDEX user_permissions_permission ON user_permissions (tenant, resource_server_id, name)"),
        values,
        Migration(
            "users-3",
            """
            CREATE TABLE remembered_browsers (
                tenant \(.text) NOT NULL, user_id \(.text) NOT NULL, digest \(.text) NOT NULL,
                expires_at \(.text) NOT NULL, PRIMARY KEY (tenant, user_id, digest),
                FOREIGN KEY (tenant, user_id) REFERENCES users (tenant, user_id) ON DELETE CASCADE)
            """,
            """
            CREATE TABLE known_devices (
                tenant \(.text) NOT NULL, user_id \(.text) NOT NULL, connection \(.text) NOT NULL,
                digest \(.text) NOT NULL, seen_at \(.text) NOT NULL,
                PRIMARY KEY (tenant, user_id, connection, digest),
                FOREIGN KEY (tenant, user_id) REFERENCES users (tenant, user_id) ON DELETE CASCADE)
            """,
            """
            CREATE TABLE impersonation_tickets (
                tenant \(.text) NOT NULL, digest \(.text) NOT NULL, user_id \(.text) NOT NULL,
                impersonator_id \(.text) NOT NULL, client_id \(.text) NOT NULL, protocol TEXT NOT NULL,
                parameters \(.json) NOT NULL, expires_at \(.text) NOT NULL, PRIMARY KEY (tenant, digest),
                FOREIGN KEY (tenant, user_id) REFERENCES users (tenant, user_id) ON DELETE CASCADE,
                FOREIGN KEY (tenant, impersonator_id) REFERENCES users (tenant, user_id) ON DELETE CASCADE,
                FOREIGN KEY (tenant, client_id) REFERENCES clients (tenant, client_id) ON DELETE CASCADE)
            """),
        numbers, index,
        Migration(
            "users-6",
            """
            CREATE TABLE identity_tokens (
                tenant \(.text) NOT NULL, provider \(.text) NOT NULL, id \(.text) NOT NULL, tokens TEXT NOT NULL,
                PRIMARY KEY (tenant, provider, id),
                FOREIGN KEY (tenant, provider, id) REFERENCES identities (tenant, provider, id) ON DELETE CASCADE)
            """),
    ]

    /// Created a table with a row for each value of each user, which a later migration drops.
    private static let values = Migration(
        "users-2",
        """
        CREATE TABLE user_values (
            tenant \(.text) NOT NULL, user_id \(.text) NOT NULL, field \(.text) NOT NULL, position BIGINT NOT NULL,
            text \(.text), number DOUBLE PRECISION,
            PRIMARY KEY (tenant, user_id, field, position),
            FOREIGN KEY (tenant, user_id) REFERENCES users (tenant, user_id) ON DELETE CASCADE)\(.keptByKey)
        """,
        "CREATE INDEX user_values_text ON user_values (tenant, field, text, user_id)",
        """
        CREATE INDEX user_values_number ON user_values (tenant, field, number, user_id) WHERE number IS NOT NULL
        """)

    /// Assigns numbers to users, in order of creation.
    private static let numbers = Migration(
        "users-4",
        "DROP TABLE user_values",
        "\(sqlite: "", postgres: "CREATE SEQUENCE user_numbers")",
        "ALTER TABLE users ADD COLUMN number BIGINT NOT NULL DEFAULT 0",
        """
        UPDATE users SET number = numbered.number FROM (
            SELECT tenant, user_id, \(sqlite: "", postgres: "nextval('user_numbers') + 0 *")
                ROW_NUMBER() OVER (PARTITION BY tenant ORDER BY created_at, user_id) AS number
            FROM users ORDER BY tenant, created_at, user_id) AS numbered
        WHERE users.tenant = numbered.tenant AND users.user_id = numbered.user_id
        """,
        "CREATE UNIQUE INDEX users_number ON users (tenant, number)",
        "DROP INDEX users_creation")

    /// Fills the search index (an earlier form of which named each field in each row), and drops columns that the index
    /// replaces.
    private static let index = Migration(
        "users-5",
        "DROP TABLE IF EXISTS user_index",
        """
        CREATE TABLE user_fields (
            id \(sqlite: "INTEGER", postgres: "BIGINT GENERATED ALWAYS AS IDENTITY") PRIMARY KEY,
            tenant \(.text) NOT NULL, name \(.text) NOT NULL, UNIQUE (tenant, name))
        """,
        """
        CREATE TABLE user_postings (
            field BIGINT NOT NULL, value \(.text) NOT NULL, first BIGINT NOT NULL, last BIGINT NOT NULL, users \(.blob),
            PRIMARY KEY (field, value, first))\(.keptByKey)
        """,
        "DROP INDEX users_email",
        "ALTER TABLE users DROP COLUMN nickname", "ALTER TABLE users DROP COLUMN username",
        "ALTER TABLE users DROP COLUMN phone_number", "ALTER TABLE users DROP COLUMN blocked",
        "ALTER TABLE users DROP COLUMN created_at", "ALTER TABLE users DROP COLUMN updated_at",
        "ALTER TABLE users DROP COLUMN last_login", "ALTER TABLE users DROP COLUMN logins_count",
        forEach: "SELECT DISTINCT tenant FROM users"
    ) { transaction in
        var last = 0
        while let next = try transaction.enterUsers(after: last) { last = next }
    }
}

extension Transaction {
    /// Adds a batch of users to the index.
    /// - Returns: The number of the last one; `nil` if none are left.
    fileprivate func enterUsers(after last: Int) throws -> Int? {
        let rows = try rows(
            """
            SELECT number, document FROM users WHERE tenant = \(tenant) AND number > \(last) ORDER BY number LIMIT 1000
            """)
        let documents: [JSON] = try rows.map { try $0["document"] }
        try userIndex.insert(SearchBatch(documents, .users), try rows.map { try $0["number"] }, in: self)
        return try rows.last?["number"]
    }
}
