import Contract
import Events
import HTTPTypes
import Mail
import Model
import Serving
import Storage

extension DatabaseRequest {
    /// Sends whoever has an address a link to a new password. The answer does not tell whether anyone has it.
    func requestPasswordChange() async throws -> OutgoingAnswer {
        let (client, connection) = try await database()
        let email = try email()
        let sending = MailSending(tenant, services, now: now)
        let organization = try text("organization")
        let (asked, failed) = (
            event(.passwordChangeRequest, "Password change request", client, connection),
            event(.failedPasswordChangeRequest, "User does not exist.", client, connection)
        )
        try await services.store.write(tenant.id) { transaction in
            guard let identity = try transaction.identity(ofEmail: email, in: connection.id) else {
                try transaction.emit(failed, services.logIDs)
                return
            }
            let user = try transaction.user(identity.userID)
            var party = MailParty(clientID: client.id)
            party.organization = try organization.flatMap { try transaction.organization(ID<Never>($0)) }
            try transaction.sendPasswordMail(to: user, identity, for: party, sending)
            var event = asked
            event.userID = user.id.value
            try transaction.emit(event, services.logIDs)
        }
        services.bell.ring()
        return OutgoingAnswer(
            status: 200, headers: [.contentType: "text/html; charset=utf-8", .cacheControl: "no-store"],
            body: Array("We've just sent you an email to reset your password.".utf8))
    }
}
