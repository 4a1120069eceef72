import Contract
import HTTPTypes
import Liquid
import Model
import Serving

extension LoginInteraction {
    /// Returns HTML with links to external providers; empty if there are none to choose from.
    /// - Parameter isAlone: whether the page has nothing else.
    func providerLinks(isAlone: Bool = false) -> String {
        let links = choices.providers.filter(\.hasButton).map { provider in
            let icon = provider.icon.map { "<img src=\"\(HTMLText.escape($0))\" alt=\"\">" } ?? ""
            let words = texts.html("federatedConnectionButtonText", ["connectionName": provider.name])
            return "<a class=\"provider\" href=\"\(HTMLText.escape(link(to: provider)))\">\(icon)\(words)</a>"
        }
        if links.isEmpty { return "" }
        let separator = isAlone ? "" : "<p class=\"code\">\(texts["separatorText"])</p>\n"
        return "\n" + separator + links.joined(separator: "\n")
    }

    /// Whether an address can belong to an enterprise connection.
    var asksForHome: Bool { choices.providers.contains { !$0.domains.isEmpty } }

    /// Returns a redirect to the provider that an address belongs to; `nil` if there is none.
    func home(of name: String?) -> OutgoingResponse? {
        guard let name, let provider = choices.home(of: name) else { return nil }
        return HTMLPage.redirect(to: link(to: provider, hint: name))
    }

    private func link(to provider: LoginChoices.Provider, hint: String? = nil) -> String {
        let parameters = [("connection", provider.connection.name)] + (hint.map { [("login_hint", $0)] } ?? [])
        return TicketUse.url(link("login/connection"), with: parameters)
    }

    /// Redirects the browser to the chosen provider.
    func goToProvider() async throws -> OutgoingResponse {
        guard let provider = values["connection"].flatMap(choices.provider(named:)),
            let browser = authorization.cookies[Cookies.browser]
        else { return loginForm() }
        return try await authorization.depart(
            to: provider.connection, state: state, browser: browser,
            hint: values["login_hint"] ?? invitee ?? asked.loginHint)
    }
}

extension LoginChoices.Provider {
    /// The URL of the provider's icon, if it uses HTTPS.
    var icon: String? {
        connection.options["icon_url"]?.string.flatMap { $0.hasPrefix("https://") ? $0 : nil }
    }
}
