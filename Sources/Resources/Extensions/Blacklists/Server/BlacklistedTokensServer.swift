import Contract
import ExtensionsAPI
import Serving
import Storage

extension BlacklistedTokens: ServedResource {
    public static let migrations: [Migration] = [
        Migration(
            "blacklisted-tokens-1",
            """
            CREATE TABLE blacklisted_tokens (
                tenant \(.text) NOT NULL, aud \(.text) NOT NULL, jti \(.text) NOT NULL,
                PRIMARY KEY (tenant, aud, jti))
            """)
    ]

    public func mount(on routes: inout Routes) {
        routes.on(list) { call in
            let audience: SQL = call.query.aud.map { " AND aud = \($0)" } ?? ""
            let tokens: SQL = "SELECT aud, jti FROM blacklisted_tokens WHERE tenant = \(call.tenant.id)"
            return try await call.read { transaction in
                try transaction.rows(tokens + audience + " ORDER BY aud, jti")
                    .map { BlacklistedToken(jti: try $0["jti"], aud: try $0["aud"]) }
            }
        }
        routes.on(add) { call in
            let audience = call.body.aud ?? call.caller.clientID ?? call.tenant.managementAudience
            try await call.write { transaction in
                let isNew = try transaction.insertIfAbsent(
                    into: "blacklisted_tokens", ["aud": audience, "jti": call.body.jti])
                // Servers load the list only once it has a token; the new generation notifies them of the first one.
                if isNew, !call.tenant.hasBlacklistedTokens { try transaction.changeGeneration() }
            }
            if !call.tenant.hasBlacklistedTokens { try await call.services.tenants.reload(call.tenant.id) }
            return NoContent()
        }
    }
}
