import AccessAPI
import Contract
import Model
import Storage

extension Transaction {
    func role(_ id: ID<Role>) throws -> Role {
        guard let row = try row("SELECT * FROM roles WHERE tenant = \(tenant) AND id = \(id)\(.forUpdate)") else {
            throw APIError.roleNotFound
        }
        return try Role(row: row)
    }

    func insert(_ role: Role) throws {
        try requireFree(role)
        try insert(into: "roles", ["id": role.id, "name": role.name, "description": role.description])
    }

    func update(_ role: Role) throws {
        try requireFree(role)
        try execute(
            """
            UPDATE roles SET name = \(role.name), description = \(role.description)
            WHERE tenant = \(tenant) AND id = \(role.id)
            """)
    }

    private func requireFree(_ role: Role) throws {
        let taken: SQL = "SELECT 1 FROM roles WHERE tenant = \(tenant) AND name = \(role.name) AND id <> \(role.id)"
        if try exists(taken) { throw APIError.roleNameTaken(role.name) }
    }
}

extension Role {
    init(row: Row) throws {
        self.init(id: try row["id"], name: try row["name"], description: try row["description"])
    }
}

extension RoleHolder {
    init(row: Row) throws {
        self.init(
            userID: try row["user_id"], email: try row["email"], name: try row["name"], picture: try row["picture"])
    }
}

extension Permission {
    init(row: Row) throws {
        self.init(
            resourceServerIdentifier: try row["identifier"], permissionName: try row["name"],
            resourceServerName: try row["resource_server_name"], description: try row["description"])
    }
}
