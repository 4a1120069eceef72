import Contract
import HTTPTypes
import Liquid
import Model
import OrderedCollections
import Serving

/// The pages of the hosted login.
struct LoginPages: Sendable {
    let services: Services

    var routes: [Route] {
        page("login", .login, { $0.loginForm() }, { try await $0.logIn() })
            + page("signup", .signup, { $0.signupForm() }, { try await $0.signUp() })
            + page(
                "reset-password/request", .resetPassword, { $0.resetForm() }, { try await $0.requestNewPassword() })
            + page("consent", .consent, { try await $0.consentForm() }, { try await $0.decide() })
            + page(
                "confirmation", .confirmation, { $0.loginConfirmationForm() }, { try await $0.decideOnConfirmation() })
            + [
                Route("GET", "/u/login/connection") { request, _ in
                    await LoginInteraction.answer(request, .login, services) { try await $0.goToProvider() }
                },
                post("login/code", .loginCode) { try await $0.showLoginCode() },
                post("mfa-otp-challenge", .oneTimeCode) { try await $0.showOneTimeCode() },
                post("mfa-sms-challenge", .textedCode) { try await $0.showSentCode() },
                post("mfa-email-challenge", .mailedCode) { try await $0.showSentCode() },
                post("mfa-login-options", .factorOptions) { try await $0.chooseFactor() },
                post("mfa-recovery-code-challenge", .recoveryCode) { try await $0.showRecoveryCode() },
                post("continue", .login) { try await $0.goOn() },
            ]
    }

    private typealias Step = @Sendable (LoginInteraction) async throws -> OutgoingResponse

    private func page(
        _ path: String, _ screen: LoginScreen, _ show: @escaping Step, _ send: @escaping Step
    ) -> [Route] {
        [
            Route("GET", "/u/\(path)") { request, _ in await LoginInteraction.answer(request, screen, services, show) },
            post(path, screen, send),
        ]
    }

    private func post(_ path: String, _ screen: LoginScreen, _ send: @escaping Step) -> Route {
        Route("POST", "/u/\(path)") { request, _ in await LoginInteraction.answer(request, screen, services, send) }
    }
}

extension LoginInteraction {
    func loginForm(problem: String? = nil, status: Int = 400) -> OutgoingResponse {
        guard let connection else { return addressForm(problem: problem, status: status) }
        let asksForName = connection.options["requires_username"]?.bool == true
        let label = texts[asksForName ? "usernamePlaceholder" : "emailPlaceholder"]
        let name = HTMLText.escape(values["username"] ?? invitee ?? asked.loginHint ?? "")
        let invalid = problem == nil ? "" : " aria-invalid=\"true\" aria-describedby=\"problem\""
        let signup = """

            <p>\(texts["footerText"]) <a href="\(link("signup"))">\(texts["footerLinkText"])</a></p>
            """
        return page(
            texts.plain("title"),
            """
            \(alert(problem))<p>\(texts["description"])</p>
            \(form(
                "login",
                """
                <label for="username">\(label)</label>
                <input id="username" name="username" autocomplete="username" autocapitalize="none" spellcheck="false" \
                required maxlength="320" value="\(name)"\(invalid)>
                <label for="password">\(texts["passwordPlaceholder"])</label>
                <input id="password" name="password" type="password" autocomplete="current-password"\
                \(asksForHome ? "" : " required") maxlength="1024"\(invalid)>
                <button type="submit">\(texts["buttonText"])</button>
                """))
            <p><a href="\(link("reset-password/request"))">\(texts["forgotPasswordText"])</a></p>\
            \(allowsSignup ? signup : "")\(providerLinks())
            """, status: problem == nil ? 200 : status)
    }

    func logIn() async throws -> OutgoingResponse {
        if let home = home(of: values["username"] ?? values["email"]) { return home }
        guard let connection else { return try await sendCode() }
        let said = ["username": values["username"] ?? "", "password": values["password"] ?? ""]
        return try await enter {
            loginForm(problem: $0.description, status: $0.status)
        } with: {
            try await authorization.login(said).logIn(realm: connection.name)
        }
    }

    /// Completes a login, asks for a second factor, or redirects as an action requires.
    func enter(
        with logIn: () async throws -> (tokens: UserTokens, secrets: LoginSecrets)
    ) async throws -> OutgoingResponse {
        do {
            return try await enter(logIn())
        } catch let suspension as LoginSuspension {
            return try await authorization.suspend(suspension, state: state)
        } catch let error as OAuthError {
            if let token = error.members["mfa_token"]?.string { return try await secondFactorForm(token) }
            throw error
        }
    }

