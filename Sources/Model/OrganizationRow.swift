import Contract
import Storage

/// An organization, for logins and responses.
public struct OrganizationRow: Sendable {
    public let id: String
    public let name: String
    public let displayName: String?
    /// All other members in the form of responses.
    public let document: JSON

    public init(id: String, name: String, displayName: String?, document: JSON) {
        self.id = id
        self.name = name
        self.displayName = displayName
        self.document = document
    }

    /// Reads the columns `id`, `name`, `display_name` and `document`.
    public init(row: Row) throws {
        self.init(
            id: try row["id"], name: try row["name"], displayName: try row["display_name"],
            document: try row["document"])
    }

    /// The form in responses.
    public var json: JSON {
        var sent: JSONObject = ["id": .string(id), "name": .string(name)]
        if let displayName { sent["display_name"] = .string(displayName) }
        for (name, value) in document.object ?? [:] { sent[name] = value }
        return .object(sent)
    }
}

extension Transaction {
    /// Returns an organization by its identifier.
    /// - Parameter isKept: whether the row stays locked until the transaction ends.
    public func organization(_ id: ID<some Any>, isKept: Bool = false) throws -> OrganizationRow? {
        let lock: SQL = isKept ? "\(.forUpdate)" : ""
        return try row(
            """
            SELECT id, name, display_name, document FROM organizations
            WHERE tenant = \(tenant) AND id = \(id)\(lock)
            """
        ).map(OrganizationRow.init(row:))
    }

    /// Returns an organization by its name.
    public func organization(named name: String) throws -> OrganizationRow? {
        try row(
            "SELECT id, name, display_name, document FROM organizations WHERE tenant = \(tenant) AND name = \(name)"
        ).map(OrganizationRow.init(row:))
    }

    /// Returns the organizations that a user is a member of, sorted by name.
    public static func organizations(of user: UserID, tenant: TenantID) -> Listing {
        Listing(
            "o.id, o.name, o.display_name, o.document",
            from: """
                FROM organization_members m JOIN organizations o ON o.tenant = m.tenant AND o.id = m.organization_id
                WHERE m.tenant = \(tenant) AND m.user_id = \(user)
                """, order: "o.name", key: "o.id")
    }
}
