import Contract
import HTTPTypes
import Model
import Secrets
import Serving
import Storage

/// `/login/callback`, to which providers redirect browsers.
struct UpstreamEndpoint: Sendable {
    let services: Services

    var routes: [Route] {
        ["GET", "POST"].map { method in
            Route(method, "/login/callback") { request, _ in await answer(request) }
        }
    }

    private func answer(_ request: IncomingRequest) async -> OutgoingResponse {
        do {
            let tenant = try services.tenants.tenant(for: request)
            // The limit is higher than usual, because providers may send tokens with many claims.
            let said = try TokenParameters(ofPage: request, within: 65_536)
            let (interaction, connection, attempt) = try await begun(request, said, tenant)
            do {
                return try await interaction.comeBack(from: connection, attempt, said)
            } catch let error as OAuthError {
                return try await interaction.authorization.refuse(error)
            }
        } catch {
            return LoginInteraction.failure(error, at: request.path, services)
        }
    }

    /// Returns the login to continue. Each attempt can be continued once.
    private func begun(
        _ request: IncomingRequest, _ said: TokenParameters, _ tenant: TenantContext
    ) async throws -> (LoginInteraction, ConnectionRow, UpstreamAttempt) {
        guard let secret = said["state"], let browser = Cookies(request)[Cookies.browser] else {
            throw LoginInteraction.Unknown()
        }
        let now = services.clock.now
        return try await services.store.write(tenant.id) { [services] transaction in
            let attempt = try transaction.useUpstreamAttempt(
                secretDigest(secret), browser: secretDigest(browser), at: now)
            guard let attempt else { throw LoginInteraction.Unknown() }
            let interaction = try transaction.interaction(
                request, state: attempt.login, browser: browser, TokenParameters([:]), .login, tenant, services)
            return (interaction, try transaction.connection(ID<ConnectionRow>(attempt.connectionID)), attempt)
        }
    }
}

extension LoginInteraction {
    /// Logs in the user whom a provider has authenticated.
    /// - Throws: `OAuthError`, to be returned to the application; it is logged.
    fileprivate func comeBack(
        from connection: ConnectionRow, _ attempt: UpstreamAttempt, _ said: TokenParameters
    ) async throws -> OutgoingResponse {
        let login = authorization.login()
        let person: UpstreamPerson
        do {
            let provider = try await UpstreamProvider.of(connection, services)
            let exchange = UpstreamExchange(
                provider: provider, attempt: attempt, maxAge: asked.maxAge, tenant: tenant, services: services)
            person = try await exchange.person(said)
        } catch let error as OAuthError {
            throw try await login.refused(error, by: connection)
        }
        return try await enter { try await login.logIn(as: person, with: connection) }
    }
}
