import Contract
import Mail
import Model
import ProtectionAPI
import Secrets
import Serving
import Storage

extension Guardian {
    func mountEnrollmentTickets(on routes: inout Routes) {
        routes.on(createEnrollmentTicket) { call in
            let draft = call.body
            let secret = call.random.base62(32)
            let ticket = EnrollmentTicketRow(
                userID: draft.userID, factor: draft.factor?.rawValue,
                isForEnrolled: draft.allowsMultipleEnrollments ?? false, key: call.random.oneTimeCodeKey(),
                expiresAt: call.now + TicketRow.usualLife)
            let url = "\(call.tenant.issuer)\(EnrollmentTicketRow.path)?ticket=\(secret)"
            var sending = MailSending(call.tenant, call.services, now: call.now)
            sending.language = draft.emailLocale
            try await call.write { [sending] transaction in
                let user = try transaction.user(draft.userID)
                try transaction.insert(ticket, secret: secret, at: call.now)
                if draft.sendsMail == true {
                    try transaction.sendEnrollmentMail(url, to: user, draft.email, sending)
                }
            }
            if draft.sendsMail == true { call.services.wakeSignal.notify() }
            return EnrollmentTicket(id: secret, url: url)
        }
    }
}

extension Transaction {
    /// - Parameter other: The address to use instead of the user's own.
    fileprivate func sendEnrollmentMail(
        _ url: String, to user: UserDocument, _ other: String?, _ sending: MailSending
    ) throws {
        guard let email = other ?? user.email else {
            throw APIError.badRequest("The user does not have an email address")
        }
        var occasion = MailOccasion(.enrollment, to: email, user: user)
        occasion.variables["link"] = .string(url)
        try send(occasion, sending)
    }
}
