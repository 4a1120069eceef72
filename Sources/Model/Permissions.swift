import Contract
import Storage

extension Transaction {
    /// Returns the identifier of the API with a permission.
    /// - Throws: `APIError` with status 404 if the API does not exist or has no such scope.
    public func resourceServer(having permission: String, identifier: String) throws -> String {
        let row = try row(
            """
            SELECT s.id FROM resource_servers s
            JOIN permissions p ON p.tenant = s.tenant AND p.resource_server_id = s.id
            WHERE s.tenant = \(tenant) AND s.identifier = \(identifier) AND p.name = \(permission)
            """)
        guard let row else {
            throw APIError.notFound(
                "The permission \(permission) does not exist on the resource server \(identifier).",
                code: "inexistent_permission")
        }
        return try row["id"]
    }

    /// Removes a permission from rows of a table.
    /// - Parameters:
    ///   - table: a table with the columns `resource_server_id` and `name`.
    ///   - holder: the condition for the holder, as `role_id = ...`.
    public func removePermission(
        _ permission: String, of identifier: String, from table: StaticString, where holder: SQL
    ) throws {
        try execute(
            """
            DELETE FROM \(SQL(stringLiteral: "\(table)"))
            WHERE tenant = \(tenant) AND \(holder) AND name = \(permission)
            AND resource_server_id IN (SELECT id FROM resource_servers
                WHERE tenant = \(tenant) AND identifier = \(identifier))
            """)
    }

    /// Returns a user's permissions for an API, sorted by name: the direct ones, and those of roles.
    /// - Parameter organization: the organization whose roles count in addition to the user's general ones.
    public func permissions(
        of user: UserID, on resourceServer: String, in organization: String? = nil
    ) throws -> [String] {
        let member: SQL? = organization.map { organization in
            """
            UNION SELECT p.name FROM organization_member_roles h
            JOIN role_permissions p ON p.tenant = h.tenant AND p.role_id = h.role_id
            WHERE h.tenant = \(tenant) AND h.organization_id = \(organization) AND h.user_id = \(user)
            AND p.resource_server_id = \(resourceServer)
            """
        }
        let held = try rows(
            """
            SELECT name FROM user_permissions
            WHERE tenant = \(tenant) AND user_id = \(user) AND resource_server_id = \(resourceServer)
            UNION SELECT p.name FROM user_roles h
            JOIN role_permissions p ON p.tenant = h.tenant AND p.role_id = h.role_id
            WHERE h.tenant = \(tenant) AND h.user_id = \(user) AND p.resource_server_id = \(resourceServer)
            \(member ?? "") ORDER BY name
            """)
        return try held.map { try $0["name"] }
    }

    /// Returns the permissions of a role.
    public static func permissions(ofRole role: ID<some Any>, tenant: TenantID) -> Listing {
        Listing(
            "p.name, p.description, s.identifier, s.name AS resource_server_name",
            from: """
                FROM role_permissions r
                JOIN permissions p ON p.tenant = r.tenant AND p.resource_server_id = r.resource_server_id
                    AND p.name = r.name
                JOIN resource_servers s ON s.tenant = r.tenant AND s.id = r.resource_server_id
                WHERE r.tenant = \(tenant) AND r.role_id = \(role)
                """, order: "s.identifier, p.name", key: "p.name")
    }
}
