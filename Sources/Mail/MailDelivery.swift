import Background
import Contract
import Events
import Outbound
import Serving
import Storage

/// Sends the mails in the outbox with the tenant's provider.
public struct MailDelivery: BackgroundWork {
    public static let kind = "mail"

    private let store: any Store
    private let carrier: MailCarrier
    private let logIDs: LogIdentifiers
    private let now: @Sendable () -> Timestamp

    public init(_ services: Services) {
        store = services.store
        carrier = MailCarrier(http: services.outbound, mail: services.mail)
        logIDs = services.logIDs
        now = { services.clock.now }
    }

    /// Fills in one mail, and then sends it. The state is stored both before and after sending, so that a mail that the
    /// provider may have accepted is not sent again.
    public func step(_ task: BackgroundTask) async throws -> Bool {
        if var draft = try await store.read(task.tenant, { try $0.mailDraft(task.id) }) {
            try draft.fillIn()
            try await store.write(task.tenant) { [draft, logIDs, now = now()] transaction in
                try transaction.save(draft, at: now, logIDs)
                try transaction.save(task)
            }
            return true
        }
        guard let (mail, provider) = try await begin(task) else { return false }
        do {
            try await carrier.send(mail, through: provider, at: now())
        } catch let failure as OutboundMailFailure {
            if failure.isPermanent {
                try await fail(mail, task, failure.description)
                return false
            }
            try await store.write(task.tenant) { transaction in
                var mail = mail
                mail.state = .waiting
                mail.error = failure.description
                try transaction.save(task)
                try transaction.update(mail)
            }
            throw failure
        }
        let date = now()
        try await store.write(task.tenant) { transaction in
            var mail = mail
            mail.state = .sent
            mail.sentAt = date
            mail.error = nil
            mail.document["html"] = nil
            mail.document["text"] = nil
            try transaction.update(mail)
            try transaction.finish(task)
        }
        return false
    }

    public func didFailPermanently(_ task: BackgroundTask, _ error: any Error) async throws {
        guard let mail = try await store.read(task.tenant, { try $0.mail(task.id) }) else {
            try await store.write(task.tenant) { try $0.finish(task) }
            return
        }
        try await fail(mail, task, (error as? OutboundMailFailure)?.description ?? "The mail could not be sent")
    }

    /// Returns the mail and its provider; `nil` if there is nothing to send.
    private func begin(_ task: BackgroundTask) async throws -> (OutboxMail, MailProvider)? {
        let found: (mail: OutboxMail, provider: MailProvider?)? = try await store.write(task.tenant) { transaction in
            guard var mail = try transaction.mail(task.id), [.waiting, .sending].contains(mail.state) else {
                try transaction.finish(task)
                return nil
            }
            if mail.state == .sending { return (mail, nil) }
            guard let provider = try transaction.mailProvider(), provider.isUsable else {
                mail.state = .kept
                try transaction.update(mail)
                try transaction.finish(task)
                return nil
            }
            mail.state = .sending
            try transaction.save(task)
            try transaction.update(mail)
            return (mail, provider)
        }
        guard let found else { return nil }
        guard let provider = found.provider else {
            try await fail(found.mail, task, "The server stopped while it sent the mail, which may have arrived")
            return nil
        }
        return (found.mail, provider)
    }

    private func fail(_ mail: OutboxMail, _ task: BackgroundTask, _ reason: String) async throws {
        let date = now()
        try await store.write(task.tenant) { [logIDs] transaction in
            var mail = mail
            mail.state = .failed
            mail.error = reason
            try transaction.update(mail)
            try transaction.emit(mail.failure(reason, at: date), logIDs)
            try transaction.finish(task)
        }
    }
}

extension OutboxMail {
    /// Returns the log event for a mail that could not be sent.
    func failure(_ reason: String, at date: Timestamp) -> LoggedEvent {
        var event = LoggedEvent(.failedNotification, at: date)
        event.description = "To: \(to)"
        event.userName = to
        event.userID = document["user_id"]?.string ?? ""
        event.connection = document["connection"]?.string
        event.connectionID = ""
        event.clientID = document["client_id"]?.string
        event.organizationID = document["organization_id"]?.string
        event.details = [
            "email_type": .string(MailKind(rawValue: kind)?.logName ?? kind), "to": .string(to),
            "error": .string(reason),
        ]
        return event
    }
}
