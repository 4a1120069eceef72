import AccessAPI
import Contract
import Model
import Storage

extension Transaction {
    /// Returns an API by its `id` or its `identifier`.
    func resourceServer(_ id: ID<ResourceServer>) throws -> ResourceServerDocument {
        let row = try row(
            """
            SELECT * FROM resource_servers
            WHERE tenant = \(tenant) AND (id = \(id) OR identifier = \(id))\(.forUpdate)
            """)
        guard let row else { throw APIError.resourceServerNotFound }
        return try resourceServer(row)
    }

    func resourceServer(_ row: Row) throws -> ResourceServerDocument {
        let id: ID<ResourceServer> = try row["id"]
        let scopes = try rows(
            """
            SELECT name, description FROM permissions WHERE tenant = \(tenant) AND resource_server_id = \(id)
            ORDER BY position
            """
        ).map { ResourceServerScope(value: try $0["name"], description: try $0["description"]) }
        let document = try openingSecret(ofAPI: try row["document"])
        return ResourceServerDocument(
            id: id, identifier: try row["identifier"], members: document.object ?? [:], scopes: scopes,
            isSystem: try row["is_system"])
    }

    func insert(_ api: ResourceServerDocument, at now: Timestamp) throws {
        let taken: SQL = """
            SELECT 1 FROM resource_servers WHERE tenant = \(tenant) AND identifier = \(api.identifier)
            """
        if try exists(taken) { throw APIError.resourceServerExists(api.identifier) }
        try insert(
            into: "resource_servers",
            [
                "id": api.id, "identifier": api.identifier, "name": api.name, "is_system": api.isSystem,
                "created_at": now, "document": try sealingSecret(ofAPI: api.members),
            ])
        try insertScopes(of: api)
    }

    func update(_ api: ResourceServerDocument) throws {
        try execute(
            """
            UPDATE resource_servers SET name = \(api.name), document = \(try sealingSecret(ofAPI: api.members))
            WHERE tenant = \(tenant) AND id = \(api.id)
            """)
        // Rows of unchanged scopes are kept, because deleting them would delete their references.
        let kept = api.scopes.map(\.value)
        let others: SQL = kept.isEmpty ? "" : "AND name NOT IN \(list: kept)"
        try execute(
            "DELETE FROM permissions WHERE tenant = \(tenant) AND resource_server_id = \(api.id) \(others)")
        try insertScopes(of: api)
    }

    /// Adds scopes to a built-in API that this version introduced after the tenant was created.
    func addScopes(_ scopes: [String], toAPIsNamed name: String) throws {
        let systems: [String] = try rows(
            "SELECT id FROM resource_servers WHERE tenant = \(tenant) AND is_system = \(true) AND name = \(name)"
        ).map { try $0["id"] }
        for id in systems {
            let known: [String] = try rows(
                "SELECT name FROM permissions WHERE tenant = \(tenant) AND resource_server_id = \(id)"
            ).map { try $0["name"] }
            for (index, name) in scopes.filter({ !known.contains($0) }).enumerated() {
                let scope = ResourceServerScope(management: name)
                try insertIfAbsent(
                    into: "permissions",
                    [
                        "resource_server_id": id, "name": scope.value, "description": scope.description,
                        "position": known.count + index,
                    ])
            }
        }
    }

    private func insertScopes(of api: ResourceServerDocument) throws {
        for (position, scope) in api.scopes.enumerated() {
            try execute(
                """
                INSERT INTO permissions (tenant, resource_server_id, name, description, position)
                VALUES (\(tenant), \(api.id), \(scope.value), \(scope.description), \(position))
                ON CONFLICT (tenant, resource_server_id, name)
                DO UPDATE SET description = excluded.description, position = excluded.position
                """)
        }
    }
}

extension ResourceServerDocument {
    fileprivate var name: String { members["name"]?.string ?? identifier }
}

extension APIError {
    static let resourceServerNotFound = APIError.notFound(
        "The resource server does not exist.", code: "inexistent_resource_server")
    static func resourceServerExists(_ identifier: String) -> APIError {
        .conflict("A resource server with identifier \"\(identifier)\" already exists.", code: "resource_server_exists")
    }
}
