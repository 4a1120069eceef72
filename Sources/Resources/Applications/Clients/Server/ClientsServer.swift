import ApplicationsAPI
import Contract
import Model
import OrderedCollections
import Secrets
import Serving
import Storage

extension Clients: ServedResource {
    public func mount(on routes: inout Routes) {
        routes.onStored(list) { call in
            let listing = Listing(
                "*", from: "FROM clients WHERE tenant = \(call.tenant.id) \(try Self.conditions(call.query))",
                order: "created_at, client_id", key: "client_id")
            let page = try await call.read { transaction in
                try transaction.page(listing, call.query.pageRequest(), of: Client.self) {
                    try ClientDocument(row: $0, in: transaction).json(for: call.tenant)
                }
            }
            return OperationResponse(page)
        }
        routes.onStored(create) { call in
            let creation = try ClientCreation(call.members, random: call.random, now: call.now)
            let grant = ClientGrantDocument.expressConfiguration(
                of: creation.document.id, id: call.random.identifier("cgr"), audience: call.tenant.managementAudience)
            try await call.write { transaction in
                try Self.requireKnownReferences(creation.document.members, in: transaction)
                try creation.insert(into: transaction, at: call.now)
                if call.body.appType == "express_configuration" { try transaction.insert(grant, at: call.now) }
            }
            return OperationResponse(creation.described.json(for: call.tenant))
        }
        routes.onStored(get) { call in
            OperationResponse(try await call.read { try $0.clientDocument(call.path) }.json(for: call.tenant))
        }
        routes.onStored(update) { call in
            let client = try await call.write { transaction in
                var client = try transaction.clientDocument(call.path)
                if client.isGlobal, call.members["name"] != nil { throw APIError.renamedGlobalClient }
                client.apply(call.members)
                try ClientConstraints.check(client.members, given: call.members)
                try Self.requireOwnCredentials(client, in: transaction)
                try transaction.update(client)
                return client
            }
            return OperationResponse(client.json(for: call.tenant))
        }
        routes.on(delete) { call in
            try await call.write { transaction in
                let row = try transaction.row(
                    """
                    SELECT is_global FROM clients
                    WHERE tenant = \(transaction.tenant) AND client_id = \(call.path)
                    """)
                if try row?["is_global"] == true { throw APIError.globalClient }
                try transaction.execute(
                    "DELETE FROM clients WHERE tenant = \(transaction.tenant) AND client_id = \(call.path)")
            }
            return NoContent()
        }
        routes.onStored(rotateSecret) { call in
            let secret = call.random.token(bytes: 48)
            let client = try await call.write { transaction in
                var client = try transaction.clientDocument(call.path)
                client.secret = secret
                try transaction.update(client)
                return client
            }
            return OperationResponse(client.json(for: call.tenant))
        }
        mountConnections(on: &routes)
        mountCredentials(on: &routes)
        mountMetadata(on: &routes)
    }

    private func mountConnections(on routes: inout Routes) {
        routes.onStored(connections) { call in
            let strategies: SQL = call.query.strategy.map { "AND c.strategy IN \(list: $0.map(\.rawValue))" } ?? ""
            let listing = Listing(
                "c.id, c.name, c.strategy, c.document",
                from: """
                    FROM connection_clients e JOIN connections c ON c.tenant = e.tenant AND c.id = e.connection_id
                    WHERE e.tenant = \(call.tenant.id) AND e.client_id = \(call.path) \(strategies)
                    """, order: "c.id", key: "c.id")
            let request = call.query.pageRequest()
            let page = try await call.read { transaction in
                _ = try transaction.clientDocument(call.path)
                return try transaction.page(listing, request, of: Connection.self) { row in
                    let stored = try ConnectionRow(row: row, in: transaction)
                    var connection = ConnectionDocument(stored, enabledClients: []).json
                    connection["enabled_clients"] = nil
                    return connection
                }
            }
            return OperationResponse(page)
        }
    }

    private static func conditions(_ query: ClientFilter) throws -> SQL {
        var conditions: SQL = ""
        if let isGlobal = query.isGlobal { conditions = conditions + " AND is_global = \(isGlobal)" }
        if let isFirstParty = query.isFirstParty { conditions = conditions + " AND is_first_party = \(isFirstParty)" }
        if let kinds = query.appType?.split(separator: ",").map(String.init) {
            conditions = conditions + " AND app_type IN \(list: kinds)"
        }
        if let external = query.externalClientID { conditions = conditions + " AND external_client_id = \(external)" }
        if let q = query.q { conditions = conditions + (try ClientSearch.condition(q)) }
        return conditions
    }

    private static func requireKnownReferences(_ members: JSONObject, in transaction: Transaction) throws {
        guard let identifier = members["resource_server_identifier"]?.string else { return }
        let found: SQL = """
            SELECT 1 FROM resource_servers WHERE tenant = \(transaction.tenant) AND identifier = \(identifier)
            """
        if try !transaction.exists(found) {
            throw APIError.badRequest("The resource server does not exist", code: "inexistent_resource_server")
        }
    }

    /// An authentication method can only refer to credentials of the same application.
    private static func requireOwnCredentials(_ client: ClientDocument, in transaction: Transaction) throws {
        let chosen =
            client.chosenCredentials("client_authentication_methods")
            + client.chosenCredentials("signed_request_object")
        guard !chosen.isEmpty else { return }
        let known: [String] = try transaction.rows(
            "SELECT id FROM client_credentials WHERE tenant = \(transaction.tenant) AND client_id = \(client.id)"
        ).map { try $0["id"] }
        if let missing = chosen.first(where: { !known.contains($0) }) {
            throw APIError.badRequest("Credential \(missing) does not exist", code: "inexistent_credential")
        }
    }
}

extension ClientDocument {
    func json(for tenant: TenantContext) -> JSON {
        json(tenant: tenant.id.value, certificate: tenant.signer.key.certificatePEM)
    }
}

extension APIError {
    fileprivate static let globalClient = APIError.forbidden(
        "The global client cannot be deleted", code: "operation_not_supported")
    fileprivate static let renamedGlobalClient = APIError.forbidden(
        "The global client cannot be renamed", code: "operation_not_supported")
}
