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
        return ConnectionDocument(row, enabledClients: clients)
    }

    /// Returns a page of connections with the applications of each, loaded with one query.
    func fillingClients(in page: JSON) throws -> JSON {
        guard var items = page.array ?? page[Connection.listName]?.array else { return page }
        var clients: [String: [JSON]] = [:]
        let ids: [String] = items.compactMap { $0["id"]?.string }
        let rows = try rows(
            """
            SELECT connection_id, client_id FROM connection_clients
            WHERE tenant = \(tenant) AND connection_id IN \(list: ids) ORDER BY client_id
            """)
        for row in rows { clients[try row["connection_id"], default: []].append(.string(try row["client_id"])) }
        for index in items.indices {
            let id = items[index]["id"]?.string ?? ""
            items[index]["enabled_clients"] = .array(clients[id] ?? [])
        }
        if page.array != nil { return .array(items) }
        var filled = page
        filled[Connection.listName] = .array(items)
        return filled
    }

    func insert(_ connection: ConnectionDocument, at now: Timestamp) throws {
        let taken: SQL = "SELECT 1 FROM connections WHERE tenant = \(tenant) AND name = \(connection.name)"
        if try exists(taken) { throw APIError.connectionNameTaken }
        try insert(
            into: "connections",
            [
                "id": connection.id, "name": connection.name, "strategy": connection.strategy.rawValue,
                "created_at": now, "document": try ConnectionRow.sealed(connection.storedMembers, in: self),
            ])
    }

    func update(_ connection: ConnectionDocument) throws {
        try execute(
            """
            UPDATE connections SET document = \(try ConnectionRow.sealed(connection.storedMembers, in: self))
            WHERE tenant = \(tenant) AND id = \(connection.id)
            """)
        let others: SQL =
            connection.enabledClients.isEmpty ? "" : "AND client_id NOT IN \(list: connection.enabledClients)"
        try execute(
            "DELETE FROM connection_clients WHERE tenant = \(tenant) AND connection_id = \(connection.id) \(others)")
        try enable(connection.enabledClients, on: connection.id)
    }

    /// Enables a connection for applications; those that do not exist are skipped.
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

    /// Enables or disables a connection for an application.
    func set(_ item: ConnectionClientChanges.Item, on connection: ID<Connection>) throws {
        if item.status { return try enable([item.clientID], on: connection) }
        try execute(
            """
            DELETE FROM connection_clients
            WHERE tenant = \(tenant) AND connection_id = \(connection) AND client_id = \(item.clientID)
            """)
    }
}
