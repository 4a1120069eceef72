import Contract
import Model
import OrderedCollections
import Secrets
import Serving
import Storage

extension AuthorizationInteraction {
    /// Sends the browser to a provider.
    /// - Parameters:
    ///   - state: the secret of the login that this is a part of.
    ///   - browser: the browser's secret.
    ///   - hint: who wants to log in, where that is known.
    /// - Throws: `OAuthError`, for the application; the log tells of it.
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
    /// Where the browser is sent (RFC 6749, section 4.1.1; OpenID Connect Core, 3.1.2.1).
    /// - Parameter secret: what it is to come back with.
    fileprivate func address(
        for attempt: UpstreamAttempt, _ secret: String, _ asked: AuthorizationRequest, hint: String?, callback: String
    ) -> String {
        var sent: OrderedDictionary<String, String> = [:]
        for (name, value) in parameters { sent[name] = value }
        sent.merge(upstreamParameters(asked)) { $1 }
        if isOpenID { sent.merge(known(of: asked, hint: hint)) { given, _ in given } }
        // What the protocol needs comes last: nothing that a connection says changes that.
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

    /// What OpenID Connect has words for.
    private func known(of asked: AuthorizationRequest, hint: String?) -> OrderedDictionary<String, String> {
        var known: OrderedDictionary<String, String> = [:]
        known["login_hint"] = hint
        let prompts = asked.prompts.filter { $0 != "consent" }
        if !prompts.isEmpty { known["prompt"] = prompts.joined(separator: " ") }
        known["max_age"] = asked.maxAge.map(String.init)
        return known
    }

    /// What the connection says that is sent along: a value, or what the application's own parameter says.
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

    /// The scopes that are asked for: the connection's, and those that the application wants besides.
    private func scope(with asked: AuthorizationRequest) -> String? {
        let more = asked.connectionScope?.split { $0 == "," || $0 == " " }.map(String.init) ?? []
        let all = ([scope] + more).filter { !$0.isEmpty }
        return all.isEmpty ? nil : all.joined(separator: separator)
    }
}
