import Contract
import Model
import Serving
import Storage

/// What a provider may have of a user who logged in with it.
struct UpstreamSession: Sendable {
    let connection: ConnectionRow
    /// What it last said of the user.
    let idToken: String?
}

extension Transaction {
    /// What may be left at a provider of a session; `nil` where it began without one.
    func upstreamSession(_ session: SessionRow) throws -> UpstreamSession? {
        guard let connection = try session.connection.flatMap({ try connection(named: $0) }),
            UpstreamProvider.isUsable(connection)
        else { return nil }
        return UpstreamSession(
            connection: connection, idToken: try idToken(of: session.userID, from: connection.name))
    }
}

extension LogoutEndpoints {
    /// Where a provider logs its user out (OpenID Connect RP-Initiated Logout 1.0).
    /// - Parameter destination: where the browser goes to afterwards.
    /// - Returns: `nil` where it logs nobody out.
    func address(
        ofEnding session: UpstreamSession?, _ tenant: TenantContext, then destination: String?
    ) async throws -> String? {
        guard let session else { return nil }
        let provider: UpstreamProvider
        do {
            provider = try await UpstreamProvider.of(session.connection, services)
        } catch let error as OAuthError {
            // Who is logged out here is told so whether or not the provider can be asked.
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
