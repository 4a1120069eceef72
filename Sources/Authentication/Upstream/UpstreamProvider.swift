import Contract
import Model
import Outbound
import Serving

/// An identity provider that others run, as a connection has it.
struct UpstreamProvider: Sendable {
    /// How it tells who a user is.
    enum IdentityAssertion: Sendable {
        /// With a token that it signs.
        case idToken(IDTokenRequirements)
        /// To whoever shows it the access token.
        case profile(KnownProvider)
        /// To a script of the tenant's, which is given the access token.
        case script(String)
    }

    let connection: ConnectionRow
    let clientID: String
    /// Where browsers are sent.
    let authorizationEndpoint: String
    /// Where codes are exchanged; `nil` where the ID token comes with the browser.
    let tokenEndpoint: String?
    let assertion: IdentityAssertion
    /// What it is asked for, joined as it wants that.
    let scope: String
    /// What joins scopes.
    var separator = " "
    /// What it is shown with a code, besides the code.
    var challengeMethod: ChallengeMethod?
    /// Where browsers are sent to be logged out.
    var endSessionEndpoint: String?
    /// What it is told besides, as the connection says: its parameters' names and values.
    var parameters: [(name: String, value: String)] = []

    var options: JSON { connection.options }
    /// Whether it says who a user is in a token, and so knows what OpenID Connect says of logins.
    var isOpenID: Bool { if case .idToken = assertion { true } else { false } }
    /// Whether it sends the browser back with a form.
    var isFrontChannel: Bool { tokenEndpoint == nil }

    /// The provider of a connection.
    /// - Throws: `OAuthError` where the connection does not say enough, or the provider cannot be asked for the rest.
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

    /// Whether a browser may be sent to an address.
    static func isOfTheWeb(_ address: String) -> Bool {
        HTMLPage.origin(of: address) != nil && address.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    }

    private static let strategies: Set<String> = [
        "facebook", "github", "google-apps", "google-oauth2", "linkedin", "oauth2", "oidc", "okta", "waad",
    ]

    /// Whether people can log in with a connection of others.
    static func isUsable(_ connection: ConnectionRow) -> Bool {
        let isOtherProtocol = connection.options["waad_protocol"] == "ws-federation"
        return strategies.contains(connection.strategy) && !isOtherProtocol && connection.clientID != nil
    }
}

extension ConnectionRow {
    /// What a connection's provider knows the tenant by.
    var clientID: String? { options["client_id"]?.string ?? options["app_id"]?.string }

    func requireClientID() throws -> String {
        guard let clientID else { throw OAuthError.misconfigured(self, "it has no client_id") }
        return clientID
    }

    /// The scopes in an option, whichever way it is written.
    func scopes(_ name: String, separator: Character = " ") -> [String] {
        guard let value = options[name] else { return [] }
        return value.strings ?? value.string?.split { $0 == separator || $0 == " " }.map(String.init) ?? []
    }
}

extension OAuthError {
    /// A connection that nobody can log in with as it is.
    static func misconfigured(_ connection: ConnectionRow, _ problem: String) -> OAuthError {
        .invalidRequest("The connection \(connection.name) cannot be used: \(problem)")
    }

    /// A provider that did not answer, or not in a way that can be understood.
    static func unreachable(_ connection: ConnectionRow, _ problem: String) -> OAuthError {
        OAuthError(
            502, "temporarily_unavailable", "The identity provider of \(connection.name) cannot be asked: \(problem)")
    }

    /// A provider whose word is not taken.
    static func distrusted(_ problem: String) -> OAuthError {
        .accessDenied("The identity provider's answer is not valid: \(problem)")
    }
}
