import AccessAPI
import Storage

extension Roles {
    public static let migrations: [Migration] = [
        Migration(
            "roles-1",
            """
            CREATE TABLE roles (
                tenant \(.text) NOT NULL, id \(.text) NOT NULL, name \(.text) NOT NULL, description TEXT,
                PRIMARY KEY (tenant, id), UNIQUE (tenant, name))
            """)
    ]
}
