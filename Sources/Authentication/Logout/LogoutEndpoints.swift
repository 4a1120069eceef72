import Contract
import Events
import HTTPTypes
import Liquid
import Model
import Secrets
import Serving
import Storage

/// `/v2/logout` and `/oidc/logout` (OpenID Connect RP-Initiated Logout 1.0), which end the browser's session.
struct LogoutEndpoints: Sendable {
    let services: Services

    var routes: [Route] {
        [
            Route("GET", "/v2/logout") { request, _ in
                await answer(request) { parameters, _ in Logout(legacy: parameters) }
            }
        ]
            + ["GET", "POST"].map { method in
                Route(method, "/oidc/logout") { request, _ in
                    await answer(request) { parameters, tenant in
                        let hint = try await services.store.read(tenant.id) { transaction in
                            try parameters["id_token_hint"].map { try IDTokenHint($0, of: tenant, in: transaction) }
                        }
                        return try Logout(oidc: parameters, hint: hint)
                    }
                }
            }
    }

    private func answer(
        _ request: IncomingRequest, _ read: (TokenParameters, TenantContext) async throws -> Logout
    ) async -> OutgoingResponse {
        do {
            let tenant = try services.tenants.tenant(for: request)
            let parameters = try TokenParameters(ofPage: request)
            let logout = try await read(parameters, tenant)
            let digest = Cookies(request)[Cookies.session].map(secretDigest)
            let isConfirmed = request.method == "POST" && Self.isConfirmed(parameters, in: request)
            if !isConfirmed, try await needsConfirmation(logout, digest, tenant) {
                // Checks the destination before asking for confirmation.
                try await services.store.read(tenant.id) { transaction in
                    let client = try logout.clientID.flatMap { try transaction.client(ClientID($0)) }
                    _ = try transaction.destination(of: logout, for: client)
                }
                return confirmation(parameters, in: Cookies(request), tenant)
            }
            return try await end(logout, digest, request, tenant)
        } catch let error as OAuthError {
            return HTMLPage(
                title: "You are not logged out",
                content: "<p role=\"alert\">\(HTMLText.escape(error.description))</p>", status: error.status
            ).answer
        } catch {
            return HTMLPage.failure(error, at: request.path, services)
        }
    }

    /// Whether the user must confirm the logout, because the request does not prove that it concerns the browser's
    /// session and may be forged. The session identifier in an ID token is such a proof.
    private func needsConfirmation(
        _ logout: Logout, _ digest: String?, _ tenant: TenantContext
    ) async throws -> Bool {
        guard logout.isOIDC else { return false }
        let now = services.clock.now
        let session = try await services.store.read(tenant.id) { transaction in
            try digest.flatMap { try transaction.session(havingDigest: $0, liveAt: now) }
        }
        // Without a session, any ID token of this tenant is sufficient.
        guard let session else { return !logout.hasHint }
        return logout.session.map { !session.id.value.isIdentical(to: $0) } ?? true
    }

    /// Whether the confirmation form was submitted. It contains a token bound to the browser, which protects against
    /// CSRF.
    private static func isConfirmed(_ parameters: TokenParameters, in request: IncomingRequest) -> Bool {
        guard let token = parameters["confirm"], let browser = Cookies(request)[Cookies.browser] else { return false }
        return areEqualInConstantTime(token, confirmationToken(browser))
    }

    /// - Parameter browser: the browser's secret.
    private static func confirmationToken(_ browser: String) -> String { secretDigest("confirm logout\n\(browser)") }

    private func confirmation(
        _ parameters: TokenParameters, in cookies: Cookies, _ tenant: TenantContext
    ) -> OutgoingResponse {
        let browser = cookies[Cookies.browser] ?? services.random.token(bytes: 24)
        var kept = ["post_logout_redirect_uri", "client_id", "state", "logout_hint", "id_token_hint"].compactMap {
            name in
            parameters[name].map { "<input type=\"hidden\" name=\"\(name)\" value=\"\(HTMLText.escape($0))\">" }
        }
        if parameters.has("federated") { kept.append("<input type=\"hidden\" name=\"federated\">") }
        var page = HTMLPage(
            title: "Log out",
            content: """
                <p>Do you want to log out?</p>
                <form method="post" action="/oidc/logout">
                \(kept.joined(separator: "\n"))
                <input type="hidden" name="confirm" value="\(Self.confirmationToken(browser))">
                <button type="submit">Log out</button>
                </form>
                """)
        page.leadsElsewhere = true
        return page.answer.setting([.browser(browser)], for: tenant)
    }

