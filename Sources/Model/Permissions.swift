import Contract
import Storage

extension Transaction {
    /// The identifier of the API that offers a permission.
    /// - Throws: `APIError`, 404, where there is no such API or it has no such scope.
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

    /// The permissions that come with a role.
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
