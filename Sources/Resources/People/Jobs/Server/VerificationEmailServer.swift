import ApplicationsAPI
import Contract
import Events
import Mail
import Model
import PeopleAPI
import Serving
import Storage

extension Jobs {
    func mountVerificationEmail(on routes: inout Routes) {
        routes.on(sendVerificationEmail) { call in
            let job = Job(id: call.random.identifier("job"), type: "verification_email", createdAt: call.now)
            let sending = MailSending(call.tenant, call.services, now: call.now)
            let event = call.event(.verificationEmailSent)
            try await call.write { transaction in
                let (user, identity) = try transaction.recipient(of: call.body)
                let party = try transaction.party(to: call.body)
                var done = job
                // The job is complete as soon as the email is queued.
                let isSent = try transaction.sendVerificationMail(to: user, identity, for: party, sending)
                done.status = isSent ? "completed" : "failed"
                try transaction.insert(done, at: call.now)
                try JobCleanup.enqueue(job.id, in: transaction)
                try call.emit(event.told(of: user, identity), in: transaction)
            }
            call.services.wakeSignal.notify()
            return job
        }
    }
}

extension Transaction {
    /// Returns the user, and the identity with the email address.
    fileprivate func recipient(of body: VerificationEmail) throws -> (UserDocument, IdentityRow) {
        let user = try user(body.userID)
        let identities = try identities(of: body.userID)
        guard let wanted = body.identity else {
            guard let first = identities.first else { throw APIError.userNotFound }
            return (user, first)
        }
        let found = identities.first { $0.provider == wanted.provider && $0.id == wanted.userID }
        guard let found else {
            throw APIError.badRequest("The user does not have this identity", code: "inexistent_identity")
        }
        return (user, found)
    }

    /// Returns the application or organization on whose behalf the email is sent.
    fileprivate func party(to body: VerificationEmail) throws -> MailParty {
        if let id = body.clientID, try client(id) == nil {
            throw APIError.clientNotFound
        }
        guard let wanted = body.organizationID else { return MailParty(clientID: body.clientID) }
        guard let organization = try organization(wanted) else {
            throw APIError.notFound("No organization found by that id or name")
        }
        return MailParty(clientID: body.clientID, organization: organization)
    }
}

extension LoggedEvent {
    fileprivate func told(of user: UserDocument, _ identity: IdentityRow) -> LoggedEvent {
        var event = self
        event.userID = user.id.value
        event.userName = user.email
        event.connection = identity.connection
        event.connectionID = identity.connectionID
        event.description = user.email
        return event
    }
}
