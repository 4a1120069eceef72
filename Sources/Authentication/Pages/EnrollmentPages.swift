import Contract
import Events
import Liquid
import Model
import Phones
import QRCodes
import Secrets
import Serving
import Storage

/// The pages for enrollment tickets. A GET request only shows a form, so link scanners that open mailed links change
/// nothing.
struct EnrollmentPages: Sendable {
    let services: Services

    var routes: [Route] {
        [
            Route("GET", "/" + EnrollmentTicketRow.path) { request, _ in
                await TicketRequest.answer(request, services) { try await EnrollmentVisit($0).show().answer }
            },
            Route("POST", "/" + EnrollmentTicketRow.path) { request, _ in
                await TicketRequest.answer(request, services) { try await EnrollmentVisit($0).take().answer }
            },
        ]
    }
}

/// A visit with an enrollment ticket.
struct EnrollmentVisit: Sendable {
    let request: TicketRequest

    init(_ request: TicketRequest) { self.request = request }

    var secret: String { request.secret }
    var tenant: TenantContext { request.tenant }
    var services: Services { request.services }
    var now: Timestamp { request.now }

    func show() async throws -> HTMLPage {
        try await services.store.read(tenant.id) { transaction in
            let use = try transaction.enrollmentUse(secret, at: now)
            return use.obstacle ?? form(use)
        }
    }

    /// Processes a submitted form.
    func take() async throws -> HTMLPage {
        if let number = request.values["phone_number"] { return try await sendCode(to: number) }
        if let shown = request.values["oob_code"] { return try await enrollPhone(shownWith: shown) }
        return try await enroll()
    }

    /// Enrolls the authenticator app whose code was entered.
    private func enroll() async throws -> HTMLPage {
        let recovery = EnrollmentRecovery(services)
        let device = "dev_\(services.random.base62(16))"
        let code = (request.values["code"] ?? "").filter { !$0.isWhitespace }
        return try await services.store.write(tenant.id) { transaction in
            let use = try transaction.enrollmentUse(secret, at: now)
            if let obstacle = use.obstacle(to: "totp") { return obstacle }
            // The attempt must be counted, so the transaction must not throw.
            guard try transaction.countFactorAttempt(of: use.user.id, at: now) else {
                try transaction.emit(event(.tooManyOneTimeCodes, use), services.logIDs)
                return form(use, problem: Self.tooManyAttempts, status: 429)
            }
            guard let step = OneTimeCodes(secret: use.ticket.key)?.step(of: code, at: now.seconds, after: nil) else {
                try transaction.emit(event(.failedSecondFactor, use), services.logIDs)
                return form(use, problem: "This is not the code that the app shows now. Please try again.")
            }
            let generator = AuthenticationMethodRow(
                device: device, of: use.user.id, type: "totp", at: now, secret: use.ticket.key)
            try transaction.insert(generator)
            try transaction.noteUsed(step, of: generator.id)
            return try conclude(use, recovery, in: transaction)
        }
    }

    static let tooManyAttempts = "There were too many attempts. Please try again later."

    /// Marks the ticket as used after a successful enrollment.
    func conclude(
        _ use: EnrollmentUse, _ recovery: EnrollmentRecovery, factor: String = "otp", in transaction: Transaction
    ) throws -> HTMLPage {
        try transaction.clearFactorAttempts(of: use.user.id)
        try transaction.useEnrollmentTicket(secret: secret, at: now)
        try transaction.emit(event(.enrollmentComplete, use, factor: factor), services.logIDs)
        guard try transaction.needsRecoveryCode(use.user.id) else { return done(use, factor) }
        try transaction.insert(
            AuthenticationMethodRow(
                device: recovery.device, of: use.user.id, type: "recovery-code", at: now,
                secret: secretDigest(recovery.code)))
        return done(use, factor, recoveryCode: recovery.code)
    }

    func event(_ type: LogType, _ use: EnrollmentUse, factor: String = "otp") -> LoggedEvent {
        var event = LoggedEvent(type, at: now, from: request.origin)
        event.userID = use.user.id.value
        event.userName = use.user.email ?? use.user.name
        event.details = ["factor": .string(factor)]
        return event
    }

