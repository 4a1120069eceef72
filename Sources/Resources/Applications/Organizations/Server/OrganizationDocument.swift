import ApplicationsAPI
import Contract
import Model
import OrderedCollections
import Storage

/// An organization as it is stored: its wire format without its names.
struct OrganizationDocument: Sendable {
    let id: ID<Organization>
    private(set) var name: String
    private(set) var displayName: String?
    private(set) var members: JSONObject

    init(creating given: JSONObject, id: ID<Organization>, name: String) {
        self.id = id
        self.name = name
        members = [:]
        apply(given)
    }

    init(_ row: OrganizationRow) {
        id = ID(row.id)
        name = row.name
        displayName = row.displayName
        members = row.document.object ?? [:]
    }

    /// Applies an update: `null` removes a member, other values replace the member.
    mutating func apply(_ changes: JSONObject) {
        for (name, value) in changes {
            switch name {
            case "name": self.name = value.string ?? self.name
            case "display_name": displayName = value.string
            case "enabled_connections": break
            case "metadata": members[name] = .object((value.object ?? [:]).filter { !$0.value.isNull })
            default: members[name] = value.isNull ? nil : value
            }
        }
    }

    var row: OrganizationRow {
        OrganizationRow(id: id.value, name: name, displayName: displayName, document: .object(members))
    }
}

extension Transaction {
    /// - Throws: `APIError`, 404, if the organization does not exist.
    @discardableResult
    func requireOrganization(_ id: ID<Organization>) throws -> OrganizationRow {
        guard let organization = try organization(id, isKept: true) else { throw APIError.organizationNotFound }
        return organization
    }

    func insert(_ organization: OrganizationDocument, at now: Timestamp) throws {
        try requireFree(organization)
        try insert(
            into: "organizations",
            [
                "id": organization.id, "name": organization.name, "display_name": organization.displayName,
                "created_at": now, "document": JSON.object(organization.members),
            ])
    }

    func update(_ organization: OrganizationDocument) throws {
        try requireFree(organization)
        try execute(
            """
            UPDATE organizations SET name = \(organization.name), display_name = \(organization.displayName),
                document = \(JSON.object(organization.members))
            WHERE tenant = \(tenant) AND id = \(organization.id)
            """)
    }

    private func requireFree(_ organization: OrganizationDocument) throws {
        guard let other = try self.organization(named: organization.name) else { return }
        if other.id != organization.id.value { throw APIError.organizationNameTaken }
    }
}

extension APIError {
    static let organizationNotFound = APIError.notFound("No organization found by that id or name")
    fileprivate static let organizationNameTaken = APIError.conflict(
        "An organization with the same name already exists.", code: "organization_conflict")
}
