import Contract
import Events
import Liquid
import Model
import Secrets
import Serving
import Storage

// Enrollment of a phone: the user enters the number, and then the code that was sent to it.

extension EnrollmentVisit {
    /// Sends a code to the phone number that the user entered.
    func sendCode(to given: String) async throws -> HTMLPage {
        let device = "dev_\(services.random.base62(16))"
        let code = FactorCode(tenant, services, at: now, from: request.origin, for: nil)
        let page = try await services.store.write(tenant.id) { transaction -> HTMLPage in
            let use = try transaction.enrollmentUse(secret, at: now)
            if let obstacle = use.obstacle(to: "phone") { return obstacle }
            guard let number = PhoneNumber.normal(given) else {
                return phoneForm(use, problem: "Please type in the number with its country, as +15551234567.")
            }
            let methods = try transaction.authenticationMethods(of: use.user.id, types: ["phone"])
            if methods.contains(where: { $0.isConfirmed && $0.members["phone_number"]?.string == number }) {
                return phoneForm(use, problem: "This phone is set up already.", status: 409)
            }
            for method in methods where !method.isConfirmed {
                try transaction.deleteAuthenticationMethod(method.id, of: use.user.id)
            }
            let phone = AuthenticationMethodRow(
                device: device, of: use.user.id, type: "phone", at: now, isConfirmed: false,
                members: ["phone_number": .string(number), "preferred_authentication_method": "sms"])
            try transaction.insert(phone)
            guard let authenticator = Authenticator(phone),
                try transaction.send(code, to: authenticator, of: use.user, for: secretDigest(secret), isNew: true)
            else { return phoneForm(use, problem: "Too many codes were sent. Please try again later.", status: 429) }
            return codeForm(use, number, code.secret)
        }
        services.wakeSignal.notify()
        return page
    }

    /// Enrolls the phone to which the entered code was sent.
    func enrollPhone(shownWith shown: String) async throws -> HTMLPage {
        let recovery = EnrollmentRecovery(services)
        let code = (request.values["code"] ?? "").filter { !$0.isWhitespace }
        let number = request.values["number"] ?? ""
        return try await services.store.write(tenant.id) { transaction in
            let use = try transaction.enrollmentUse(secret, at: now)
            if let obstacle = use.obstacle(to: "phone") { return obstacle }
            // The attempt must be counted, so the transaction must not throw.
            guard try transaction.countFactorAttempt(of: use.user.id, at: now) else {
                try transaction.emit(event(.tooManyOneTimeCodes, use, factor: "sms"), services.logIDs)
                return codeForm(use, number, shown, problem: Self.tooManyAttempts, status: 429)
            }
            let check = try transaction.useFactorCode(
                code, shownWith: shown, for: secretDigest(secret), of: use.user.id, mayEnroll: true, at: now)
            guard check != .wrong else {
                try transaction.emit(event(.failedSecondFactor, use, factor: "sms"), services.logIDs)
                return codeForm(use, number, shown, problem: "This is not the code that we sent. Please try again.")
            }
            return try conclude(use, recovery, factor: "sms", in: transaction)
        }
    }

    func phoneForm(_ use: EnrollmentUse, problem: String? = nil, status: Int = 400) -> HTMLPage {
        HTMLPage(
            title: "Set up a phone", content: alert(problem) + numberForm(), status: problem == nil ? 200 : status,
            look: use.look)
    }

    /// A form that asks for a phone number.
    func numberForm() -> String {
        """
        <form method="post" action="enrollment">
        <input type="hidden" name="ticket" value="\(HTMLText.escape(secret))">
        <label for="phone_number">Phone number</label>
        <input id="phone_number" name="phone_number" type="tel" autocomplete="tel" required maxlength="32">
        <p>With its country, as +15551234567. We will send a code there by text message.</p>
        <button type="submit">Send the code</button>
        </form>
        """
    }

    private func codeForm(
        _ use: EnrollmentUse, _ number: String, _ shown: String, problem: String? = nil, status: Int = 400
    ) -> HTMLPage {
        HTMLPage(
            title: "Set up a phone",
            content: """
                \(alert(problem))<p>Type in the code that we sent to <strong>\(HTMLText.escape(number))</strong>.</p>
                <form method="post" action="enrollment">
                <input type="hidden" name="ticket" value="\(HTMLText.escape(secret))">
                <input type="hidden" name="oob_code" value="\(HTMLText.escape(shown))">
                <input type="hidden" name="number" value="\(HTMLText.escape(number))">
                <label for="code">Code</label>
                <input id="code" name="code" inputmode="numeric" autocomplete="one-time-code" required maxlength="20" \
                autofocus>
                <button type="submit">Confirm</button>
                </form>
                <form method="post" action="enrollment">
                <input type="hidden" name="ticket" value="\(HTMLText.escape(secret))">
                <input type="hidden" name="phone_number" value="\(HTMLText.escape(number))">
                <button type="submit">Send another one</button>
                </form>
                """, status: problem == nil ? 200 : status, look: use.look)
    }

    private func alert(_ problem: String?) -> String {
        problem.map { "<p role=\"alert\" id=\"problem\">\(HTMLText.escape($0))</p>\n" } ?? ""
    }
}
