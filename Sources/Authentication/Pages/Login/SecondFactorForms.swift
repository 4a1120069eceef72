import Contract
import HTTPTypes
import Liquid
import Model
import Secrets
import Serving
import Storage

extension LoginInteraction {
    /// Asks for a second factor, or for its enrollment.
    /// - Parameter token: the `mfa_token` of the pending login.
    func secondFactorForm(_ token: String) async throws -> OutgoingResponse {
        let known: UserID? = try await services.store.read(tenant.id) { transaction in
            guard let pending = try transaction.pendingLogin(secretDigest(token)) else { return nil }
            // If neither an app nor a phone can be enrolled, the user's own email address is used.
            if try transaction.usableFactors().isDisjoint(with: ["totp", "phone"]) { return nil }
            return try transaction.hasSecondFactor(pending.userID) ? nil : pending.userID
        }
        guard let user = known else { return try await challengeForm(token, choosing: nil) }
        let ticket = EnrollmentTicketRow(
            userID: user, factor: nil, isForEnrolled: false, key: services.random.oneTimeCodeKey(),
            expiresAt: authorization.now + .seconds(600))
        let secret = services.random.token(bytes: 32)
        try await services.store.write(tenant.id) { [now = authorization.now] in
            try $0.insert(ticket, secret: secret, at: now)
        }
        return page(
            "Set up a second factor",
            """
            <p>This account is to be kept safe by a second step, too. Set it up, and log in then.</p>
            <p><a href="/\(EnrollmentTicketRow.path)?ticket=\(secret)" target="_blank" rel="noopener">Set up</a></p>
            <p><a href="\(link("login"))">Log in</a></p>
            """)
    }

    func oneTimeCodeForm(_ token: String, problem: String? = nil, status: Int = 400) -> OutgoingResponse {
        let (code, recovery) = (texts.of(.oneTimeCode), texts.of(.recoveryCode))
        return page(
            code.plain("title"),
            """
            \(alert(problem))<p>\(code["description"])</p>
            \(form("mfa-otp-challenge", Self.field(code, token, "code", "inputmode=\"numeric\" autocomplete=\"one-time-code\" autofocus")))
            <details><summary>\(code["pickAuthenticatorText"])</summary>
            <p>\(recovery["description"])</p>
            \(form("mfa-recovery-code-challenge", Self.field(recovery, token, "recovery_code", "autocomplete=\"off\"")))
            \(otherWays(token))
            </details>
            """, status: problem == nil ? 200 : status)
    }

    static func field(_ texts: ScreenTexts, _ token: String, _ name: String, _ attributes: String) -> String {
        let words = texts["rememberMeText"]
        let remember =
            words.isEmpty
            ? ""
            : "<label class=\"choice\"><input type=\"checkbox\" name=\"remember\" value=\"yes\"> \(words)</label>\n"
        return """
            <input type="hidden" name="mfa_token" value="\(HTMLText.escape(token))">
            <label for="\(name)">\(texts["placeholder"])</label>
            <input id="\(name)" name="\(name)" required maxlength="64" \(attributes)>
            \(remember)<button type="submit">\(texts["buttonText"])</button>
            """
    }

    func showOneTimeCode() async throws -> OutgoingResponse {
        let code = (values["code"] ?? "").filter { !$0.isWhitespace }
        return try await prove(["otp": code], or: oneTimeCodeForm) { try await $0.proveByCode() }
    }

    func showRecoveryCode() async throws -> OutgoingResponse {
        let code = (values["recovery_code"] ?? "").filter { !$0.isWhitespace }.uppercased()
        return try await prove(["recovery_code": code], or: oneTimeCodeForm) { try await $0.proveByRecoveryCode() }
    }

    /// - Parameter refuse: returns the page for an error after which the user can try again, given the `mfa_token`, the
    ///   error message and the status.
    func prove(
        _ said: [String: String], or refuse: (String, String?, Int) -> OutgoingResponse,
        _ check: (TokenRequest) async throws -> (tokens: UserTokens, secrets: LoginSecrets)
    ) async throws -> OutgoingResponse {
        guard let token = values["mfa_token"] else { return loginForm() }
        do {
            let (user, answer) = try await enter(proving: {
                try await check(authorization.login(said.merging(["mfa_token": token]) { $1 }))
            })
            guard values["remember"] != nil, said["recovery_code"] == nil else { return answer }
            return answer.setting([try await remember(user)], for: tenant)
        } catch let error as OAuthError {
            switch error.error {
            case "expired_token": return HTMLPage.redirect(to: link("login"))
            case "invalid_grant", "invalid_request", "too_many_attempts":
                return refuse(token, error.description, error.status)
            default: throw error
            }
        }
    }

    /// Completes a login after a second factor, or redirects as an action requires.
    private func enter(
        proving prove: () async throws -> (tokens: UserTokens, secrets: LoginSecrets)
    ) async throws -> (UserID, OutgoingResponse) {
        do {
            let login = try await prove()
            return (login.tokens.user.id, try await enter(login))
        } catch let suspension as LoginSuspension {
            return (suspension.proven.userID, try await authorization.suspend(suspension, state: state))
        }
    }

    /// Remembers this browser, so that it needs no second factor for 30 days.
    private func remember(_ user: UserID) async throws -> NewCookie {
        let secret = services.random.token(bytes: 32)
        let lifetime = 30 * 86_400
        try await services.store.write(tenant.id) { [now = authorization.now] transaction in
            try transaction.rememberBrowser(
                secretDigest(secret), of: user, until: now + .seconds(lifetime), at: now)
        }
        return NewCookie(name: Cookies.rememberedBrowser, value: secret, lifetime: lifetime)
    }

    /// Shows the next recovery code once, before the login continues.
    func recoveryCodePage(_ code: String, _ grant: CodeGrant) async throws -> OutgoingResponse {
        try await services.store.write(tenant.id) { [state] in try $0.setGrant(grant, ofLogin: secretDigest(state)) }
        return page(
            "Your new recovery code",
            """
            <p>The recovery code that you used is no longer valid. Write this one down, and keep it in a safe place. It is not \
            shown again.</p>
            <p class="key"><code>\(HTMLText.escape(code))</code></p>
            \(form("continue", "<button type=\"submit\">Continue</button>"))
            """)
    }

    /// Completes the login.
    func goOn() async throws -> OutgoingResponse {
        guard let grant else { return HTMLPage.redirect(to: link("login")) }
        return try await authorization.conclude(grant, state: state)
    }
}
