import ApplicationsAPI
import Contract
import Model
import Storage

extension Transaction {
    func connectionDocument(_ id: ID<Connection>) throws -> ConnectionDocument { try document(connection(id)) }

    func document(_ row: ConnectionRow) throws -> ConnectionDocument {
        let clients: [ClientID] = try rows(
            """
            SELECT client_id FROM connection_clients WHERE tenant = \(tenant) AND connection_id = \(row.id)
            ORDER BY client_id
            """
        ).map { try $0["client_id"] }
        return ConnectionDocument(
            id: ID(row.id), name: row.name, strategy: ConnectionStrategy(rawValue: row.strategy),
            members: row.document.object ?? [:], enabledClients: clients)
    }

    func insert(_ connection: ConnectionDocument, at now: Timestamp) throws {
        let taken: SQL = "SELECT 1 FROM connections WHERE tenant = \(tenant) AND name = \(connection.name)"
        if try exists(taken) { throw APIError.connectionNameTaken }
        try insert(
            into: "connections",
            [
                "id": connection.id, "name": connection.name, "strategy": connection.strategy.rawValue,
                "created_at": now, "document": JSON.object(connection.storedMembers),
            ])
    }

    func update(_ connection: ConnectionDocument) throws {
        try execute(
            """
            UPDATE connections SET document = \(JSON.object(connection.storedMembers))
            WHERE tenant = \(tenant) AND id = \(connection.id)
            """)
        let others: SQL =
            connection.enabledClients.isEmpty ? "" : "AND client_id NOT IN \(list: connection.enabledClients)"
        try execute(
            "DELETE FROM connection_clients WHERE tenant = \(tenant) AND connection_id = \(connection.id) \(others)")
        try enable(connection.enabledClients, on: connection.id)
    }

    /// Enables a connection for those of some applications that there are.
    func enable(_ clients: [ClientID], on connection: ID<Connection>) throws {
        if clients.isEmpty { return }
        try execute(
            """
            INSERT INTO connection_clients (tenant, connection_id, client_id)
            SELECT k.tenant, c.id, k.client_id FROM clients k JOIN connections c ON c.tenant = k.tenant
            WHERE k.tenant = \(tenant) AND c.id = \(connection) AND k.client_id IN \(list: clients)
            ON CONFLICT DO NOTHING
            """)
    }

    /// Enables a connection for an application, or disables it.
    func set(_ item: ConnectionClientChanges.Item, on connection: ID<Connection>) throws {
        if item.status { return try enable([item.clientID], on: connection) }
        try execute(
            """
            DELETE FROM connection_clients
            WHERE tenant = \(tenant) AND connection_id = \(connection) AND client_id = \(item.clientID)
            """)
    }
}