    /// The form for the factor to enroll.
    func form(_ use: EnrollmentUse, problem: String? = nil, status: Int = 400) -> HTMLPage {
        if !use.kinds.contains("totp") { return phoneForm(use, problem: problem, status: status) }
        let address = OneTimeCodeAddress.url(use.ticket.key, of: use.user, at: tenant)
        let picture = QRCode(address)?.svg(label: "QR code with the key") ?? ""
        let alert = problem.map { "<p role=\"alert\" id=\"problem\">\(HTMLText.escape($0))</p>\n" } ?? ""
        let described = problem == nil ? "hint" : "problem hint"
        return HTMLPage(
            title: "Set up one-time codes",
            content: """
                \(alert)<p>Open the app on your phone that shows one-time codes, and have it scan this picture.</p>
                <p class="code">\(picture)</p>
                <p>If you cannot scan it, type this key into the app:</p>
                <p class="key"><code>\(Self.grouped(use.ticket.key))</code></p>
                <p><a href="\(HTMLText.escape(address))">Open an app on this device</a></p>
                <form method="post" action="enrollment">
                <input type="hidden" name="ticket" value="\(HTMLText.escape(secret))">
                <label for="code">Code</label>
                <input id="code" name="code" inputmode="numeric" autocomplete="one-time-code" required \
                maxlength="20" aria-describedby="\(described)"\(problem == nil ? "" : " aria-invalid=\"true\" autofocus")>
                <p id="hint">The app shows a code of six digits, and a new one every half a minute.</p>
                <button type="submit">Confirm</button>
                </form>
                \(use.kinds.contains("phone") ? "<h2>Or have codes sent to a phone</h2>\n" + numberForm() : "")
                """, status: problem == nil ? 200 : status, look: use.look)
    }

    private func done(_ use: EnrollmentUse, _ factor: String, recoveryCode: String? = nil) -> HTMLPage {
        let whose = factor == "otp" ? "the app's codes" : "codes that are sent to your phone"
        var content = "<p role=\"status\">From now on, \(whose) confirm that it is you who logs in.</p>"
        if let recoveryCode {
            content += """

                <p>Write down this code, and keep it in a safe place. It lets you in once if you do not have your phone. \
                It is not shown again.</p>
                <p class="key"><code>\(Self.grouped(recoveryCode))</code></p>
                """
        }
        return HTMLPage(
            title: factor == "otp" ? "One-time codes are set up" : "Your phone is set up", content: content,
            look: use.look)
    }

    /// A text in groups of four characters, which are easier to type.
    private static func grouped(_ text: String) -> String {
        let characters = Array(text)
        let groups = stride(from: 0, to: characters.count, by: 4).map { start in
            String(characters[start..<min(start + 4, characters.count)])
        }
        return HTMLText.escape(groups.joined(separator: " "))
    }
}

/// A new recovery code, in case the user has none yet.
struct EnrollmentRecovery: Sendable {
    let device: String
    let code: String

    init(_ services: Services) {
        device = "dev_\(services.random.base62(16))"
        code = services.random.recoveryCode()
    }
}

/// An enrollment ticket with its user.
struct EnrollmentUse: Sendable {
    let ticket: EnrollmentTicketRow
    let standing: TicketRow.Standing
    let user: UserDocument
    let hasSecondFactor: Bool
    /// The types of authentication methods that can be enrolled with the ticket.
    let kinds: Set<String>
    let look: PageLook

    /// The page that says why nothing can be enrolled; `nil` if enrollment is possible.
    var obstacle: HTMLPage? {
        switch standing {
        case .used: return refusal("This link can be used only once.", status: 400)
        case .expired: return refusal("This link has expired. Please ask for another one.", status: 410)
        case .good: break
        }
        if user.isBlocked { return refusal("This account is blocked.", status: 403) }
        if hasSecondFactor, !ticket.isForEnrolled {
            return refusal("A second factor is set up for this account already.", status: 409)
        }
        return kinds.isEmpty ? wrongKind : nil
    }

    /// Returns the page that says why a type of authentication method cannot be enrolled; `nil` if it can.
    func obstacle(to kind: String) -> HTMLPage? { obstacle ?? (kinds.contains(kind) ? nil : wrongKind) }

    private var wrongKind: HTMLPage { refusal("This kind of second factor cannot be set up here.", status: 400) }

    private func refusal(_ words: String, status: Int) -> HTMLPage {
        HTMLPage(
            title: "Nothing was set up", content: "<p role=\"alert\">\(HTMLText.escape(words))</p>", status: status,
            look: look)
    }
}

extension Transaction {
    /// - Throws: `TicketRequest.UnknownTicket`.
    func enrollmentUse(_ secret: String, at now: Timestamp) throws -> EnrollmentUse {
        guard let (ticket, standing) = try enrollmentTicket(secret: secret, at: now),
            let user = try userIfThere(ticket.userID)
        else { throw TicketRequest.UnknownTicket() }
        return EnrollmentUse(
            ticket: ticket, standing: standing, user: user, hasSecondFactor: try hasSecondFactor(user.id),
            kinds: try enrollableKinds(ticket), look: PageLook(try branding()))
    }

    private func enrollableKinds(_ ticket: EnrollmentTicketRow) throws -> Set<String> {
        let names = ["totp": "otp", "phone": "phone"]
        let meant = names.filter { ticket.factor == nil || ticket.factor == $0.value }.map(\.key)
        let usable = try usableFactors().intersection(meant)
        return try usable.contains("phone") && !canTextSecondFactors() ? usable.subtracting(["phone"]) : usable
    }
}
