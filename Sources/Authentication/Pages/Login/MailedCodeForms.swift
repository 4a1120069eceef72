import Contract
import HTTPTypes
import Liquid
import Model
import Serving

extension LoginVisit {
    /// Asks for an address to send a code to, or for whose provider to go to.
    func mailForm(problem: String?, status: Int) -> OutgoingAnswer {
        guard mailing != nil || asksForHome else {
            let links = providerLinks(isAlone: true)
            guard links.isEmpty else { return page(texts.plain("title"), "<p>\(texts["description"])</p>" + links) }
            return page(texts.plain("title"), alert("Nobody can log in to this application here."), status: 400)
        }
        return page(
            texts.plain("title"),
            """
            \(alert(problem))<p>\(texts["description"])</p>
            \(addressForm("login", invitee ?? values["email"] ?? asked.loginHint ?? ""))\(providerLinks())
            """, status: problem == nil ? 200 : status)
    }

    /// Asks for an address.
    func addressForm(_ action: String, _ email: String) -> String {
        form(
            action,
            """
            <label for="email">\(texts["emailPlaceholder"])</label>
            <input id="email" name="email" type="email" autocomplete="email" required maxlength="320" \
            value="\(HTMLText.escape(email))">
            <button type="submit">\(texts["buttonText"])</button>
            """)
    }

    func sendCode() async throws -> OutgoingAnswer {
        guard let mailing else { return mailForm(problem: asksForHome ? Self.unknownHome : nil, status: 400) }
        guard let email = values["email"]?.lowercased(), Format.email.accepts(email) else {
            return mailForm(problem: "This is not an email address.", status: 400)
        }
        let start = PasswordlessStart(
            connection: mailing, client: authorization.client, origin: authorization.request.origin, tenant: tenant,
            services: services)
        do {
            _ = try await start.send(to: email)
        } catch let error as OAuthError where error.status == 429 {
            return mailForm(problem: error.description, status: error.status)
        }
        return codeForm(email)
    }

    private static let unknownHome = "Nobody with this address can log in to this application here."

    private func codeForm(_ email: String, problem: String? = nil, status: Int = 400) -> OutgoingAnswer {
        let texts = texts.of(.loginCode, ["email": email])
        let address = "<input type=\"hidden\" name=\"email\" value=\"\(HTMLText.escape(email))\">"
        return page(
            texts.plain("title"),
            """
            \(alert(problem))<p>\(texts["description"])</p>
            \(form(
                "login/code",
                """
                \(address)
                <label for="code">\(texts["codePlaceholder"])</label>
                <input id="code" name="code" inputmode="numeric" autocomplete="one-time-code" required maxlength="64" autofocus>
                <button type="submit">\(texts["buttonText"])</button>
                """))
            \(form("login", "\(address)\n<button type=\"submit\">\(texts["resendActionText"])</button>"))
            """, status: problem == nil ? 200 : status)
    }

    func showLoginCode() async throws -> OutgoingAnswer {
        guard let mailing, let email = values["email"] else { return mailForm(problem: nil, status: 400) }
        return try await enter {
            codeForm(email, problem: $0.description, status: $0.status)
        } with: {
            try await authorization.login(["username": email, "otp": values["code"] ?? ""])
                .logInByCode(realm: mailing.name)
        }
    }
}
