import Contract
import Model
import OrderedCollections
import Secrets
import Serving
import Storage

extension AuthorizationInteraction {
    /// Redirects the browser to a provider.
    /// - Parameters:
    ///   - state: the secret of the login that continues afterwards.
    ///   - browser: the browser's secret.
    ///   - hint: the login hint, if there is one.
    /// - Throws: `OAuthError`, to be returned to the application; it is logged.
    func depart(
        to connection: ConnectionRow, state: String, browser: String, hint: String?
    ) async throws -> OutgoingResponse {
        let provider: UpstreamProvider
        do {
            provider = try await UpstreamProvider.of(connection, services)
        } catch let error as OAuthError {
            throw try await login().refused(error, by: connection)
        }
        let attempt = UpstreamAttempt(connection, login: state, services.random)
        let secret = services.random.token(bytes: 32)
        try await services.store.write(tenant.id) { [now] transaction in
            try transaction.insert(attempt, digest: secretDigest(secret), browser: secretDigest(browser), at: now)
        }
        return HTMLPage.redirect(
            to: provider.address(for: attempt, secret, asked, hint: hint, callback: tenant.upstreamCallback))
    }
}

extension UpstreamProvider {
    /// Returns the URL of the authorization request (RFC 6749, section 4.1.1; OpenID Connect Core, section 3.1.2.1).
    /// - Parameter secret: the value of `state`.
    fileprivate func address(
        for attempt: UpstreamAttempt, _ secret: String, _ asked: AuthorizationRequest, hint: String?, callback: String
    ) -> String {
        var sent: OrderedDictionary<String, String> = [:]
        for (name, value) in parameters { sent[name] = value }
        sent.merge(upstreamParameters(asked)) { $1 }
        if isOpenID { sent.merge(known(of: asked, hint: hint)) { given, _ in given } }
        // Protocol parameters are set last, so that a connection cannot override them.
        sent["response_type"] = isFrontChannel ? "id_token" : "code"
        sent["response_mode"] = isFrontChannel ? "form_post" : sent["response_mode"]
        sent["client_id"] = clientID
        sent["redirect_uri"] = callback
        sent["scope"] = scope(with: asked)
        sent["state"] = secret
        sent["nonce"] = sendsNonce ? attempt.nonce : nil
        sent["code_challenge"] = challengeMethod?.challenge(of: attempt.verifier)
        sent["code_challenge_method"] = challengeMethod?.rawValue
        return TicketUse.url(
            authorizationEndpoint, with: sent.map { (PercentEncoding.encode($0.key), $0.value) })
    }

    /// Returns the standard parameters of OpenID Connect that are forwarded.
    private func known(of asked: AuthorizationRequest, hint: String?) -> OrderedDictionary<String, String> {
        var known: OrderedDictionary<String, String> = [:]
        known["login_hint"] = hint
        let prompts = asked.prompts.filter { $0 != "consent" }
        if !prompts.isEmpty { known["prompt"] = prompts.joined(separator: " ") }
        known["max_age"] = asked.maxAge.map(String.init)
        return known
    }

    /// Returns the parameters that the connection configures: constant values, or forwarded parameters of the
    /// application.
    private func upstreamParameters(_ asked: AuthorizationRequest) -> OrderedDictionary<String, String> {
        var sent: OrderedDictionary<String, String> = [:]
        for (name, own) in options["authParamsMap"]?.object ?? [:] {
            sent[name] = own.string.flatMap { asked.forwarded?[$0] }
        }
        for (name, parameter) in options["upstream_params"]?.object ?? [:] {
            sent[name] = parameter["value"]?.string ?? parameter["alias"]?.string.flatMap { asked.forwarded?[$0] }
        }
        return sent
    }

    /// Returns the requested scopes: those of the connection, and the additional ones of the application.
    private func scope(with asked: AuthorizationRequest) -> String? {
        let more = asked.connectionScope?.split { $0 == "," || $0 == " " }.map(String.init) ?? []
        let all = ([scope] + more).filter { !$0.isEmpty }
        return all.isEmpty ? nil : all.joined(separator: separator)
    }
}
