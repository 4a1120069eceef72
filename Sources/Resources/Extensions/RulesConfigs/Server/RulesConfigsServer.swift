import Contract
import ExtensionsAPI
import Secrets
import Serving
import Storage

extension RulesConfigs: ServedResource {
    public static let migrations: [Migration] = [
        Migration(
            "rules-configs-1",
            """
            CREATE TABLE rules_configs (
                tenant \(.text) NOT NULL, key \(.text) NOT NULL, value TEXT NOT NULL,
                PRIMARY KEY (tenant, key))
            """)
    ]

    public func mount(on routes: inout Routes) {
        routes.on(list) { call in
            try await call.read { transaction in
                try transaction.rows("SELECT key FROM rules_configs WHERE tenant = \(transaction.tenant) ORDER BY key")
                    .map { RulesConfig(key: try $0["key"]) }
            }
        }
        routes.on(set) { call in
            try await call.write { transaction in
                let value = try transaction.seal(call.body.value)
                try transaction.execute(
                    """
                    INSERT INTO rules_configs (tenant, key, value) VALUES (\(transaction.tenant), \(call.path), \(value))
                    ON CONFLICT (tenant, key) DO UPDATE SET value = excluded.value
                    """)
            }
            return RulesConfig(key: call.path, value: call.body.value)
        }
        routes.on(delete) { call in
            try await call.write { transaction in
                try transaction.execute(
                    "DELETE FROM rules_configs WHERE tenant = \(transaction.tenant) AND key = \(call.path)")
            }
            return NoContent()
        }
    }
}