    private func end(
        _ logout: Logout, _ digest: String?, _ request: IncomingRequest, _ tenant: TenantContext
    ) async throws -> OutgoingResponse {
        let now = services.clock.now
        let ids = services.logIDs
        let outcome: Result<Ending, OAuthError> = try await services.store.write(tenant.id) { transaction in
            let client = try logout.clientID.flatMap { try transaction.client(ClientID($0)) }
            let session = try digest.flatMap { try transaction.session(havingDigest: $0, liveAt: now) }
            var event = LoggedEvent(.logout, at: now, from: request.origin)
            event.clientID = client?.id.value
            event.clientName = client?.name
            event.userID = session?.userID.value
            event.details = ["return_to": logout.destination.map(JSON.string) ?? .null]
            do {
                var ending = Ending(destination: try transaction.destination(of: logout, for: client))
                if let session {
                    if logout.isFederated { ending.upstream = try transaction.upstreamSession(session) }
                    try transaction.endSession(session.id, because: .logout, at: now)
                    event.userName = try transaction.userIfThere(session.userID)?.email
                    event.description = "User successfully logged out"
                    try transaction.emit(event, ids)
                }
                return .success(ending)
            } catch let error as OAuthError {
                event.type = .failedLogout
                event.description = error.description
                try transaction.emit(event, ids)
                return .failure(error)
            }
        }
        services.deliveriesSignal.notify()
        let ending = try outcome.get()
        return try await answer(ending, tenant).setting(
            [NewCookie(name: Cookies.session, value: "", lifetime: 0, isForFrames: true)], for: tenant)
    }

    private func answer(_ ending: Ending, _ tenant: TenantContext) async throws -> OutgoingResponse {
        if let provider = try await address(ofEnding: ending.upstream, tenant, then: ending.destination) {
            return HTMLPage.redirect(to: provider)
        }
        if let destination = ending.destination { return HTMLPage.redirect(to: destination) }
        return HTMLPage(
            title: "You are logged out", content: "<p role=\"status\">You can close this window.</p>"
        ).answer
    }
}

/// The result of a logout.
private struct Ending: Sendable {
    /// The URL that the browser is redirected to.
    let destination: String?
    /// The session to end at an identity provider.
    var upstream: UpstreamSession?
}

/// A logout request.
private struct Logout: Sendable {
    /// The application that the request names, by itself or in the ID token.
    let clientID: String?
    /// Whether the request has a `client_id`, and not only an ID token.
    let isClientNamed: Bool
    /// The session to end, if the request names it.
    var session: String?
    /// The requested redirect URL.
    var destination: String?
    /// The `state` to return to the application.
    var state: String?
    /// Whether the request was sent to `/oidc/logout`.
    let isOIDC: Bool
    /// Whether the request has a valid ID token.
    var hasHint = false
    /// Whether to end the session at the identity provider as well.
    let isFederated: Bool

    init(legacy parameters: TokenParameters) {
        isOIDC = false
        clientID = parameters["client_id"]
        isClientNamed = clientID != nil
        destination = parameters["returnTo"]
        isFederated = parameters.has("federated")
    }

    /// - Parameter hint: the ID token of the request: `nil` if there is none, `.some(nil)` if it is not valid.
    init(oidc parameters: TokenParameters, hint: IDTokenHint??) throws {
        isOIDC = true
        destination = parameters["post_logout_redirect_uri"]
        session = parameters["logout_hint"]
        state = parameters["state"]
        isFederated = parameters.has("federated")
        isClientNamed = parameters["client_id"] != nil
        guard let hint else {
            clientID = parameters["client_id"]
            return
        }
        guard let hint else { throw OAuthError.invalidRequest("id_token_hint is not a token of this server") }
        clientID = hint.clientID.value
        hasHint = true
        if let named = parameters["client_id"], !named.isIdentical(to: hint.clientID.value) {
            throw OAuthError.invalidRequest("client_id is not that of the id_token_hint")
        }
        if let session, hint.session?.isIdentical(to: session) != true {
            throw OAuthError.invalidRequest("logout_hint is not that of the id_token_hint")
        }
        session = hint.session
    }
}

extension Transaction {
    /// Returns the URL that the browser is redirected to, which must be registered.
    /// - Throws: `OAuthError` if the requested URL is not registered.
    fileprivate func destination(of logout: Logout, for client: ClientRow?) throws -> String? {
        if let id = logout.clientID, client == nil { throw OAuthError.invalidRequest("Unknown client: \(id)") }
        let own = client?.document["allowed_logout_urls"]?.strings ?? []
        let shared = try logout.isClientNamed ? [] : tenantSettings()["allowed_logout_urls"]?.strings ?? []
        let allowed = AllowedURLs(own + shared)
        // `/oidc/logout` has no default destination.
        guard let wanted = logout.destination else { return logout.isOIDC ? nil : allowed.first }
        let isAllowed = logout.isOIDC ? allowed.contains(wanted) : allowed.containsApartFromQuery(wanted)
        guard isAllowed, wanted.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw OAuthError.invalidRequest("The address \(wanted) is not in the list of allowed logout URLs.")
        }
        return logout.state.map { TicketUse.url(wanted, with: [("state", $0)]) } ?? wanted
    }
}
