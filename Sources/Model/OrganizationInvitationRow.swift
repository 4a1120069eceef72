import Contract
import Storage

/// An invitation to an organization, for its acceptance.
public struct OrganizationInvitationRow: Sendable {
    public let id: String
    public let organizationID: String
    public let expiresAt: Timestamp
    /// The invitation in the form of responses.
    public let document: JSON

    /// Reads the columns `id`, `organization_id`, `expires_at` and `document`.
    public init(row: Row) throws {
        id = try row["id"]
        organizationID = try row["organization_id"]
        expiresAt = try row["expires_at"]
        document = try row["document"]
    }
}

extension Transaction {
    /// Returns the invitation with a ticket, unless it has expired.
    public func invitation(ticket: String, at now: Timestamp) throws -> OrganizationInvitationRow? {
        let row = try row(
            """
            SELECT id, organization_id, expires_at, document FROM organization_invitations
            WHERE tenant = \(tenant) AND ticket_id = \(ticket)\(.forUpdate)
            """)
        guard let invitation = try row.map(OrganizationInvitationRow.init(row:)), invitation.expiresAt > now else {
            return nil
        }
        return invitation
    }
}
