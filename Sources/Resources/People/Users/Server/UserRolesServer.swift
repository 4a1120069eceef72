import AccessAPI
import Contract
import Model
import PeopleAPI
import Serving
import Storage

extension Users {
    func mountRoles(on routes: inout Routes) {
        routes.on(roles) { call in
            try await call.read { transaction in
                try transaction.requireUser(call.path)
                let listing = Listing(
                    "r.id, r.name, r.description",
                    from: """
                        FROM user_roles u JOIN roles r ON r.tenant = u.tenant AND r.id = u.role_id
                        WHERE u.tenant = \(transaction.tenant) AND u.user_id = \(call.path)
                        """, order: "r.name", key: "r.id")
                return try transaction.page(listing, call.query.pageRequest()) {
                    Role(id: try $0["id"], name: try $0["name"], description: try $0["description"])
                }
            }
        }
        routes.on(assignRoles) { call in
            try await call.write { transaction in
                try transaction.requireUser(call.path)
                for role in call.body.roles {
                    try transaction.requireRole(role)
                    try transaction.insertIfAbsent(
                        into: "user_roles", ["user_id": call.path, "role_id": role, "assigned_at": call.now])
                }
            }
            return NoContent()
        }
        routes.on(removeRoles) { call in
            try await call.write { transaction in
                try transaction.requireUser(call.path)
                try transaction.execute(
                    """
                    DELETE FROM user_roles WHERE tenant = \(transaction.tenant) AND user_id = \(call.path)
                    AND role_id IN \(list: call.body.roles)
                    """)
            }
            return NoContent()
        }
    }
}
