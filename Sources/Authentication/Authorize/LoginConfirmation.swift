import Contract
import Model
import Serving

// The confirmation of logins that would otherwise end without a page although the redirect URI cannot be verified to
// belong to the application (RFC 8252, section 8.6).

extension AuthorizationRequest {
    /// Whether other programs on the same device could receive the response, because the redirect URI has a custom
    /// scheme or is on the loopback interface.
    var hasNonVerifiableRedirectURI: Bool {
        guard let origin = URLPattern.origin(of: redirectURI) else { return true }
        let host = origin.utf8.drop { $0 != UInt8(ascii: "/") }.dropFirst(2)
        let name = String(Substring(host)).lowercased()
        return ["localhost", "127.0.0.1", "[::1]"].contains { name == $0 || name.hasPrefix($0 + ":") }
    }
}

extension AuthorizationInteraction {
    /// Whether the user must confirm the login, because the redirect URI cannot be verified and no page was shown.
    /// - Parameters:
    ///   - hasShownScreen: whether a page was shown during this login.
    ///   - settings: the tenant's settings.
    func needsConfirmation(hasShownScreen: Bool, settings: JSON) -> Bool {
        guard !hasShownScreen, asked.device == nil, asked.hasNonVerifiableRedirectURI,
            client.document["oidc_conformant"]?.bool == true
        else { return false }
        let name = "skip_non_verifiable_callback_uri_confirmation_prompt"
        // A server on the loopback interface is a development server, so the confirmation would protect nothing.
        let isSkipped = client.document[name]?.bool ?? settings[name]?.bool ?? tenant.isOnLoopback
        return !isSkipped
    }
}

extension TenantContext {
    /// Whether the server is reached on the loopback interface.
    fileprivate var isOnLoopback: Bool { ["localhost", "127.0.0.1", "::1", "[::1]"].contains(host) }
}

extension OAuthError {
    static let interactionRequired = OAuthError(400, "interaction_required", "Interaction required")
}