    /// - Parameter refuse: returns the page for an error after which the user can try again.
    func enter(
        or refuse: (OAuthError) -> OutgoingResponse,
        with logIn: () async throws -> (tokens: UserTokens, secrets: LoginSecrets)
    ) async throws -> OutgoingResponse {
        do {
            return try await enter(with: logIn)
        } catch let error as OAuthError {
            // Other errors are returned to the application, because the user cannot correct them.
            guard ["invalid_grant", "invalid_request", "too_many_attempts"].contains(error.error) else { throw error }
            return refuse(error)
        }
    }

    func signupForm(problem: String? = nil) -> OutgoingResponse {
        if connection == nil, sending != nil || !choices.providers.isEmpty {
            return addressForm(problem: problem, status: 400)
        }
        guard allowsSignup, let connection else {
            let warning = alert("Nobody can sign up for this application here.")
            return page(texts.plain("title"), warning + providerLinks(isAlone: true), status: 403)
        }
        let email = HTMLText.escape(invitee ?? values["email"] ?? asked.loginHint ?? "")
        let rules = PasswordPolicy(options: connection.options).strength(of: "").demands.joined(separator: "\n")
        var fields = """
            <label for="email">\(texts["emailPlaceholder"])</label>
            <input id="email" name="email" type="email" autocomplete="email" required maxlength="320" value="\(email)"\
            \(invitee == nil ? "" : " readonly")>

            """
        if connection.options["requires_username"]?.bool == true {
            fields += """
                <label for="username">\(texts["usernamePlaceholder"])</label>
                <input id="username" name="username" autocomplete="username" autocapitalize="none" spellcheck="false" \
                required maxlength="128" value="\(HTMLText.escape(values["username"] ?? ""))">

                """
        }
        return page(
            texts.plain("title"),
            """
            \(alert(problem))<p>\(texts["description"])</p>
            \(form(
                "signup",
                """
                \(fields)<label for="password">\(texts["passwordPlaceholder"])</label>
                <input id="password" name="password" type="password" autocomplete="new-password" required \
                maxlength="1024" aria-describedby="rules\(problem == nil ? "" : " problem")">
                <p class="rules" id="rules">\(HTMLText.escape(rules))</p>
                <button type="submit">\(texts["buttonText"])</button>
                """))
            <p>\(texts["loginActionText"]) <a href="\(link("login"))">\(texts["loginActionLinkText"])</a></p>\(providerLinks())
            """, status: problem == nil ? 200 : 400)
    }

    /// Signs a user up and logs in.
    func signUp() async throws -> OutgoingResponse {
        guard allowsSignup, let connection else { return signupForm() }
        let (email, password) = (invitee ?? values["email"] ?? "", values["password"] ?? "")
        do {
            _ = try await database(["email": email, "password": password, "username": values["username"]]).signUp()
        } catch let refusal as DatabaseRefusal {
            return signupForm(problem: refusal.words)
        }
        let said = ["username": email.lowercased(), "password": password]
        return try await enter {
            signupForm(problem: $0.description)
        } with: {
            try await authorization.login(said).logIn(realm: connection.name)
        }
    }

    func resetForm(problem: String? = nil) -> OutgoingResponse {
        page(
            texts.plain("title"),
            """
            \(alert(problem))<p>\(texts["descriptionEmail"])</p>
            \(emailForm("reset-password/request", values["email"] ?? asked.loginHint ?? ""))
            <p><a href="\(link("login"))">\(texts["backToLoginLinkText"])</a></p>
            """, status: problem == nil ? 200 : 400)
    }

    /// Sends a link for a new password by mail. The page does not reveal whether the user exists.
    func requestNewPassword() async throws -> OutgoingResponse {
        do {
            _ = try await database(["email": values["email"] ?? ""]).requestPasswordChange()
        } catch let refusal as DatabaseRefusal {
            return resetForm(problem: refusal.words)
        }
        let sent = texts.of(.resetPasswordSent)
        return page(sent.plain("title"), "<p role=\"status\">\(sent["emailDescription"])</p>")
    }

    /// Creates a request to a `/dbconnections` endpoint on behalf of this page.
    private func database(_ members: [String: String?]) throws -> DatabaseRequest {
        guard let connection else { throw DatabaseRefusal("connection not found") }
        var body: JSONObject = [
            "client_id": .string(authorization.client.id.value), "connection": .string(connection.name),
        ]
        for (name, value) in members { body[name] = value.map(JSON.string) }
        return try DatabaseRequest(authorization.request, members: body, services)
    }
}

extension DatabaseRefusal {
    /// The error message for the user.
    fileprivate var words: String {
        let given =
            json["policy"]?.string ?? json["description"]?.string ?? json["message"]?.string
            ?? json["error_description"]?.string
        return given ?? json["error"]?.string ?? "This is not possible."
    }
}
