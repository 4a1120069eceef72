import Contract
import OrchestrationAPI
import OrderedCollections
import Secrets
import Serving
import Storage

extension FlowVault: ServedResource {
    public static let migrations: [Migration] = [
        Migration(
            "flow-vault-1",
            """
            CREATE TABLE vault_connections (
                tenant \(.text) NOT NULL, id \(.text) NOT NULL, name \(.text) NOT NULL, setup \(.text),
                document \(.json) NOT NULL, PRIMARY KEY (tenant, id))
            """,
            "CREATE INDEX vault_connections_by_name ON vault_connections (tenant, LOWER(name), id)")
    ]

    public func mount(on routes: inout Routes) {
        routes.onStored(list) { call in
            let listing = Listing(
                "document", from: "FROM vault_connections WHERE tenant = \(call.tenant.id)",
                order: "LOWER(name), id", key: "id")
            let page = try await call.read {
                try $0.page(listing, call.query.pageRequest(), of: VaultConnection.self) { try $0["document"] }
            }
            return OperationResponse(page)
        }
        routes.onStored(create) { call in
            let id: ID<VaultConnection> = call.random.identifier("ac", 22)
            let fingerprint = call.random.hexadecimal(32)
            try Self.check(call.body.setup, of: call.body.appID)
            var connection: JSONObject = [
                "id": .string(id.value), "app_id": .string(call.body.appID.rawValue), "name": .string(call.body.name),
                "ready": .bool(Self.isReady(call.body.setup)), "created_at": .string(call.now.description),
            ]
            connection["updated_at"] = .string(call.now.description)
            connection["fingerprint"] = .string(fingerprint)
            let made = JSON.object(connection)
            try await call.write { transaction in
                try transaction.insert(
                    into: "vault_connections",
                    [
                        "id": id, "name": call.body.name, "setup": try transaction.sealed(call.body.setup),
                        "document": made,
                    ])
            }
            return OperationResponse(Self.announced(made))
        }
        routes.onStored(get) { call in OperationResponse(try await call.read { try $0.vaultConnection(call.path) }) }
        routes.onStored(update) { call in
            let fingerprint = call.random.hexadecimal(32)
            let changed = try await call.write { transaction in
                var connection = try transaction.vaultConnection(call.path)
                if let setup = call.body.setup {
                    try Self.check(setup, of: VaultApplication(rawValue: connection["app_id"]?.string ?? ""))
                    connection["ready"] = .bool(Self.isReady(setup))
                    try transaction.set(setup, of: call.path)
                }
                if let name = call.body.name { connection["name"] = .string(name) }
                connection["updated_at"] = .string(call.now.description)
                connection["fingerprint"] = .string(fingerprint)
                try transaction.update(connection, call.path)
                return connection
            }
            return OperationResponse(Self.announced(changed))
        }
        routes.on(delete) { call in
            try await call.write { transaction in
                let deleted = try transaction.execute(
                    "DELETE FROM vault_connections WHERE tenant = \(transaction.tenant) AND id = \(call.path)")
                guard deleted > 0 else { throw APIError.vaultConnectionNotFound }
            }
            return NoContent()
        }
    }

    /// Rejects a setup that does not fit the application.
    private static func check(_ setup: JSON?, of application: VaultApplication) throws {
        guard let setup else { return }
        do {
            try application.setup.check(setup, at: "setup")
        } catch {
            throw APIError.invalidBody(
                "Payload validation error: '\(error.message)' on property \(error.path).")
        }
    }

    /// Whether the setup is complete: an authorization code must still be exchanged for tokens.
    private static func isReady(_ setup: JSON?) -> Bool {
        guard let setup else { return false }
        return setup["type"] != "OAUTH_CODE" && setup["code"] == nil
    }

    /// Returns a connection in the wire format of the response to an update.
    private static func announced(_ connection: JSON) -> JSON {
        var told = connection
        told["refreshed_at"] = .null
        return told
    }
}

extension APIError {
    fileprivate static let vaultConnectionNotFound = APIError.notFound("Connection not found")
}

extension Transaction {
    fileprivate func vaultConnection(_ id: ID<VaultConnection>) throws -> JSON {
        let row = try row(
            "SELECT document FROM vault_connections WHERE tenant = \(tenant) AND id = \(id)\(.forUpdate)")
        guard let row else { throw APIError.vaultConnectionNotFound }
        return try row["document"]
    }

    fileprivate func update(_ connection: JSON, _ id: ID<VaultConnection>) throws {
        try execute(
            """
            UPDATE vault_connections SET name = \(connection["name"]?.string ?? ""), document = \(connection)
            WHERE tenant = \(tenant) AND id = \(id)
            """)
    }

    fileprivate func set(_ setup: JSON, of id: ID<VaultConnection>) throws {
        try execute(
            "UPDATE vault_connections SET setup = \(try sealed(setup)) WHERE tenant = \(tenant) AND id = \(id)")
    }

    fileprivate func sealed(_ setup: JSON?) throws -> Sealed? {
        try setup.map { try seal(String(decoding: $0.bytes, as: UTF8.self)) }
    }
}
