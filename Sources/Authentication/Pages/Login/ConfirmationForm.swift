import Contract
import Liquid
import Serving

extension LoginScreen {
    static let confirmation = LoginScreen(
        prompt: "confirmation", name: "confirmation",
        texts: [
            "pageTitle": "Continue to ${clientName}?",
            "description": "You are about to be logged in to ${clientName}. Continue only if you have just opened it.",
            "continueButtonText": "Continue", "cancelButtonText": "Cancel",
        ])
}

extension LoginInteraction {
    /// Asks the user to confirm the login, because the redirect URI cannot be verified.
    func loginConfirmationForm() -> OutgoingResponse {
        guard grant != nil else { return HTMLPage.redirect(to: link("login")) }
        return page(
            texts.plain("pageTitle"),
            """
            <p>\(texts["description"])</p>
            \(form(
                "confirmation",
                """
                <button type="submit" name="action" value="accept">\(texts["continueButtonText"])</button>
                <button type="submit" name="action" value="deny">\(texts["cancelButtonText"])</button>
                """))
            """)
    }

    func decideOnConfirmation() async throws -> OutgoingResponse {
        guard let grant else { return HTMLPage.redirect(to: link("login")) }
        guard values["action"] == "accept" else {
            throw OAuthError.accessDenied("User did not authorize the request")
        }
        return try await authorization.issue(grant, state: state)
    }
}
