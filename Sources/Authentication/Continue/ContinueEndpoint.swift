import Contract
import HTTPTypes
import Model
import Secrets
import Serving
import Storage
import Triggers

/// `/continue`, to which external pages redirect users after a redirect by an action.
struct ContinueEndpoint: Sendable {
    let services: Services

    var routes: [Route] {
        ["GET", "POST"].map { method in
            Route(method, "/continue") { request, _ in await answer(request) }
        }
    }

    private func answer(_ request: IncomingRequest) async -> OutgoingResponse {
        do {
            let tenant = try services.tenants.tenant(for: request)
            let said = try ContinueParameters(request)
            let (interaction, suspended) = try await begun(request, said, tenant)
            do {
                return try await interaction.comeBack(to: suspended, said)
            } catch let error as OAuthError {
                return try await interaction.authorization.refuse(error)
            }
        } catch {
            return LoginInteraction.failure(error, at: request.path, services)
        }
    }

    /// Returns the login to continue. Each redirect can be continued once.
    private func begun(
        _ request: IncomingRequest, _ said: ContinueParameters, _ tenant: TenantContext
    ) async throws -> (LoginInteraction, SuspendedLogin) {
        guard let secret = said.state, let browser = Cookies(request)[Cookies.browser] else {
            throw LoginInteraction.Unknown()
        }
        return try await services.store.write(tenant.id) { [services] transaction in
            guard let suspended = try transaction.useSuspendedLogin(secretDigest(secret)) else {
                throw LoginInteraction.Unknown()
            }
            let interaction = try transaction.interaction(
                request, state: suspended.login, browser: browser, TokenParameters([:]), .login, tenant, services)
            return (interaction, suspended)
        }
    }
}

/// The query and form parameters with which a browser returns.
struct ContinueParameters: Sendable {
    let query: TokenParameters
    let body: TokenParameters

    init(_ request: IncomingRequest) throws(OAuthError) {
        query = try TokenParameters(ofAddress: request)
        body = request.method == "POST" ? try TokenParameters(ofPage: request) : TokenParameters([:])
    }

    var state: String? { body["state"] ?? query["state"] }
}

extension LoginInteraction {
    /// Continues a login after an external page.
    fileprivate func comeBack(to suspended: SuspendedLogin, _ said: ContinueParameters) async throws -> OutgoingResponse
    {
        let login = authorization.login()
        guard suspended.sessionID != nil else {
            return try await enter { try await login.goOn(with: suspended, said) }
        }
        // The browser has its session already: only the end of the login remains.
        do {
            return try await authorization.conclude(login.goOn(with: suspended, said).tokens, state: state)
        } catch let suspension as LoginSuspension {
            return try await authorization.suspend(suspension, state: state)
        } catch let error as OAuthError where error.error == "mfa_required" {
            return HTMLPage.redirect(to: link("login"))
        }
    }
}

extension TokenRequest {
    /// Continues a suspended login.
    fileprivate func goOn(
        with suspended: SuspendedLogin, _ said: ContinueParameters
    ) async throws -> (tokens: UserTokens, secrets: LoginSecrets) {
        let secrets = LoginSecrets(tenant, services, at: now)
        let outcome: LoginOutcome = try await write { transaction in
            let proven = try suspended.proven(for: client.row, tenant, at: now, in: transaction)
            guard let user = try transaction.userOrOwner(suspended.userID) else {
                let error = OAuthError.accessDenied("The user does not exist.")
                return .failure(try refuseLogin(error, .failedLogin, proven.login, nil, in: transaction))
            }
            // The connection may have been disabled in the meantime.
            guard try transaction.isEnabled(proven.login.connection, for: client.id) else {
                let error = OAuthError.invalidRequest("the connection was disabled")
                return .failure(try refuseLogin(error, .failedLogin, proven.login, user, in: transaction))
            }
            var event = try loginEvent(proven, user, in: transaction)
            event["request"]?["query"] = said.query.json
            event["request"]?["body"] = said.body.json
            return .success(.actions(proven, event: event))
        }
        return (try await finish(try outcome.get(), secrets), secrets)
    }
}

extension Transaction {
    /// Returns a user, or the user whom the identity belongs to after accounts were linked.
    fileprivate func userOrOwner(_ id: UserID) throws -> UserDocument? {
        if let user = try userIfThere(id) { return user }
        let halves = id.value.split(separator: "|", maxSplits: 1).map(String.init)
        guard halves.count == 2, let identity = try identity(halves[0], halves[1]) else { return nil }
        return try userIfThere(identity.userID)
    }
}
