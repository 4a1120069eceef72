import Contract
import Model
import Serving

// Whoever is at the browser confirms a login that would otherwise end without a screen, where the answer goes to an address
// that nobody can verify to be the application's (RFC 8252, section 8.6).

extension AuthorizationRequest {
    /// Whether other programs on the same machine could take the answer: the address has a scheme of its own, or is one
    /// of the loopback interface.
    var hasNonVerifiableRedirectURI: Bool {
        guard let origin = URLPattern.origin(of: redirectURI) else { return true }
        let host = origin.utf8.drop { $0 != UInt8(ascii: "/") }.dropFirst(2)
        let name = String(Substring(host)).lowercased()
        return ["localhost", "127.0.0.1", "[::1]"].contains { name == $0 || name.hasPrefix($0 + ":") }
    }
}

extension AuthorizationInteraction {
    /// Whether the user is to confirm the login: the answer goes where nobody can verify it to go, and the user has seen no
    /// screen in this login.
    /// - Parameters:
    ///   - hasShownScreen: whether the user has seen one.
    ///   - settings: the tenant's.
    func needsConfirmation(hasShownScreen: Bool, settings: JSON) -> Bool {
        guard !hasShownScreen, asked.device == nil, asked.hasNonVerifiableRedirectURI,
            client.document["oidc_conformant"]?.bool == true
        else { return false }
        let name = "skip_non_verifiable_callback_uri_confirmation_prompt"
        // A server on the loopback interface is one for development: other programs there could be the server, too.
        let isSkipped = client.document[name]?.bool ?? settings[name]?.bool ?? tenant.isOnLoopback
        return !isSkipped
    }
}

extension TenantContext {
    /// Whether the server is reached at the loopback interface.
    fileprivate var isOnLoopback: Bool { ["localhost", "127.0.0.1", "::1", "[::1]"].contains(host) }
}

extension OAuthError {
    static let interactionRequired = OAuthError(400, "interaction_required", "Interaction required")
}
