import AccessAPI
import ApplicationsAPI
import Contract
import Model
import OrderedCollections
import Serving
import Storage

extension Organizations {
    func mountMembers(on routes: inout Routes) {
        routes.onStored(members) { call in
            let listing = Listing(
                "u.user_id, u.email, u.picture, u.name",
                from: """
                    FROM organization_members m JOIN users u ON u.tenant = m.tenant AND u.user_id = m.user_id
                    WHERE m.tenant = \(call.tenant.id) AND m.organization_id = \(call.path)
                    """, order: "m.added_at || ',' || m.user_id", key: "m.added_at || ',' || m.user_id")
            let page = try await call.read { transaction in
                try transaction.requireOrganization(call.path)
                return try transaction.page(listing, call.query.pageRequest(), of: OrganizationMember.self) { rows in
                    try transaction.members(rows, of: call.path, withRoles: call.query.asksForRoles)
                }
            }
            return OperationResponse(page)
        }
        routes.on(addMembers) { call in
            try await call.write { transaction in
                try transaction.requireOrganization(call.path)
                for user in call.body.members {
                    try transaction.addMember(user, to: call.path.value, at: call.now)
                }
            }
            return NoContent()
        }
        routes.on(removeMembers) { call in
            try await call.write { transaction in
                try transaction.requireOrganization(call.path)
                for user in call.body.members {
                    try transaction.removeMember(user, from: call.path.value, at: call.now)
                }
            }
            return NoContent()
        }
    }

    // Users who are not yet members can be assigned roles too; these take effect when the user joins.
    func mountMemberRoles(on routes: inout Routes) {
        routes.on(memberRoles) { call in
            let listing = Listing(
                "r.id, r.name, r.description",
                from: """
                    FROM organization_member_roles h JOIN roles r ON r.tenant = h.tenant AND r.id = h.role_id
                    WHERE h.tenant = \(call.tenant.id) AND h.organization_id = \(call.path.outer)
                    AND h.user_id = \(call.path.inner)
                    """, order: "r.name", key: "r.id")
            return try await call.read { transaction in
                try transaction.requireOrganization(call.path.outer)
                try transaction.requireUser(call.path.inner)
                return try transaction.page(listing, call.query.pageRequest()) {
                    Role(id: try $0["id"], name: try $0["name"], description: try $0["description"])
                }
            }
        }
        routes.on(assignMemberRoles) { call in
            try await call.write { transaction in
                try transaction.requireOrganization(call.path.outer)
                try transaction.requireUser(call.path.inner)
                for role in call.body.roles {
                    try transaction.assignRole(
                        role, to: call.path.inner, in: call.path.outer.value, at: call.now)
                }
            }
            return NoContent()
        }
        routes.on(removeMemberRoles) { call in
            try await call.write { transaction in
                try transaction.requireOrganization(call.path.outer)
                try transaction.requireUser(call.path.inner)
                for role in call.body.roles {
                    try transaction.removeRole(
                        role, from: call.path.inner, in: call.path.outer.value, at: call.now)
                }
            }
            return NoContent()
        }
    }
}

extension OrganizationMemberFilter {
    fileprivate var asksForRoles: Bool {
        includeFields != false && (fields ?? "").split(separator: ",").contains("roles")
    }
}

extension Transaction {
    /// Returns members in wire format from rows of users.
    fileprivate func members(
        _ rows: [Row], of organization: ID<Organization>, withRoles: Bool
    ) throws -> [JSON] {
        let users: [UserID] = try rows.map { try $0["user_id"] }
        let roles = withRoles ? try self.roles(of: users, in: organization.value) : [:]
        return try zip(users, rows).map { user, row in
            var sent: JSONObject = ["user_id": .string(user.value)]
            for name in ["email", "picture", "name"] {
                let text: String? = try row[name]
                sent[name] = text.map(JSON.string)
            }
            if withRoles {
                let held: [OrganizationRoleRow] = roles[user] ?? []
                sent["roles"] = .array(held.map { ["id": .string($0.id), "name": .string($0.name)] })
            }
            return .object(sent)
        }
    }
}
