import Contract
import Liquid
import Serving

extension AuthorizationRequest {
    /// Tells the application why it does not get what it asked for.
    func answer(_ error: OAuthError) -> OutgoingAnswer {
        answer([("error", error.error), ("error_description", error.description)])
    }

    /// Brings the application what it asked for.
    func answer(_ parameters: [(String, String)]) -> OutgoingAnswer {
        if device != nil { return Page.redirect(to: parameters.isEmpty ? "/device/success" : "/device/failure") }
        let parameters = parameters + (state.map { [("state", $0)] } ?? [])
        switch responseMode {
        case .query: return Page.redirect(to: TicketUse.url(redirectURI, with: parameters))
        case .fragment:
            let pairs = parameters.map { name, value in "\(name)=\(TicketUse.escaped(value))" }
            return Page.redirect(to: "\(redirectURI)#\(pairs.joined(separator: "&"))")
        case .formPost: return form(parameters).answer
        case .webMessage: return message(parameters).answer
        }
    }

    private func form(_ parameters: [(String, String)]) -> Page {
        let fields = parameters.map { name, value in
            "<input type=\"hidden\" name=\"\(name)\" value=\"\(HTMLText.escape(value))\">"
        }
        var page = Page(
            title: "Back to the application",
            content: """
                <form method="post" action="\(HTMLText.escape(redirectURI))">
                \(fields.joined(separator: "\n"))
                <button type="submit">Continue</button>
                </form>
                """)
        page.leadsElsewhere = true
        page.script = "document.forms[0].submit()"
        return page
    }

    private func message(_ parameters: [(String, String)]) -> Page {
        let response = JSON.object(
            JSONObject(parameters.map { ($0.0, JSON.string($0.1)) }, uniquingKeysWith: { first, _ in first }))
        let origin = JSON.string(Page.origin(of: redirectURI) ?? "")
        // What is in a script is not HTML: nothing that is sent may end the element.
        let message: JSON = ["type": "authorization_response", "response": response]
        let sent = message.text.replacing("<", with: "\\u003c")
        var page = Page(title: "Back to the application", content: "")
        page.frameOrigin = Page.origin(of: redirectURI)
        page.script = "window.parent.postMessage(\(sent),\(origin.text.replacing("<", with: "\\u003c")))"
        return page
    }
}
