import Contract
import HTTPTypes
import Liquid
import Model
import Serving

extension LoginInteraction {
    /// Asks for an email address or a phone number, to send a code or to find the enterprise connection.
    func addressForm(problem: String?, status: Int) -> OutgoingResponse {
        guard sending != nil || asksForHome else {
            let links = providerLinks(isAlone: true)
            guard links.isEmpty else { return page(texts.plain("title"), "<p>\(texts["description"])</p>" + links) }
            return page(texts.plain("title"), alert("Nobody can log in to this application here."), status: 400)
        }
        let phone = sending.map { $0.isByMail ? "" : phoneForm() } ?? ""
        let email =
            sending?.isByMail == false && !asksForHome
            ? "" : emailForm("login", invitee ?? values["email"] ?? asked.loginHint ?? "")
        return page(
            texts.plain("title"),
            """
            \(alert(problem))<p>\(texts["description"])</p>
            \(phone)\(email)\(providerLinks())
            """, status: problem == nil ? 200 : status)
    }

    /// A form that asks for an email address.
    func emailForm(_ action: String, _ email: String) -> String {
        form(
            action,
            """
            <label for="email">\(texts["emailPlaceholder"])</label>
            <input id="email" name="email" type="email" autocomplete="email" required maxlength="320" \
            value="\(HTMLText.escape(email))">
            <button type="submit">\(texts["buttonText"])</button>
            """)
    }

    private func phoneForm() -> String {
        form(
            "login",
            """
            <label for="phone_number">\(texts["phonePlaceholder"])</label>
            <input id="phone_number" name="phone_number" type="tel" autocomplete="tel" required maxlength="32" \
            value="\(HTMLText.escape(values["phone_number"] ?? ""))">
            <button type="submit">\(texts["buttonText"])</button>
            """)
    }

    func sendCode() async throws -> OutgoingResponse {
        guard let sending else { return addressForm(problem: asksForHome ? Self.unknownHome : nil, status: 400) }
        guard let address = values[sending.addressName].flatMap(sending.loginAddress) else {
            let problem =
                sending.isByMail
                ? "This is not an email address." : "Please type in the number with its country, as +15551234567."
            return addressForm(
                problem: values["email"] == nil || sending.isByMail ? problem : Self.unknownHome, status: 400)
        }
        let start = PasswordlessStart(
            connection: sending, client: authorization.client, origin: authorization.request.origin, tenant: tenant,
            services: services)
        do {
            _ = try await start.send(to: address)
        } catch let error as OAuthError where error.status == 429 {
            return addressForm(problem: error.description, status: error.status)
        }
        return codeForm(address, sending)
    }

    private static let unknownHome = "Nobody with this address can log in to this application here."

    private func codeForm(
        _ address: String, _ sending: ConnectionRow, problem: String? = nil, status: Int = 400
    ) -> OutgoingResponse {
        let name = sending.addressName
        let texts = texts.of(sending.isByMail ? .loginCode : .loginTextedCode, [name: address])
        let hidden = "<input type=\"hidden\" name=\"\(name)\" value=\"\(HTMLText.escape(address))\">"
        return page(
            texts.plain("title"),
            """
            \(alert(problem))<p>\(texts["description"])</p>
            \(form(
                "login/code",
                """
                \(hidden)
                <label for="code">\(texts["codePlaceholder"])</label>
                <input id="code" name="code" inputmode="numeric" autocomplete="one-time-code" required maxlength="64" autofocus>
                <button type="submit">\(texts["buttonText"])</button>
                """))
            \(form("login", "\(hidden)\n<button type=\"submit\">\(texts["resendActionText"])</button>"))
            """, status: problem == nil ? 200 : status)
    }

    func showLoginCode() async throws -> OutgoingResponse {
        guard let sending, let address = values[sending.addressName] else {
            return addressForm(problem: nil, status: 400)
        }
        return try await enter {
            codeForm(address, sending, problem: $0.description, status: $0.status)
        } with: {
            try await authorization.login(["username": address, "otp": values["code"] ?? ""])
                .logInByCode(realm: sending.name)
        }
    }
}
