import Contract
import Events
import HTTPTypes
import Liquid
import Mail
import Model
import OrderedCollections
import Secrets
import Serving
import Storage
import Triggers

/// The pages for tickets. A GET request only shows a form, so link scanners that open mailed links change nothing.
struct TicketPages: Sendable {
    let services: Services

    var routes: [Route] {
        [TicketRow.Kind.emailVerification, .passwordChange].flatMap { kind in
            [
                Route("GET", "/u/\(kind.rawValue)") { request, _ in
                    await TicketRequest.answer(request, services) { try await TicketInteraction($0).show(kind) }
                },
                Route("POST", "/u/\(kind.rawValue)") { request, _ in
                    await TicketRequest.answer(request, services) { request in
                        let interaction = TicketInteraction(request)
                        return kind == .passwordChange
                            ? try await interaction.changePassword() : try await interaction.verifyEmail()
                    }
                },
            ]
        }
    }
}

/// A visit with a ticket.
struct TicketInteraction: Sendable {
    private let request: TicketRequest

    init(_ request: TicketRequest) { self.request = request }

    private var secret: String { request.secret }
    private var values: [String: String] { request.values }
    private var origin: LoggedEvent.Origin { request.origin }
    private var tenant: TenantContext { request.tenant }
    private var services: Services { request.services }
    private var now: Timestamp { request.now }

    /// Returns the ticket's form, or an error page.
    func show(_ kind: TicketRow.Kind) async throws -> OutgoingResponse {
        let (use, standing) = try await find(kind)
        guard standing == .good else { return try await refuse(use, standing == .used ? .used : .expired) }
        if kind == .emailVerification { return verificationForm(use) }
        if use.ticket.newPassword != nil { return confirmationForm(use) }
        let demand = try await services.store.read(tenant.id) { try $0.passwordDemand(of: use.user, use.identity) }
        return passwordForm(use, demand)
    }

    private func find(_ kind: TicketRow.Kind) async throws -> (use: TicketUse, standing: TicketRow.Standing) {
        let found = try await services.store.read(tenant.id) { try $0.ticketUse(kind, secret: secret, at: now) }
        guard let found else { throw TicketRequest.UnknownTicket() }
        return found
    }

    /// Logs that the ticket cannot be used, and returns the page for that.
    private func refuse(_ use: TicketUse, _ outcome: TicketOutcome) async throws -> OutgoingResponse {
        let isPassword = use.ticket.kind == .passwordChange
        let type: LogType = isPassword ? .failedPasswordChange : .failedEmailVerification
        let event = use.event(type, outcome.message, from: origin, at: now)
        try await services.store.write(tenant.id) { [ids = services.logIDs] in try $0.emit(event, ids) }
        return use.answer(
            outcome, title: isPassword ? "Your password was not changed" : "Your address was not confirmed")
    }

    // MARK: Confirming an address

    func verifyEmail() async throws -> OutgoingResponse {
        let sending = MailSending(tenant, services, now: now)
        let (use, outcome) = try await services.store.write(tenant.id) { transaction in
            guard let (use, standing) = try transaction.ticketUse(.emailVerification, secret: secret, at: now) else {
                throw TicketRequest.UnknownTicket()
            }
            guard standing == .good else { return (use, standing == .used ? TicketOutcome.used : .expired) }
            // The address has changed since, so the ticket no longer applies.
            guard let email = use.ticket.email, email == use.user.email(of: use.identity) else {
                return (use, .impossible)
            }
            var user = use.user
            user.confirmEmail(of: use.identity, at: now)
            try transaction.update(user)
            try transaction.useTicket(secret: secret, at: now)
            try transaction.endTickets(.emailVerification, of: user.id, ifMailed: true, at: now)
            try transaction.sendWelcomeMail(
                to: user, use.identity, for: MailParty(clientID: use.ticket.clientID), sending)
            let event = use.event(.emailVerified, TicketOutcome.verified.message, from: origin, at: now)
            try transaction.emit(event, services.logIDs)
            return (use, .verified)
        }
        guard outcome.isDone else { return try await refuse(use, outcome) }
        services.wakeSignal.notify()
        return use.answer(outcome, title: "Your address is confirmed")
    }

    private func verificationForm(_ use: TicketUse) -> OutgoingResponse {
        HTMLPage(
            title: "Confirm your email address",
            content: """
                <p>Please confirm that <strong>\(HTMLText.escape(use.ticket.email ?? ""))</strong> is your address.</p>
                <form method="post" action="email-verification">
                <input type="hidden" name="ticket" value="\(HTMLText.escape(secret))">
                <button type="submit">Confirm</button>
                </form>
                """, look: use.look, leadsElsewhere: use.ticket.resultURL != nil
        ).answer
    }

    // MARK: Choosing a password

