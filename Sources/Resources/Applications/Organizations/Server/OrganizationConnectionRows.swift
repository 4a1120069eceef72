import ApplicationsAPI
import Contract
import Events
import Model
import OrderedCollections
import Storage

extension Transaction {
    /// - Throws: `APIError`, 404, if the organization does not exist or does not have the connection.
    func associatedConnection(_ path: Nested<Organization, Connection>) throws -> OrganizationConnectionRow {
        try requireOrganization(path.outer)
        guard let row = try connection(path.inner, ofOrganization: path.outer) else {
            throw APIError.organizationConnectionNotFound
        }
        return row
    }

    /// - Throws: `APIError`, 404, if the organization does not exist or the connection is not enabled for it.
    func enabledConnection(_ path: Nested<Organization, Connection>) throws -> OrganizationConnectionRow {
        let row = try associatedConnection(path)
        guard row.isEnabled else { throw APIError.organizationConnectionNotFound }
        return row
    }

    /// Enables a connection for an organization, which may already have it disabled.
    /// - Parameter given: The members of the request.
    @discardableResult
    func enable(
        _ connection: ID<Connection>, _ given: JSONObject, of organization: ID<Organization>, at now: Timestamp
    ) throws -> OrganizationConnectionRow {
        guard var existing = try self.connection(connection, ofOrganization: organization), !existing.isEnabled else {
            return try add(connection, given, to: organization, at: now)
        }
        existing.isEnabled = true
        try existing.apply(given)
        try update(existing, of: organization, at: now)
        return existing
    }

    /// Adds a connection to an organization.
    /// - Parameter given: The members of the request.
    /// - Throws: `APIError` if the connection does not exist or the organization already has it.
    func add(
        _ connection: ID<Connection>, _ given: JSONObject, to organization: ID<Organization>, at now: Timestamp
    ) throws -> OrganizationConnectionRow {
        let known = try self.connection(connection)
        var row = OrganizationConnectionRow(connectionID: known.id, name: known.name, strategy: known.strategy)
        try row.apply(given)
        let isNew = try insertIfAbsent(
            into: "organization_connections",
            [
                "organization_id": organization, "connection_id": connection,
                "assigns_membership": row.assignsMembership, "allows_signup": row.allowsSignup,
                "shows_button": row.showsButton, "is_enabled": row.isEnabled,
                "organization_name": row.organizationName, "access_level": row.accessLevel, "added_at": now,
            ])
        if !isNew { throw APIError.organizationConnectionTaken }
        try publish(.connectionAdded, row, of: organization, at: now)
        return row
    }

    func update(
        _ connection: OrganizationConnectionRow, of organization: ID<Organization>, at now: Timestamp
    ) throws {
        try execute(
            """
            UPDATE organization_connections SET assigns_membership = \(connection.assignsMembership),
                allows_signup = \(connection.allowsSignup), shows_button = \(connection.showsButton),
                is_enabled = \(connection.isEnabled), organization_name = \(connection.organizationName),
                access_level = \(connection.accessLevel)
            WHERE tenant = \(tenant) AND organization_id = \(organization)
            AND connection_id = \(connection.connectionID)
            """)
        try publish(.connectionUpdated, connection, of: organization, at: now)
    }

    func remove(_ connection: ID<Connection>, from organization: ID<Organization>, at now: Timestamp) throws {
        if let row = try self.connection(connection, ofOrganization: organization) {
            try publish(.connectionRemoved, row, of: organization, at: now)
        }
        try execute(
            """
            DELETE FROM organization_connections
            WHERE tenant = \(tenant) AND organization_id = \(organization) AND connection_id = \(connection)
            """)
    }
}

extension Transaction {
    /// Publishes an event about a connection that was added to, updated in or removed from an organization.
    private func publish(
        _ kind: ChangeKind, _ connection: OrganizationConnectionRow, of organization: ID<Organization>,
        at now: Timestamp
    ) throws {
        var object: JSON = [
            "organization": try organizationReference(organization.value),
            "connection": ["id": .string(connection.connectionID)],
        ]
        if kind != .connectionRemoved {
            object["assign_membership_on_login"] = .bool(connection.assignsMembership)
            object["is_signup_enabled"] = .bool(connection.allowsSignup)
            object["show_as_button"] = .bool(connection.showsButton)
        }
        try publish(kind, at: now, object)
    }
}

extension OrganizationConnectionRow {
    /// Applies the members of a request.
    /// - Throws: `APIError`, 400, if users could sign up without becoming members.
    mutating func apply(_ given: JSONObject) throws {
        for (name, value) in given {
            switch name {
            case "assign_membership_on_login": assignsMembership = value.bool ?? false
            case "is_signup_enabled": allowsSignup = value.bool ?? false
            case "show_as_button": showsButton = value.bool ?? true
            case "is_enabled": isEnabled = value.bool ?? true
            case "organization_connection_name": organizationName = value.string
            case "organization_access_level": accessLevel = value.string
            default: break
            }
        }
        if allowsSignup, !(isDatabase && assignsMembership) { throw APIError.signupWithoutMembership }
    }

    /// The connection in wire format, for the endpoints of enabled connections.
    var enabledJSON: JSON {
        var sent: JSONObject = [
            "connection_id": .string(connectionID), "assign_membership_on_login": .bool(assignsMembership),
            "show_as_button": .bool(showsButton),
        ]
        if isDatabase { sent["is_signup_enabled"] = .bool(allowsSignup) }
        sent["connection"] = ["name": .string(name), "strategy": .string(strategy)]
        return .object(sent)
    }

    /// The connection in wire format with all members.
    var json: JSON {
        var sent = enabledJSON
        sent["is_enabled"] = .bool(isEnabled)
        if let organizationName { sent["organization_connection_name"] = .string(organizationName) }
        if let accessLevel { sent["organization_access_level"] = .string(accessLevel) }
        return sent
    }
}

extension APIError {
    fileprivate static let organizationConnectionNotFound = APIError.notFound("No connection found by that id")
    fileprivate static let organizationConnectionTaken = APIError.conflict(
        "The connection is already enabled for the organization", code: "organization_connection_conflict")
    fileprivate static let signupWithoutMembership = APIError.invalidBody(
        "Only database connections with assign_membership_on_login = true support is_signup_enabled = true.")
}
