import Background
import Contract
import Events
import Mail
import Model
import Secrets
import Serving
import Storage

/// Puts the mail with a link for a new password into the outbox if there is a user with the address.
struct PasswordChangeMail: BackgroundWork {
    static let kind = "password_change_mail"

    let services: Services

    func step(_ task: BackgroundTask) async throws -> Bool {
        let wish = PasswordChangeWish(task.state)
        let now = services.clock.now
        let tenant = try services.tenants.tenant(task.tenant)
        let sending = MailSending(tenant, services, now: now)
        try await services.store.write(task.tenant) { [services] transaction in
            defer { services.wakeSignal.notify() }
            try transaction.finish(task)
            guard let client = try transaction.client(wish.client),
                let connection = try transaction.connection(named: wish.connection)
            else { return }
            var event = wish.event(client, connection, at: now)
            guard let identity = try transaction.identity(ofEmail: wish.email, in: connection.id) else {
                event.type = .failedPasswordChangeRequest
                event.description = "User does not exist."
                return try transaction.emit(event, services.logIDs)
            }
            let user = try transaction.user(identity.userID)
            var party = MailParty(clientID: client.id)
            party.organization = try wish.organization.flatMap { try transaction.organization(ID<Never>($0)) }
            try transaction.sendPasswordMail(to: user, identity, for: party, sending)
            event.userID = user.id.value
            try transaction.emit(event, services.logIDs)
        }
        return false
    }

    func didFailPermanently(_ task: BackgroundTask, _ error: any Error) async throws {
        try await services.store.write(task.tenant) { try $0.finish(task) }
    }
}

extension PasswordChangeWish {
    fileprivate func event(_ client: ClientRow, _ connection: ConnectionRow, at now: Timestamp) -> LoggedEvent {
        var event = LoggedEvent(.passwordChangeRequest, at: now, from: origin)
        event.description = "Password change request"
        event.clientID = client.id.value
        event.clientName = client.name
        event.connection = connection.name
        event.connectionID = connection.id
        event.strategy = connection.strategy
        event.strategyType = "database"
        event.userName = email
        event.details = ["body": body]
        return event
    }
}
