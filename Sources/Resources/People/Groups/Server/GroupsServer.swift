import Contract
import Events
import Model
import PeopleAPI
import Serving
import Storage

extension Groups: ServedResource {
    public static let migrations: [Migration] = [
        Migration(
            "groups-1",
            """
            CREATE TABLE directory_groups (
                tenant \(.text) NOT NULL, id \(.text) NOT NULL, name \(.text) NOT NULL, external_id \(.text),
                connection_id \(.text), organization_id \(.text), description TEXT, created_at \(.text) NOT NULL,
                updated_at \(.text) NOT NULL, PRIMARY KEY (tenant, id),
                FOREIGN KEY (tenant, connection_id) REFERENCES connections (tenant, id) ON DELETE CASCADE)
            """,
            "CREATE INDEX directory_groups_name ON directory_groups (tenant, name, id)",
            "CREATE INDEX directory_groups_connection ON directory_groups (tenant, connection_id, external_id)",
            """
            CREATE TABLE group_members (
                tenant \(.text) NOT NULL, group_id \(.text) NOT NULL, member_id \(.text) NOT NULL, user_id \(.text),
                member_type TEXT NOT NULL, created_at \(.text) NOT NULL, PRIMARY KEY (tenant, group_id, member_id),
                FOREIGN KEY (tenant, group_id) REFERENCES directory_groups (tenant, id) ON DELETE CASCADE,
                FOREIGN KEY (tenant, user_id) REFERENCES users (tenant, user_id) ON DELETE CASCADE)
            """,
            "CREATE INDEX group_members_member ON group_members (tenant, member_id)")
    ]

    public func mount(on routes: inout Routes) {
        routes.on(list) { call in
            let listing = Listing(
                "*", from: "FROM directory_groups WHERE tenant = \(call.tenant.id) \(call.query.condition)",
                order: "name, id", key: "id")
            return try await call.read { transaction in
                try transaction.page(listing, call.query.pageRequest()) { try Group(row: $0, in: transaction.tenant) }
            }
        }
        routes.on(get) { call in try await call.read { try $0.requireGroup(call.path) } }
        routes.on(delete) { call in
            try await call.write { transaction in
                let group = try transaction.requireGroup(call.path)
                try transaction.publish(.groupDeleted, at: call.now, try JSON(encoding: group))
                try transaction.execute(
                    """
                    DELETE FROM group_members WHERE tenant = \(transaction.tenant) AND member_id = \(call.path)
                    AND member_type = 'group'
                    """)
                try transaction.execute(
                    "DELETE FROM directory_groups WHERE tenant = \(transaction.tenant) AND id = \(call.path)")
            }
            return NoContent()
        }
        mountMembers(on: &routes)
    }

    private func mountMembers(on routes: inout Routes) {
        routes.on(members) { call in
            try await call.read { transaction in
                let group = try transaction.requireGroup(call.path)
                let listing = Listing(
                    "*",
                    from: "FROM group_members WHERE tenant = \(transaction.tenant) AND group_id = \(call.path)",
                    order: "member_id", key: "member_id")
                let request = call.query.pageRequest()
                return try transaction.page(listing, request) { try GroupMember(row: $0, of: group) }
            }
        }
        routes.on(listOfUser) { call in
            try await call.read { transaction in
                try transaction.requireUser(call.path)
                let listing = Listing(
                    "g.*, m.created_at AS membership_created_at",
                    from: """
                        FROM group_members m JOIN directory_groups g ON g.tenant = m.tenant AND g.id = m.group_id
                        WHERE m.tenant = \(transaction.tenant) AND m.member_id = \(call.path)
                        """, order: "g.name, g.id", key: "g.id")
                return try transaction.page(listing, call.query.pageRequest()) { row in
                    var group = try Group(row: row, in: transaction.tenant)
                    group.membershipCreatedAt = try row["membership_created_at"]
                    return group
                }
            }
        }
    }
}

extension GroupFilter {
    fileprivate var condition: SQL {
        var sql: SQL = ""
        if let connectionID { sql = sql + " AND connection_id = \(connectionID)" }
        if let name { sql = sql + " AND name = \(name)" }
        if let externalID { sql = sql + " AND external_id = \(externalID)" }
        if let search {
            sql =
                sql + """
                     AND (LOWER(name) LIKE \(containing: search) ESCAPE '\\'
                    OR LOWER(external_id) LIKE \(containing: search) ESCAPE '\\')
                    """
        }
        return sql
    }
}

extension Transaction {
    fileprivate func requireGroup(_ id: ID<Group>) throws -> Group {
        let row = try row("SELECT * FROM directory_groups WHERE tenant = \(tenant) AND id = \(id)\(.forUpdate)")
        guard let row else { throw APIError.notFound("The group does not exist.", code: "inexistent_group") }
        return try Group(row: row, in: tenant)
    }
}

extension Group {
    fileprivate init(row: Row, in tenant: TenantID) throws {
        self.init(
            id: try row["id"], name: try row["name"], externalID: try row["external_id"],
            connectionID: try row["connection_id"], organizationID: try row["organization_id"],
            tenantName: tenant.value, description: try row["description"], createdAt: try row["created_at"],
            updatedAt: try row["updated_at"])
    }

    /// The owner of the group.
    fileprivate var type: String {
        if connectionID != nil { return "connection" }
        return organizationID == nil ? "tenant" : "organization"
    }
}

extension GroupMember {
    fileprivate init(row: Row, of group: Group) throws {
        self.init(
            id: try row["member_id"], memberType: try row["member_type"], type: group.type,
            connectionID: group.connectionID, createdAt: try row["created_at"])
    }
}
