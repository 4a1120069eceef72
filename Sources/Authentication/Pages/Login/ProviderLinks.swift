import Contract
import HTTPTypes
import Liquid
import Model
import Serving

extension LoginInteraction {
    /// Leads to providers that others run, as HTML; empty where there are none to choose from.
    /// - Parameter isAlone: whether there is nothing else on the page.
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

    /// Whether an address may lead to a provider.
    var asksForHome: Bool { choices.providers.contains { !$0.domains.isEmpty } }

    /// Leads to the provider that an address is of, if it is of one.
    func home(of name: String?) -> OutgoingResponse? {
        guard let name, let provider = choices.home(of: name) else { return nil }
        return HTMLPage.redirect(to: link(to: provider, hint: name))
    }

    private func link(to provider: LoginChoices.Provider, hint: String? = nil) -> String {
        let parameters = [("connection", provider.connection.name)] + (hint.map { [("login_hint", $0)] } ?? [])
        return TicketUse.url(link("login/connection"), with: parameters)
    }

    /// Sends the browser to the provider that was chosen.
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
    /// The address of its picture, where that cannot tell others who looks at it.
    var icon: String? {
        connection.options["icon_url"]?.string.flatMap { $0.hasPrefix("https://") ? $0 : nil }
    }
}
