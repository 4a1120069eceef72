import AccessAPI
import Contract
import Model
import PeopleAPI
import Serving
import Storage

extension Users {
    func mountPermissions(on routes: inout Routes) {
        routes.on(permissions) { call in
            try await call.read { transaction in
                try transaction.requireUser(call.path)
                return try transaction.permissions(of: call.path, call.query.pageRequest())
            }
        }
        routes.on(assignPermissions) { call in
            try await call.write { transaction in
                try transaction.requireUser(call.path)
                for item in call.body.permissions {
                    let resourceServer = try transaction.resourceServer(
                        having: item.permissionName, identifier: item.resourceServerIdentifier)
                    try transaction.insertIfAbsent(
                        into: "user_permissions",
                        ["user_id": call.path, "resource_server_id": resourceServer, "name": item.permissionName])
                }
            }
            return NoContent()
        }
        routes.on(removePermissions) { call in
            try await call.write { transaction in
                try transaction.requireUser(call.path)
                for item in call.body.permissions {
                    try transaction.removePermission(
                        item.permissionName, of: item.resourceServerIdentifier, from: "user_permissions",
                        where: "user_id = \(call.path)")
                }
            }
            return NoContent()
        }
    }
}

extension Transaction {
    /// Returns a page of a user's permissions, each with all of its sources.
    fileprivate func permissions(of user: UserID, _ request: PageRequest) throws -> Page<UserPermission> {
        let held: SQL = """
            (SELECT resource_server_id, name FROM user_permissions WHERE tenant = \(tenant) AND user_id = \(user)
             UNION
             SELECT p.resource_server_id, p.name FROM user_roles u
             JOIN role_permissions p ON p.tenant = u.tenant AND p.role_id = u.role_id
             WHERE u.tenant = \(tenant) AND u.user_id = \(user)) h
            """
        let listing = Listing(
            "p.name, p.description, p.resource_server_id, s.identifier, s.name AS resource_server_name",
            from: """
                FROM \(held) JOIN permissions p ON p.resource_server_id = h.resource_server_id AND p.name = h.name
                JOIN resource_servers s ON s.tenant = p.tenant AND s.id = p.resource_server_id
                WHERE p.tenant = \(tenant)
                """, order: "s.identifier, p.name", key: "p.name")
        return try page(listing, request) { row in
            UserPermission(
                permissionName: try row["name"], description: try row["description"],
                resourceServerName: try row["resource_server_name"],
                resourceServerIdentifier: try row["identifier"],
                sources: try sources(of: row["name"], row["resource_server_id"], user))
        }
    }

    private func sources(of permission: String, _ api: String, _ user: UserID) throws -> [UserPermission.Source] {
        let direct: SQL = """
            SELECT 1 FROM user_permissions WHERE tenant = \(tenant) AND user_id = \(user)
            AND resource_server_id = \(api) AND name = \(permission)
            """
        let roles = try rows(
            """
            SELECT r.id, r.name FROM user_roles u
            JOIN role_permissions p ON p.tenant = u.tenant AND p.role_id = u.role_id
            JOIN roles r ON r.tenant = u.tenant AND r.id = u.role_id
            WHERE u.tenant = \(tenant) AND u.user_id = \(user) AND p.resource_server_id = \(api)
            AND p.name = \(permission) ORDER BY r.name
            """
        ).map { UserPermission.Source(id: try $0["id"], name: try $0["name"], type: "ROLE") }
        return (try exists(direct) ? [UserPermission.Source(id: "", name: "", type: "DIRECT")] : []) + roles
    }
}
