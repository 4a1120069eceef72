import Contract
import Model
import Outbound
import Scripts
import Secrets
import Serving

/// The last part of a login with a provider, which turns the authorization response into an authenticated person.
struct UpstreamExchange: Sendable {
    /// The maximum size of a response, in bytes.
    private static let longestAnswer = 256 << 10

    let provider: UpstreamProvider
    let attempt: UpstreamAttempt
    /// The maximum age of the user's login, in seconds.
    let maxAge: Int?
    let tenant: TenantContext
    let services: Services

    private var connection: ConnectionRow { provider.connection }
    private var options: JSON { connection.options }

    /// Returns the authenticated person.
    /// - Parameter said: the parameters of the authorization response.
    /// - Throws: `OAuthError` if the provider did not authenticate the user.
    func person(_ said: TokenParameters) async throws -> UpstreamPerson {
        if let error = said["error"] {
            throw OAuthError(403, error, said["error_description"] ?? "The identity provider refused the login")
        }
        do {
            return try await verifiedPerson(said)
        } catch let failure as OutboundFailure {
            throw OAuthError.unreachable(connection, failure.description)
        }
    }

    private func verifiedPerson(_ said: TokenParameters) async throws -> UpstreamPerson {
        // A code of another issuer must not be sent to this one (RFC 9207).
        if case .idToken(let rules) = provider.assertion, let issuer = said["iss"], !rules.isIssuer(issuer) {
            throw OAuthError.distrusted("the browser comes from another issuer")
        }
        guard !provider.isFrontChannel else {
            guard let token = said["id_token"] else { throw OAuthError.distrusted("there is no ID token") }
            return try await person(claiming: token, [:])
        }
        guard let code = said["code"] else { throw OAuthError.distrusted("there is no code") }
        let answer = try await exchange(code)
        switch provider.assertion {
        case .idToken:
            guard let token = answer["id_token"]?.string else { throw OAuthError.distrusted("there is no ID token") }
            return try await person(claiming: token, answer)
        case .profile(let known): return try await person(known, answer)
        case .script(let code): return try await person(script: code, answer)
        }
    }

    private func exchange(_ code: String) async throws -> JSONObject {
        guard let endpoint = provider.tokenEndpoint else { throw OAuthError.distrusted("there is no ID token") }
        var form: [(name: String, value: String)] = [
            ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", tenant.upstreamCallback),
            ("client_id", provider.clientID),
        ]
        form += try await credentials(for: endpoint)
        if provider.challengeMethod != nil { form.append(("code_verifier", attempt.verifier)) }
        var request = OutboundRequest(
            "POST", endpoint,
            headers: [("Content-Type", "application/x-www-form-urlencoded"), ("Accept", "application/json")],
            body: OutboundForm.body(form), longestAnswer: Self.longestAnswer)
        for (name, value) in options["customHeaders"]?.object ?? [:] {
            guard let text = value.string, "\(name)\(text)".utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else {
                throw OAuthError.misconfigured(connection, "its customHeaders are not well-formed")
            }
            request.headers.append((name, text))
        }
        let (status, answer) = try await ask(request)
        // Some providers return errors with status 200.
        guard status == 200, let members = answer.object, members["error"] == nil else {
            let words = answer["error_description"]?.string ?? answer["error"]?.string
            throw OAuthError.accessDenied(
                "The identity provider did not take the code: \(words ?? "it answered with the status \(status)")")
        }
        return members
    }

    /// Returns the parameters that authenticate the tenant at the provider.
    private func credentials(for endpoint: String) async throws -> [(name: String, value: String)] {
        guard options["token_endpoint_auth_method"] == "private_key_jwt", case .idToken(let rules) = provider.assertion
        else {
            let secret = options["client_secret"]?.string ?? options["app_secret"]?.string
            return secret.map { [("client_secret", $0)] } ?? []
        }
        guard let assertion = try await services.store.read(tenant.id, { try $0.assertion(of: connection) }) else {
            throw OAuthError.misconfigured(connection, "it has no key")
        }
        let audience = options["token_endpoint_jwtca_aud_format"] == "issuer" ? rules.issuer : endpoint
        let text = try await assertion.text(
            client: provider.clientID, audience: audience, at: services.clock.now, services.random)
        return [
            ("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"),
            ("client_assertion", text),
        ]
    }

