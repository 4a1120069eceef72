import AccessAPI
import Contract
import Model
import Serving
import Storage

extension Roles: ServedResource {
    public func mount(on routes: inout Routes) {
        routes.on(list) { call in
            let name: SQL = call.query.nameFilter.map { "AND LOWER(name) LIKE \(containing: $0) ESCAPE '\\'" } ?? ""
            // All roles belong to the tenant.
            let type: SQL = call.query.type == .organization ? "AND 1 = 0" : ""
            let listing = Listing(
                "*", from: "FROM roles WHERE tenant = \(call.tenant.id) \(name) \(type)", order: "name, id", key: "id")
            return try await call.read { try $0.page(listing, call.query.pageRequest(), item: Role.init(row:)) }
        }
        routes.on(create) { call in
            let role = Role(
                id: call.random.identifier("rol"), name: call.body.name, description: call.body.description)
            try await call.write { try $0.insert(role) }
            return role
        }
        routes.on(get) { call in try await call.read { try $0.role(call.path) } }
        routes.on(update) { call in
            try await call.write { transaction in
                var role = try transaction.role(call.path)
                if let name = call.body.name { role.name = name }
                if call.members["description"] != nil { role.description = call.body.description }
                try transaction.update(role)
                return role
            }
        }
        routes.on(delete) { call in
            let deleted = try await call.write { transaction in
                try transaction.execute(
                    "DELETE FROM roles WHERE tenant = \(transaction.tenant) AND id = \(call.path)")
            }
            if deleted == 0 { throw APIError.roleNotFound }
            return NoContent()
        }
        mountPermissions(on: &routes)
        mountUsers(on: &routes)
    }

    private func mountPermissions(on routes: inout Routes) {
        routes.on(permissions) { call in
            try await call.read { transaction in
                _ = try transaction.role(call.path)
                let listing = Transaction.permissions(ofRole: call.path, tenant: transaction.tenant)
                return try transaction.page(listing, call.query.pageRequest(), item: Permission.init(row:))
            }
        }
        routes.on(addPermissions) { call in
            try await call.write { transaction in
                _ = try transaction.role(call.path)
                for item in call.body.permissions {
                    let resourceServer = try transaction.resourceServer(
                        having: item.permissionName, identifier: item.resourceServerIdentifier)
                    try transaction.insertIfAbsent(
                        into: "role_permissions",
                        ["role_id": call.path, "resource_server_id": resourceServer, "name": item.permissionName])
                }
            }
            return NoContent()
        }
        routes.on(removePermissions) { call in
            try await call.write { transaction in
                _ = try transaction.role(call.path)
                for item in call.body.permissions {
                    try transaction.removePermission(
                        item.permissionName, of: item.resourceServerIdentifier, from: "role_permissions",
                        where: "role_id = \(call.path)")
                }
            }
            return NoContent()
        }
    }

    private func mountUsers(on routes: inout Routes) {
        routes.on(users) { call in
            try await call.read { transaction in
                _ = try transaction.role(call.path)
                let listing = Listing(
                    "u.user_id, u.email, u.name, u.picture",
                    from: """
                        FROM user_roles r JOIN users u ON u.tenant = r.tenant AND u.user_id = r.user_id
                        WHERE r.tenant = \(transaction.tenant) AND r.role_id = \(call.path)
                        """, order: "r.assigned_at, r.user_id", key: "r.assigned_at || ',' || r.user_id")
                return try transaction.page(listing, call.query.pageRequest(), item: RoleHolder.init(row:))
            }
        }
        routes.on(addUsers) { call in
            try await call.write { transaction in
                _ = try transaction.role(call.path)
                for user in call.body.users {
                    try transaction.requireUser(user)
                    try transaction.insertIfAbsent(
                        into: "user_roles", ["user_id": user, "role_id": call.path, "assigned_at": call.now])
                }
            }
            return NoContent()
        }
    }
}

extension APIError {
    static func roleNameTaken(_ name: String) -> APIError {
        .conflict("A role with the same name already exists", code: "role_conflict")
    }
}
