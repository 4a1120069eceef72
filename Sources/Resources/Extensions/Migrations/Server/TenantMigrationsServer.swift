import Contract
import ExtensionsAPI
import Serving
import Storage

extension TenantMigrations: ServedResource {
    public static let migrations: [Migration] = [
        Migration(
            "tenant-migrations-1",
            """
            CREATE TABLE tenant_migrations (
                tenant \(.text) NOT NULL, flag \(.text) NOT NULL, value INTEGER NOT NULL, PRIMARY KEY (tenant, flag))
            """)
    ]

    public func mount(on routes: inout Routes) {
        routes.on(get) { call in try await call.read { try $0.migrationFlags() } }
        routes.on(update) { call in
            try await call.write { transaction in
                for (flag, value) in call.body.flags {
                    try transaction.execute(
                        """
                        INSERT INTO tenant_migrations (tenant, flag, value)
                        VALUES (\(transaction.tenant), \(flag), \(value))
                        ON CONFLICT (tenant, flag) DO UPDATE SET value = excluded.value
                        """)
                }
                return try transaction.migrationFlags()
            }
        }
    }
}

extension Transaction {
    fileprivate func migrationFlags() throws -> MigrationFlags {
        let rows = try rows("SELECT flag, value FROM tenant_migrations WHERE tenant = \(tenant) ORDER BY flag")
        let flags: [(String, Bool)] = try rows.map { (try $0["flag"], try $0["value"]) }
        return MigrationFlags(flags: Dictionary(uniqueKeysWithValues: flags))
    }
}
