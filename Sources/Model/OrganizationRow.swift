import Contract
import Storage

/// An organization, as those who log members in or tell of it need to know it.
public struct OrganizationRow: Sendable {
    public let id: String
    public let name: String
    public let displayName: String?
    /// All else, in the form in which it is sent.
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

    /// The organization as it is sent.
    public var json: JSON {
        var sent: JSONObject = ["id": .string(id), "name": .string(name)]
        if let displayName { sent["display_name"] = .string(displayName) }
        for (name, value) in document.object ?? [:] { sent[name] = value }
        return .object(sent)
    }
}

extension Transaction {
    /// An organization by its identifier, if there is such.
    /// - Parameter isKept: whether nobody else may change or delete it before the transaction ends.
    public func organization(_ id: ID<some Any>, isKept: Bool = false) throws -> OrganizationRow? {
        let lock: SQL = isKept ? "\(.forUpdate)" : ""
        return try row(
            """
            SELECT id, name, display_name, document FROM organizations
            WHERE tenant = \(tenant) AND id = \(id)\(lock)
            """
        ).map(OrganizationRow.init(row:))
    }

    /// An organization by its name, if there is such.
    public func organization(named name: String) throws -> OrganizationRow? {
        try row(
            "SELECT id, name, display_name, document FROM organizations WHERE tenant = \(tenant) AND name = \(name)"
        ).map(OrganizationRow.init(row:))
    }

    /// The organizations that a user is a member of, by name.
    public static func organizations(of user: UserID, tenant: TenantID) -> Listing {
        Listing(
            "o.id, o.name, o.display_name, o.document",
            from: """
                FROM organization_members m JOIN organizations o ON o.tenant = m.tenant AND o.id = m.organization_id
                WHERE m.tenant = \(tenant) AND m.user_id = \(user)
                """, order: "o.name", key: "o.id")
    }
}
