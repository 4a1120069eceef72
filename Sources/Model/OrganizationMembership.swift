import Contract
import Events
import Storage

extension Transaction {
    /// Whether a user is a member of an organization.
    public func isMember(_ user: UserID, of organization: String) throws -> Bool {
        try exists(
            """
            SELECT 1 FROM organization_members
            WHERE tenant = \(tenant) AND organization_id = \(organization) AND user_id = \(user)
            """)
    }

    /// Adds a member to an organization, unless the user is already one.
    /// - Returns: whether the user was not a member before.
    /// - Throws: `APIError` with status 404 if the user does not exist.
    @discardableResult
    public func addMember(_ user: UserID, to organization: String, at now: Timestamp) throws -> Bool {
        try requireUser(user)
        let isNew = try insertIfAbsent(
            into: "organization_members", ["organization_id": organization, "user_id": user, "added_at": now])
        if isNew {
            try publish(.memberAdded, at: now, try membership(user, in: organization))
        }
        return isNew
    }

    /// Removes a member from an organization, with the member's roles in it.
    public func removeMember(_ user: UserID, from organization: String, at now: Timestamp) throws {
        if try isMember(user, of: organization) {
            try publish(.memberDeleted, at: now, try membership(user, in: organization))
        }
        for table: SQL in ["organization_members", "organization_member_roles"] {
            try execute(
                """
                DELETE FROM \(table)
                WHERE tenant = \(tenant) AND organization_id = \(organization) AND user_id = \(user)
                """)
        }
    }

    /// Assigns a role in an organization to a user.
    /// - Throws: `APIError` with status 404 if the role does not exist.
    public func assignRole(_ role: String, to user: UserID, in organization: String, at now: Timestamp) throws {
        try requireRole(role)
        let isNew = try insertIfAbsent(
            into: "organization_member_roles",
            ["organization_id": organization, "user_id": user, "role_id": role])
        if isNew { try publish(.memberRoleAssigned, role, of: user, in: organization, at: now) }
    }

    /// Removes a role in an organization from a user, if the user has it.
    public func removeRole(_ role: String, from user: UserID, in organization: String, at now: Timestamp) throws {
        let removed = try execute(
            """
            DELETE FROM organization_member_roles
            WHERE tenant = \(tenant) AND organization_id = \(organization) AND user_id = \(user) AND role_id = \(role)
            """)
        if removed > 0 { try publish(.memberRoleDeleted, role, of: user, in: organization, at: now) }
    }

    private func publish(
        _ kind: ChangeKind, _ role: String, of user: UserID, in organization: String, at now: Timestamp
    ) throws {
        var membership = try membership(user, in: organization)
        let row = try row("SELECT name FROM roles WHERE tenant = \(tenant) AND id = \(role)")
        let name: String = try row?["name"] ?? ""
        membership["role"] = ["id": .string(role), "name": .string(name)]
        try publish(kind, at: now, membership)
    }

    /// Returns the membership in the form of events.
    private func membership(_ user: UserID, in organization: String) throws -> JSON {
        ["organization": try organizationReference(organization), "user": ["user_id": .string(user.value)]]
    }

    /// Returns the organization in the form of events.
    public func organizationReference(_ organization: String) throws -> JSON {
        let row = try row("SELECT name FROM organizations WHERE tenant = \(tenant) AND id = \(organization)")
        let name: String = try row?["name"] ?? ""
        return ["id": .string(organization), "name": .string(name)]
    }
}

/// A role of a user in an organization.
public struct OrganizationRoleRow: Sendable {
    public let id: String
    public let name: String
}

extension Transaction {
    /// Returns the roles of users in an organization, sorted by name.
    public func roles(
        of users: [UserID], in organization: String
    ) throws -> [UserID: [OrganizationRoleRow]] {
        var roles: [UserID: [OrganizationRoleRow]] = [:]
        let held = try rows(
            """
            SELECT h.user_id, r.id, r.name FROM organization_member_roles h
            JOIN roles r ON r.tenant = h.tenant AND r.id = h.role_id
            WHERE h.tenant = \(tenant) AND h.organization_id = \(organization) AND h.user_id IN \(list: users)
            ORDER BY r.name
            """)
        for row in held {
            let role = OrganizationRoleRow(id: try row["id"], name: try row["name"])
            roles[try row["user_id"], default: []].append(role)
        }
        return roles
    }
}
