import ApplicationsAPI
import Contract
import Events
import Model
import OrderedCollections
import Serving
import Storage

extension Organizations: ServedResource {
    public func mount(on routes: inout Routes) {
        mountReading(on: &routes)
        mountWriting(on: &routes)
        mountMembers(on: &routes)
        mountMemberRoles(on: &routes)
        mountEnabledConnections(on: &routes)
        mountConnections(on: &routes)
        mountInvitations(on: &routes)
        mountClientGrants(on: &routes)
        mountDomains(on: &routes)
    }

    private func mountReading(on routes: inout Routes) {
        routes.onStored(list) { call in
            let listing = Listing(
                "id, name, display_name, document", from: "FROM organizations WHERE tenant = \(call.tenant.id)",
                order: Self.order(call.query.sort), key: Self.inOrderOfCreation)
            let page = try await call.read { transaction in
                try transaction.page(listing, call.query.pageRequest(), of: Organization.self) { row in
                    try OrganizationRow(row: row).json
                }
            }
            return OperationResponse(page)
        }
        routes.onStored(get) { call in
            OperationResponse(try await call.read { try $0.requireOrganization(call.path) }.json)
        }
        routes.onStored(getByName) { call in
            let found = try await call.read { try $0.organization(named: call.path.value) }
            guard let found else { throw APIError.organizationNotFound }
            return OperationResponse(found.json)
        }
    }

    private static let inOrderOfCreation: SQL = "created_at || ',' || id"

    /// Organizations without the field come last in both directions.
    private static func order(_ sort: String?) -> SQL {
        guard let halves = sort?.split(separator: ":"), halves.count == 2 else { return inOrderOfCreation }
        // Validation has restricted the field to names of columns, so it is safe in SQL.
        let field = SQL(stringLiteral: String(halves[0]))
        return halves[1] == "1" ? "\(field) ASC NULLS LAST, id" : "\(field) DESC NULLS LAST, id"
    }

    private func mountWriting(on routes: inout Routes) {
        routes.onStored(create) { call in
            let created = OrganizationDocument(
                creating: call.members, id: call.random.identifier("org"), name: call.body.name)
            let connections = try await call.write { transaction in
                try transaction.insert(created, at: call.now)
                try transaction.publish(.organizationCreated, at: call.now, created.row.json)
                return try transaction.enable(call.members["enabled_connections"], of: created.id, at: call.now)
            }
            var sent = created.row.json
            if call.body.enabledConnections != nil {
                sent["enabled_connections"] = .array(connections)
            }
            return OperationResponse(sent)
        }
        routes.onStored(update) { call in
            let changed = try await call.write { transaction in
                var organization = OrganizationDocument(try transaction.requireOrganization(call.path))
                organization.apply(call.members)
                try transaction.update(organization)
                try transaction.publish(.organizationUpdated, at: call.now, organization.row.json)
                return organization
            }
            return OperationResponse(changed.row.json)
        }
        routes.on(delete) { call in
            try await call.write { transaction in
                let organization = try transaction.requireOrganization(call.path)
                try transaction.publish(.organizationDeleted, at: call.now, organization.json)
                try transaction.clearDefaultOrganization(organization.id)
                try transaction.execute(
                    "DELETE FROM organizations WHERE tenant = \(transaction.tenant) AND id = \(call.path)")
            }
            return NoContent()
        }
    }
}

extension Transaction {
    /// Enables the connections with which an organization is created, and returns them in wire format.
    fileprivate func enable(_ given: JSON?, of organization: ID<Organization>, at now: Timestamp) throws -> [JSON] {
        try (given?.array ?? []).map { draft in
            let members = draft.object ?? [:]
            let connection = ID<Connection>(members["connection_id"]?.string ?? "")
            return try enable(connection, members, of: organization, at: now).enabledJSON
        }
    }
}
