import Contract
import Model
import Serving
import Storage

extension TokenRequest {
    /// The invitation that somebody at a page comes with, if it is good for what the application asks.
    /// - Throws: `OAuthError` where it is not.
    func invitation(
        to organization: OrganizationRow?, in transaction: Transaction
    ) throws -> OrganizationInvitationRow? {
        guard isAtPage, let ticket = parameters["invitation"] else { return nil }
        guard let invitation = try transaction.invitation(ticket: ticket, at: now),
            invitation.organizationID == organization?.id,
            invitation.document["client_id"]?.string == client.id.value
        else { throw OAuthError.invalidRequest("invitation not found or already used") }
        return invitation
    }

    /// The invitation that lets a user into the organization, where it is the user's.
    func invitation(
        of user: UserID, to login: Login, in transaction: Transaction
    ) throws -> OrganizationInvitationRow? {
        guard let invitation = try invitation(to: login.organization, in: transaction) else { return nil }
        let connection = invitation.document["connection_id"]?.string
        guard connection == nil || connection == login.connection.id,
            try transaction.userIfThere(user)?.email?.lowercased() == invitation.email
        else { return nil }
        return invitation
    }
}

extension OrganizationInvitationRow {
    /// Whom it is for.
    var email: String? { document["invitee"]?["email"]?.string?.lowercased() }
}

extension Transaction {
    /// Gives a new member what the invitation promises, and ends it.
    func accept(_ invitation: OrganizationInvitationRow, by user: UserID, at now: Timestamp) throws {
        for role in invitation.document["roles"]?.strings ?? [] {
            do {
                try assignRole(role, to: user, in: invitation.organizationID, at: now)
            } catch is APIError {
                // The role is gone since.
            }
        }
        try execute(
            """
            DELETE FROM organization_invitations WHERE tenant = \(tenant) AND id = \(invitation.id)
            AND organization_id = \(invitation.organizationID)
            """)
    }
}
