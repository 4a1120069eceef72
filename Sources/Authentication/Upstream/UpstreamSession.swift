import Contract
import Model
import Serving
import Storage

/// A session that may exist at a provider.
struct UpstreamSession: Sendable {
    let connection: ConnectionRow
    /// The provider's last ID token for the user.
    let idToken: String?
}

extension Transaction {
    /// Returns the session that may exist at a provider; `nil` if the login used none.
    func upstreamSession(_ session: SessionRow) throws -> UpstreamSession? {
        guard let connection = try session.connection.flatMap({ try connection(named: $0) }),
            UpstreamProvider.isUsable(connection)
        else { return nil }
        return UpstreamSession(
            connection: connection, idToken: try idToken(of: session.userID, from: connection.name))
    }
}

extension LogoutEndpoints {
    /// Returns the URL at which the provider ends its session (OpenID Connect RP-Initiated Logout 1.0).
    /// - Parameter destination: the URL that the browser is redirected to afterwards.
    /// - Returns: `nil` if the provider does not support logout.
    func address(
        ofEnding session: UpstreamSession?, _ tenant: TenantContext, then destination: String?
    ) async throws -> String? {
        guard let session else { return nil }
        let provider: UpstreamProvider
        do {
            provider = try await UpstreamProvider.of(session.connection, services)
        } catch let error as OAuthError {
            // The local logout succeeds even if the provider's metadata cannot be fetched.
            services.logger.warning(
                "no federated logout", metadata: ["connection": "\(session.connection.name)", "error": "\(error)"])
            return nil
        }
        guard let endpoint = provider.endSessionEndpoint, UpstreamProvider.isOfTheWeb(endpoint) else { return nil }
        let parameters = [
            ("id_token_hint", session.idToken), ("client_id", provider.clientID),
            ("post_logout_redirect_uri", destination),
        ]
        return TicketUse.url(endpoint, with: parameters.compactMap { name, value in value.map { (name, $0) } })
    }
}
