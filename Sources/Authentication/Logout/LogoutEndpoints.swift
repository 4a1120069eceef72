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
        [Route("GET", "/v2/logout") { request, _ in await answer(request, Logout.init(legacy:_:)) }]
            + ["GET", "POST"].map { method in
                Route(method, "/oidc/logout") { request, _ in await answer(request, Logout.init(oidc:_:)) }
            }
    }

    private func answer(
        _ request: IncomingRequest, _ read: (TokenParameters, TenantContext) throws -> Logout
    ) async -> OutgoingAnswer {
        do {
            let tenant = try services.tenants.tenant(for: request)
            let parameters = try TokenParameters(ofPage: request)
            let logout = try read(parameters, tenant)
            let digest = Cookies(request)[Cookies.session].map(secretDigest)
            let isConfirmed = request.method == "POST" && parameters["confirm"] != nil
            if !isConfirmed, try await needsConfirmation(logout, digest, tenant) {
                // Where it would lead nowhere, there is nothing to ask.
                try await services.store.read(tenant.id) { transaction in
                    let client = try logout.clientID.flatMap { try transaction.client(ClientID($0)) }
                    _ = try transaction.destination(of: logout, for: client)
                }
                return confirmation(parameters)
            }
            return try await end(logout, digest, request, tenant)
        } catch let error as OAuthError {
            return Page(
                title: "You are not logged out",
                content: "<p role=\"alert\">\(HTMLText.escape(error.description))</p>", status: error.status
            ).answer
        } catch {
            return Page.failure(error, at: request.path, services)
        }
    }

    /// Who comes without a proof of a login may have been sent by anybody. The session's name, which tokens tell, is one.
    private func needsConfirmation(
        _ logout: Logout, _ digest: String?, _ tenant: TenantContext
    ) async throws -> Bool {
        guard logout.needsConfirmation, let digest else { return logout.needsConfirmation }
        let now = services.clock.now
        let session = try await services.store.read(tenant.id) { try $0.session(havingDigest: digest, liveAt: now) }
        return session?.id.value != logout.session || session == nil
    }

    private func confirmation(_ parameters: TokenParameters) -> OutgoingAnswer {
        var kept = ["post_logout_redirect_uri", "client_id", "state", "logout_hint"].compactMap { name in
            parameters[name].map { "<input type=\"hidden\" name=\"\(name)\" value=\"\(HTMLText.escape($0))\">" }
        }
        if parameters.has("federated") { kept.append("<input type=\"hidden\" name=\"federated\">") }
        var page = Page(
            title: "Log out",
            content: """
                <p>Do you want to log out?</p>
                <form method="post" action="/oidc/logout">
                \(kept.joined(separator: "\n"))
                <input type="hidden" name="confirm" value="yes">
                <button type="submit">Log out</button>
                </form>
                """)
        page.leadsElsewhere = true
        return page.answer
    }

    private func end(
        _ logout: Logout, _ digest: String?, _ request: IncomingRequest, _ tenant: TenantContext
    ) async throws -> OutgoingAnswer {
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
        services.deliveriesBell.ring()
        let ending = try outcome.get()
        return try await answer(ending, tenant).setting(
            [NewCookie(name: Cookies.session, value: "", lifetime: 0, isForFrames: true)], for: tenant)
    }

    private func answer(_ ending: Ending, _ tenant: TenantContext) async throws -> OutgoingAnswer {
        if let provider = try await address(ofEnding: ending.upstream, tenant, then: ending.destination) {
            return Page.redirect(to: provider)
        }
        if let destination = ending.destination { return Page.redirect(to: destination) }
        return Page(
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
    /// Where the browser goes to afterwards.
    var destination: String?
    var needsConfirmation = false
    /// Whether the user is to be logged out of the provider, too, that the login was with.
    let isFederated: Bool

    init(legacy parameters: TokenParameters, _: TenantContext) {
        clientID = parameters["client_id"]
        isClientNamed = clientID != nil
        destination = parameters["returnTo"]
        isFederated = parameters.has("federated")
    }

    init(oidc parameters: TokenParameters, _ tenant: TenantContext) throws {
        destination = parameters["post_logout_redirect_uri"]
        session = parameters["logout_hint"]
        isFederated = parameters.has("federated")
        isClientNamed = parameters["client_id"] != nil
        if let hint = parameters["id_token_hint"] {
            // It may have expired: it only tells who is logged in where.
            guard let claims = try? tenant.signer.claims(of: hint), claims["iss"]?.string == tenant.issuer else {
                throw OAuthError.invalidRequest("id_token_hint is not a token of this server")
            }
            clientID = claims["aud"]?.string
            if let named = parameters["client_id"], named != clientID {
                throw OAuthError.invalidRequest("client_id is not that of the id_token_hint")
            }
            if let session, session != claims["sid"]?.string {
                throw OAuthError.invalidRequest("logout_hint is not that of the id_token_hint")
            }
        } else {
            clientID = parameters["client_id"]
            needsConfirmation = true
        }
        if let state = parameters["state"] {
            destination = destination.map { TicketUse.url($0, with: [("state", state)]) }
        }
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
        guard let wanted = logout.destination else { return allowed.first }
        guard allowed.containsApartFromQuery(wanted), wanted.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw OAuthError.invalidRequest("The address \(wanted) is not in the list of allowed logout URLs.")
        }
        return wanted
    }
}
