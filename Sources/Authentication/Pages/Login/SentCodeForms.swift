import Contract
import HTTPTypes
import Liquid
import Model
import Secrets
import Serving
import Storage

/// A code that was sent and that the user must enter.
struct SentCode: Sendable {
    let channel: Authenticator.Channel
    /// The masked address or phone number.
    let place: String
    /// The secret that is submitted together with the code (`oob_code`).
    let secret: String
    /// The authenticator's identifier, for sending another code.
    let authenticator: String
}

extension LoginInteraction {
    /// Asks for the chosen authenticator or the first one, and sends a code to it if needed.
    /// - Parameters:
    ///   - token: the `mfa_token` of the pending login.
    ///   - id: the authenticator's identifier; `nil` for the first one.
    func challengeForm(_ token: String, choosing id: String?) async throws -> OutgoingResponse {
        let owner = secretDigest(token)
        let login = authorization.login()
        let code = FactorCode(tenant, services, at: login.now, from: login.origin, for: login.client.id)
        let found: (chosen: Authenticator?, isSent: Bool)? = try await services.store.write(tenant.id) { transaction in
            guard let user = try transaction.waitingUser(owner, of: login.client.id, at: login.now) else { return nil }
            let all = try transaction.authenticators(of: user).filter(\.isActive)
            let chosen = id.map { id in all.first { $0.isNamed(id) } } ?? all.first { $0.type != "recovery-code" }
            guard let chosen, chosen.channel != nil else { return (chosen, false) }
            return (chosen, try transaction.send(code, to: chosen, of: user, for: owner))
        }
        guard let found else { return HTMLPage.redirect(to: link("login")) }
        guard let chosen = found.chosen, let channel = chosen.channel else { return oneTimeCodeForm(token) }
        let sent = SentCode(
            channel: channel, place: chosen.maskedAddress ?? "", secret: code.secret, authenticator: chosen.id)
        guard found.isSent else { return sentCodeForm(token, sent, problem: Self.tooManyCodes, status: 429) }
        services.wakeSignal.notify()
        return sentCodeForm(token, sent)
    }

    private static let tooManyCodes = "Too many codes were sent. Please try again later."

    private func sentCodeForm(
        _ token: String, _ sent: SentCode, problem: String? = nil, status: Int = 400
    ) -> OutgoingResponse {
        let texts = texts.of(sent.channel == .sms ? .textedCode : .mailedCode)
        let action = sent.channel == .sms ? "mfa-sms-challenge" : "mfa-email-challenge"
        let attributes = "inputmode=\"numeric\" autocomplete=\"one-time-code\" autofocus"
        return page(
            texts.plain("title"),
            """
            \(alert(problem))<p>\(texts["description"]) <strong>\(HTMLText.escape(sent.place))</strong></p>
            \(form(
                action,
                """
                <input type="hidden" name="oob_code" value="\(HTMLText.escape(sent.secret))">
                <input type="hidden" name="authenticator" value="\(HTMLText.escape(sent.authenticator))">
                <input type="hidden" name="place" value="\(HTMLText.escape(sent.place))">
                \(Self.field(texts, token, "code", attributes))
                """))
            <p>\(texts["resendText"])</p>
            \(choice(token, sent.authenticator, texts["resendActionText"]))
            \(otherWays(token, texts["pickAuthenticatorText"]))
            """, status: problem == nil ? 200 : status)
    }

    /// A button that chooses an authenticator and sends a code to it if needed.
    private func choice(_ token: String, _ authenticator: String, _ words: String) -> String {
        form(
            "mfa-login-options",
            """
            <input type="hidden" name="mfa_token" value="\(HTMLText.escape(token))">
            <input type="hidden" name="authenticator" value="\(HTMLText.escape(authenticator))">
            <button type="submit">\(words)</button>
            """)
    }

    /// A button that leads to the list of authenticators.
    func otherWays(_ token: String, _ words: String? = nil) -> String {
        form(
            "mfa-login-options",
            """
            <input type="hidden" name="mfa_token" value="\(HTMLText.escape(token))">
            <button type="submit">\(words ?? texts.of(.textedCode)["pickAuthenticatorText"])</button>
            """)
    }

    /// Challenges the chosen authenticator, or shows the list of authenticators.
    func chooseFactor() async throws -> OutgoingResponse {
        guard let token = values["mfa_token"] else { return loginForm() }
        if let id = values["authenticator"] { return try await challengeForm(token, choosing: id) }
        let found = try await services.store.read(tenant.id) { [authorization] transaction in
            try transaction.waitingUser(secretDigest(token), of: authorization.client.id, at: authorization.now).map {
                try transaction.authenticators(of: $0).filter(\.isActive)
            }
        }
        guard let found else { return HTMLPage.redirect(to: link("login")) }
        let texts = texts.of(.factorOptions)
        let choices = found.map { authenticator in
            let name = texts[Self.name(of: authenticator)]
            let place = authenticator.maskedAddress.map { " (\(HTMLText.escape($0)))" } ?? ""
            return choice(token, authenticator.id, name + place)
        }
        return page(texts.plain("title"), choices.joined(separator: "\n"))
    }

    /// The name of the text that describes an authenticator.
    private static func name(of authenticator: Authenticator) -> String {
        switch authenticator.channel {
        case .sms: "authenticatorNamesSMS"
        case .email: "authenticatorNamesEmail"
        case nil: authenticator.type == "otp" ? "authenticatorNamesOTP" : "authenticatorNamesRecoveryCode"
        }
    }

    func showSentCode() async throws -> OutgoingResponse {
        let sent = SentCode(
            channel: values["authenticator"]?.hasPrefix("email|") == true ? .email : .sms,
            place: values["place"] ?? "", secret: values["oob_code"] ?? "",
            authenticator: values["authenticator"] ?? "")
        let said = ["oob_code": sent.secret, "binding_code": values["code"] ?? ""]
        let refuse = { sentCodeForm($0, sent, problem: $1, status: $2) }
        return try await prove(said, or: refuse) { try await $0.proveBySentCode() }
    }
}

extension Transaction {
    /// The user of a pending login; `nil` if there is none or it has expired.
    fileprivate func waitingUser(_ digest: String, of client: ClientID, at now: Timestamp) throws -> UserDocument? {
        guard let pending = try pendingLogin(digest), pending.clientID == client, now < pending.expiresAt else {
            return nil
        }
        return try userIfThere(pending.userID)
    }
}