    func changePassword() async throws -> OutgoingResponse {
        let (use, standing) = try await find(.passwordChange)
        guard standing == .good else { return try await refuse(use, standing == .used ? .used : .expired) }
        if let change = use.ticket.newPassword { return try await put(change) }
        let demand = try await services.store.read(tenant.id) { try $0.passwordDemand(of: use.user, use.identity) }
        let password = values["password"] ?? ""
        guard (1...1024).contains(password.utf8.count) else {
            return passwordForm(use, demand, problem: "Please type in a new password.")
        }
        guard password == values["confirmation"] else {
            return passwordForm(use, demand, problem: "The two passwords are not the same.")
        }
        let change: PasswordChange
        do {
            change = try await demand.accept(password, with: services.passwords)
        } catch let error as APIError {
            let event = use.event(.failedPasswordChange, error.message, from: origin, at: now)
            try await services.store.write(tenant.id) { [ids = services.logIDs] in try $0.emit(event, ids) }
            return passwordForm(use, demand, problem: PasswordPolicy.words(of: error))
        }
        return try await put(change)
    }

    private func put(_ change: PasswordChange) async throws -> OutgoingResponse {
        let following = DeferredActions(
            .postChangePassword, tenant, services, request: request.seenByActions, at: now)
        let (use, outcome) = try await services.store.write(tenant.id) { transaction in
            guard let (use, standing) = try transaction.ticketUse(.passwordChange, secret: secret, at: now) else {
                throw TicketRequest.UnknownTicket()
            }
            guard standing == .good else { return (use, standing == .used ? TicketOutcome.used : .expired) }
            var user = use.user
            try transaction.change(change, of: use.identity, in: &user, at: now)
            if use.ticket.marksEmailAsVerified, use.ticket.email == user.email(of: use.identity) {
                user.confirmEmail(of: use.identity, at: now)
            }
            user.members["updated_at"] = .string(now.description)
            try transaction.update(user)
            try transaction.useTicket(secret: secret, at: now)
            // Other ticket owners and sessions that began with the old password may not be the user's.
            try transaction.endTickets(.passwordChange, of: user.id, at: now)
            try transaction.endSessions(of: user.id, because: .passwordChange, at: now)
            let identifiers = [user.email(of: use.identity), user.members["username"]?.string].compactMap { $0 }
            try transaction.clearFailures(as: identifiers)
            let event = use.event(.passwordChange, TicketOutcome.passwordChanged.message, from: origin, at: now)
            try following?.enqueue(passwordOf: user, use.identity, in: transaction)
            try transaction.emit(event, services.logIDs)
            return (use, .passwordChanged)
        }
        services.deliveriesSignal.notify()
        guard outcome.isDone else { return try await refuse(use, outcome) }
        return use.answer(outcome, title: "Your password is changed")
    }

    private func confirmationForm(_ use: TicketUse) -> OutgoingResponse {
        HTMLPage(
            title: "Change your password",
            content: """
                <p>A new password was chosen for <strong>\(HTMLText.escape(use.ticket.email ?? ""))</strong>. \
                The one before it will no longer work.</p>
                <form method="post" action="reset-password">
                <input type="hidden" name="ticket" value="\(HTMLText.escape(secret))">
                <button type="submit">Use the new password</button>
                </form>
                """, look: use.look, leadsElsewhere: use.ticket.resultURL != nil
        ).answer
    }

    private func passwordForm(_ use: TicketUse, _ demand: PasswordDemand, problem: String? = nil) -> OutgoingResponse {
        let rules = demand.policy.strength(of: "").demands.joined(separator: "\n")
        let alert = problem.map { "<p role=\"alert\" id=\"problem\">\(HTMLText.escape($0))</p>\n" } ?? ""
        let user = use.ticket.email ?? use.user.members["username"]?.string ?? ""
        let described = problem == nil ? "rules" : "problem rules"
        return HTMLPage(
            title: "Choose a new password",
            content: """
                \(alert)<form method="post" action="reset-password">
                <input type="hidden" name="ticket" value="\(HTMLText.escape(secret))">
                <input type="hidden" name="username" autocomplete="username" value="\(HTMLText.escape(user))">
                <label for="password">New password</label>
                <input type="password" id="password" name="password" autocomplete="new-password" required autofocus \
                maxlength="1024" aria-describedby="\(described)">
                <p class="rules" id="rules">\(HTMLText.escape(rules))</p>
                <label for="confirmation">The same again</label>
                <input type="password" id="confirmation" name="confirmation" autocomplete="new-password" required \
                maxlength="1024">
                <button type="submit">Change the password</button>
                </form>
                """, status: problem == nil ? 200 : 400, look: use.look,
            leadsElsewhere: use.ticket.resultURL != nil
        ).answer
    }
}

extension UserDocument {
    /// Marks the address of an identity as verified.
    fileprivate mutating func confirmEmail(of identity: IdentityRow, at now: Timestamp) {
        if identity.isMain {
            members["email_verified"] = true
        } else {
            _ = apply(["email_verified": true], toProfileOf: identity)
        }
        members["updated_at"] = .string(now.description)
    }
}
