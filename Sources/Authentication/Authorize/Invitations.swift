import Contract
import Model
import Serving
import Storage

extension TokenRequest {
    /// The invitation in the request, if it is valid for the organization and the application.
    /// - Throws: `OAuthError` if the invitation is not valid.
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

    /// The invitation to the organization, if it is addressed to the user.
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
    /// The address of the invited person.
    var email: String? { document["invitee"]?["email"]?.string?.lowercased() }
}

extension Transaction {
    /// Assigns the roles of an invitation to a new member, and deletes the invitation.
    func accept(_ invitation: OrganizationInvitationRow, by user: UserID, at now: Timestamp) throws {
        for role in invitation.document["roles"]?.strings ?? [] {
            do {
                try assignRole(role, to: user, in: invitation.organizationID, at: now)
            } catch is APIError {
                // The role was deleted after the invitation was created.
            }
        }
        try execute(
            """
            DELETE FROM organization_invitations WHERE tenant = \(tenant) AND id = \(invitation.id)
            AND organization_id = \(invitation.organizationID)
            """)
    }
}
