import Contract
import Model
import Outbound
import Serving

/// An external identity provider according to a connection.
struct UpstreamProvider: Sendable {
    /// The way in which the provider identifies users.
    enum IdentityAssertion: Sendable {
        /// A signed ID token.
        case idToken(IDTokenRequirements)
        /// A profile endpoint, which requires the access token.
        case profile(KnownProvider)
        /// A script of the tenant, which receives the access token.
        case script(String)
    }

    let connection: ConnectionRow
    let clientID: String
    /// The URL of the authorization endpoint.
    let authorizationEndpoint: String
    /// The URL of the token endpoint; `nil` if the authorization response has the ID token.
    let tokenEndpoint: String?
    let assertion: IdentityAssertion
    /// The requested scopes, joined with `separator`.
    let scope: String
    /// The separator of scopes.
    var separator = " "
    /// The PKCE method; `nil` for none.
    var challengeMethod: ChallengeMethod?
    /// The URL of the end session endpoint.
    var endSessionEndpoint: String?
    /// Additional parameters of the authorization request, which the connection configures.
    var parameters: [(name: String, value: String)] = []

    var options: JSON { connection.options }
    /// Whether the provider issues ID tokens and supports the parameters of OpenID Connect.
    var isOpenID: Bool { if case .idToken = assertion { true } else { false } }
    /// Whether the authorization response has the ID token and is sent as a form.
    var isFrontChannel: Bool { tokenEndpoint == nil }

    /// Returns the provider of a connection.
    /// - Throws: `OAuthError` if the connection's options are incomplete or the provider's metadata cannot be fetched.
    static func of(_ connection: ConnectionRow, _ services: Services) async throws -> UpstreamProvider {
        let provider =
            switch connection.strategy {
            case "oidc", "okta": try await UpstreamProvider(openID: connection, services.remoteDocuments)
            case "waad": try await UpstreamProvider(microsoft: connection, services.remoteDocuments)
            case "google-oauth2", "google-apps": try UpstreamProvider(google: connection)
            case "oauth2": try UpstreamProvider(custom: connection)
            default: try UpstreamProvider(known: connection)
            }
        for address in [provider.authorizationEndpoint, provider.tokenEndpoint].compactMap({ $0 }) {
            guard isOfTheWeb(address) else {
                throw OAuthError.misconfigured(connection, "\(address) is no address of the web")
            }
        }
        return provider
    }

    /// Whether a URL uses HTTP or HTTPS and has only printable ASCII characters.
    static func isOfTheWeb(_ address: String) -> Bool {
        HTMLPage.origin(of: address) != nil && address.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    }

    private static let strategies: Set<String> = [
        "facebook", "github", "google-apps", "google-oauth2", "linkedin", "oauth2", "oidc", "okta", "waad",
    ]

    /// Whether users can log in with a connection to an external provider.
    static func isUsable(_ connection: ConnectionRow) -> Bool {
        let isOtherProtocol = connection.options["waad_protocol"] == "ws-federation"
        return strategies.contains(connection.strategy) && !isOtherProtocol && connection.clientID != nil
    }
}

extension ConnectionRow {
    /// The client identifier of the tenant at the connection's provider.
    var clientID: String? { options["client_id"]?.string ?? options["app_id"]?.string }

    func requireClientID() throws -> String {
        guard let clientID else { throw OAuthError.misconfigured(self, "it has no client_id") }
        return clientID
    }

    /// Returns the scopes in an option, which may be an array or a string.
    func scopes(_ name: String, separator: Character = " ") -> [String] {
        guard let value = options[name] else { return [] }
        return value.strings ?? value.string?.split { $0 == separator || $0 == " " }.map(String.init) ?? []
    }
}

extension OAuthError {
    /// The connection's options do not allow a login.
    static func misconfigured(_ connection: ConnectionRow, _ problem: String) -> OAuthError {
        .invalidRequest("The connection \(connection.name) cannot be used: \(problem)")
    }

    /// The provider did not respond, or its response could not be parsed.
    static func unreachable(_ connection: ConnectionRow, _ problem: String) -> OAuthError {
        OAuthError(
            502, "temporarily_unavailable", "The identity provider of \(connection.name) cannot be asked: \(problem)")
    }

    /// The provider's response is not valid.
    static func distrusted(_ problem: String) -> OAuthError {
        .accessDenied("The identity provider's answer is not valid: \(problem)")
    }
}
