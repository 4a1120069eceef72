import Contract
import HTTPTypes
import Model
import Secrets
import Serving
import Storage
import Triggers

/// `/continue`, which those who actions send users to send them back to.
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

    /// The login that goes on now. It cannot go on so a second time.
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

/// What a browser comes back with: in the address, and in a form that it was told to send.
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
    /// Goes on with a login whose user is back.
    fileprivate func comeBack(to suspended: SuspendedLogin, _ said: ContinueParameters) async throws -> OutgoingResponse
    {
        let login = authorization.login()
        guard suspended.sessionID != nil else {
            return try await enter { try await login.goOn(with: suspended, said) }
        }
        // The browser has its session: nothing but the end of the login is left.
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
    /// Goes on with a login that has waited for its user.
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
            // It may have been switched off while the browser was away.
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
    /// A user, or whoever has that user's identity since accounts were linked.
    fileprivate func userOrOwner(_ id: UserID) throws -> UserDocument? {
        if let user = try userIfThere(id) { return user }
        let halves = id.value.split(separator: "|", maxSplits: 1).map(String.init)
        guard halves.count == 2, let identity = try identity(halves[0], halves[1]) else { return nil }
        return try userIfThere(identity.userID)
    }
}
