import Contract
import Liquid
import Serving

extension AuthorizationRequest {
    /// Returns an error response to the application.
    func answer(_ error: OAuthError) -> OutgoingResponse {
        answer([("error", error.error), ("error_description", error.description)])
    }

    /// Returns an authorization response with the given parameters to the application.
    func answer(_ parameters: [(String, String)]) -> OutgoingResponse {
        if device != nil { return HTMLPage.redirect(to: parameters.isEmpty ? "/device/success" : "/device/failure") }
        let parameters = parameters + (state.map { [("state", $0)] } ?? [])
        switch responseMode {
        case .query: return HTMLPage.redirect(to: TicketUse.url(redirectURI, with: parameters))
        case .fragment:
            let pairs = parameters.map { name, value in "\(name)=\(PercentEncoding.encode(value))" }
            return HTMLPage.redirect(to: "\(redirectURI)#\(pairs.joined(separator: "&"))")
        case .formPost: return form(parameters).answer
        case .webMessage: return message(parameters).answer
        }
    }

    private func form(_ parameters: [(String, String)]) -> HTMLPage {
        let fields = parameters.map { name, value in
            "<input type=\"hidden\" name=\"\(name)\" value=\"\(HTMLText.escape(value))\">"
        }
        var page = HTMLPage(
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

    /// A page that posts the response to its parent frame or to the window that opened it.
    private func message(_ parameters: [(String, String)]) -> HTMLPage {
        let response = JSON.object(
            JSONObject(parameters.map { ($0.0, JSON.string($0.1)) }, uniquingKeysWith: { first, _ in first }))
        let origin = URLPattern.origin(of: redirectURI)
        let message: JSON = ["type": "authorization_response", "response": response]
        var page = HTMLPage(
            title: "Back to the application", content: "<p role=\"status\">You can close this window.</p>")
        page.frameOrigin = origin
        page.script = """
            (function(){var target=window.parent!==window?window.parent:window.opener;\
            if(target)target.postMessage(\(message.scriptLiteral),\(JSON.string(origin ?? "").scriptLiteral))})()
            """
        return page
    }
}
