import Contract
import Storage

/// An invitation, as those who accept it need to know it.
public struct OrganizationInvitationRow: Sendable {
    public let id: String
    public let organizationID: String
    public let expiresAt: Timestamp
    /// All of it, in the form in which it is sent.
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
    /// The invitation with a ticket that is still good, if there is such.
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
