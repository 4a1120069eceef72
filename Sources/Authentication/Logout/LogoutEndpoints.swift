import Contract
import Events
import HTTPTypes
import Liquid
import Model
import Secrets
import Serving
import Storage

/// `/v2/logout`, and `/oidc/logout` (OpenID Connect RP-Initiated Logout 1.0): they end the browser's session.
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
                // Where it would lead nowhere, there is nothing to ask.
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

    /// Whoever comes without a proof of the browser's own login may have been sent by anybody. The session's identifier,
    /// which ID tokens tell, is one.
    private func needsConfirmation(
        _ logout: Logout, _ digest: String?, _ tenant: TenantContext
    ) async throws -> Bool {
        guard logout.isOIDC else { return false }
        let now = services.clock.now
        let session = try await services.store.read(tenant.id) { transaction in
            try digest.flatMap { try transaction.session(havingDigest: $0, liveAt: now) }
        }
        // Where nobody is logged in, a token that was theirs is proof enough.
        guard let session else { return !logout.hasHint }
        return logout.session.map { !session.id.value.isIdentical(to: $0) } ?? true
    }

    /// Whether the form of this page was sent: it has a token that is bound to the browser, which other sites' forms lack.
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

/// What follows once somebody is logged out.
private struct Ending: Sendable {
    /// Where the browser goes to.
    let destination: String?
    /// What is to end at a provider.
    var upstream: UpstreamSession?
}

/// A wish to be logged out.
private struct Logout: Sendable {
    /// The application that sends the browser, where it is told.
    let clientID: String?
    /// Whether the request names the application itself, and not only the token that it shows.
    let isClientNamed: Bool
    /// The session that is to end, where it is told.
    var session: String?
    /// Where the browser goes to afterwards, as it is asked for.
    var destination: String?
    /// What comes back to the application.
    var state: String?
    /// Whether it is asked for at `/oidc/logout`.
    let isOIDC: Bool
    /// Whether the application has shown a token of a login.
    var hasHint = false
    /// Whether the user is to be logged out of the provider, too, that the login was with.
    let isFederated: Bool

    init(legacy parameters: TokenParameters) {
        isOIDC = false
        clientID = parameters["client_id"]
        isClientNamed = clientID != nil
        destination = parameters["returnTo"]
        isFederated = parameters.has("federated")
    }

    /// - Parameter hint: the login that the application shows a token of: `.some(nil)` where the token is none of ours.
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
    /// Where the browser goes to: no place but one that is registered.
    /// - Throws: `OAuthError` where another is asked for.
    fileprivate func destination(of logout: Logout, for client: ClientRow?) throws -> String? {
        if let id = logout.clientID, client == nil { throw OAuthError.invalidRequest("Unknown client: \(id)") }
        let own = client?.document["allowed_logout_urls"]?.strings ?? []
        let shared = try logout.isClientNamed ? [] : tenantSettings()["allowed_logout_urls"]?.strings ?? []
        let allowed = AllowedURLs(own + shared)
        // Who asks at `/oidc/logout` to be led nowhere is led nowhere.
        guard let wanted = logout.destination else { return logout.isOIDC ? nil : allowed.first }
        let isAllowed = logout.isOIDC ? allowed.contains(wanted) : allowed.containsApartFromQuery(wanted)
        guard isAllowed, wanted.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw OAuthError.invalidRequest("The address \(wanted) is not in the list of allowed logout URLs.")
        }
        return logout.state.map { TicketUse.url(wanted, with: [("state", $0)]) } ?? wanted
    }
}