    private func person(claiming token: String, _ answer: JSONObject) async throws -> UpstreamPerson {
        guard case .idToken(let rules) = provider.assertion else {
            throw OAuthError.distrusted("it is of another kind")
        }
        let claims = try await rules.claims(
            of: token, nonce: provider.sendsNonce ? attempt.nonce : nil, maxAge: maxAge, at: services.clock.now,
            services.remoteDocuments)
        let mapping = ClaimMapping(connection)
        var said: JSONObject = [:]
        if mapping.needsProfile, let endpoint = rules.profileEndpoint, !provider.isFrontChannel {
            said = try await read(endpoint, accessToken(in: answer)).object ?? [:]
            guard said["sub"] == claims["sub"] else { throw OAuthError.distrusted("the profile is another user's") }
        }
        var profile = mapping.profile(claims, accessToken: answer["access_token"]?.string, said: said)
        if let verified = rules.emailIsVerified { profile["email_verified"] = .bool(verified) }
        return try UpstreamPerson(claims[rules.identifier], said: profile, tokens: answer, by: connection)
    }

    private func person(_ known: KnownProvider, _ answer: JSONObject) async throws -> UpstreamPerson {
        let accessToken = try accessToken(in: answer)
        var said = try await read(known.profileEndpoint, accessToken).object ?? [:]
        let identifier = said[known.identifier]
        var values: JSONObject = [:]
        for (name, path) in known.attributes { values[name] = JSON.object(said).value(at: path) }
        for path in known.attributes.values { said[String(path.prefix { $0 != "." })] = nil }
        said[known.identifier] = nil
        said.merge(values) { $1 }
        if let endpoint = known.addressesEndpoint, options["email"] == true {
            let addresses = try await read(endpoint, accessToken).array ?? []
            let main = addresses.first { $0["primary"] == true }
            said["email"] = main?["email"]
            said["email_verified"] = main?["verified"]
        }
        return try UpstreamPerson(identifier, said: said, tokens: answer, by: connection)
    }

    private func person(script code: String, _ answer: JSONObject) async throws -> UpstreamPerson {
        let accessToken = try accessToken(in: answer)
        let script = Script(.profile, name: connection.name, code: code, secrets: ["accessToken": accessToken])
        let flow = ScriptFlow("fetch-user-profile", [script], event: ["context": .object(answer)])
        let result: ScriptResult?
        do {
            result = try await services.scripts.run(flow, of: tenant.id.value).results.first
        } catch let unavailable as ScriptsUnavailable {
            services.logger.error("\(unavailable)", metadata: ["connection": "\(connection.name)"])
            throw OAuthError.unreachable(connection, unavailable.description)
        }
        if let error = result?.error {
            throw OAuthError.accessDenied("The script fetchUserProfile failed: \(error.message)")
        }
        guard let profile = result?.commands.first?.value(0).object else {
            throw OAuthError.accessDenied("The script fetchUserProfile gave no profile")
        }
        return try UpstreamPerson(profile["user_id"], said: profile, tokens: answer, by: connection)
    }

    private func accessToken(in answer: JSONObject) throws -> String {
        guard let token = answer["access_token"]?.string, !token.isEmpty,
            token.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
        else {
            throw OAuthError.distrusted("there is no access token")
        }
        return token
    }

    private func read(_ url: String, _ accessToken: String) async throws -> JSON {
        let (status, answer) = try await ask(
            OutboundRequest(
                "GET", url, headers: [("Authorization", "Bearer \(accessToken)"), ("Accept", "application/json")],
                longestAnswer: Self.longestAnswer))
        guard status == 200 else { throw OutboundFailure("It answered with the status \(status)") }
        return answer
    }

    private func ask(_ request: OutboundRequest) async throws -> (status: Int, answer: JSON) {
        let answer = try await services.outbound.send(request)
        do {
            return (answer.status, try JSON(parsing: answer.body))
        } catch {
            throw OutboundFailure("It did not answer with JSON")
        }
    }
}

extension UpstreamProvider {
    /// Whether the authorization request has a nonce.
    var sendsNonce: Bool { isOpenID && (isFrontChannel || options["send_back_channel_nonce"] != false) }
}

extension TenantContext {
    /// The redirect URI for providers.
    var upstreamCallback: String { issuer + "login/callback" }
}
