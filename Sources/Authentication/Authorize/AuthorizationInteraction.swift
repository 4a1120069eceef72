import Contract
import Events
import Model
import OrderedCollections
import Secrets
import Serving
import Storage
import Triggers

/// An authorization request of one browser, with the application that sent it.
struct AuthorizationInteraction: Sendable {
    let request: IncomingRequest
    let asked: AuthorizationRequest
    let client: ClientRow
    let tenant: TenantContext
    let services: Services
    let cookies: Cookies
    let now: Timestamp

    init(
        _ request: IncomingRequest, _ asked: AuthorizationRequest, of client: ClientRow, tenant: TenantContext,
        services: Services
    ) {
        self.request = request
        self.asked = asked
        self.client = client
        self.tenant = tenant
        self.services = services
        cookies = Cookies(request)
        now = services.clock.now
    }

    /// The login as a token request.
    /// - Parameter more: the user's input.
    func login(_ more: [String: String] = [:]) -> TokenRequest {
        TokenRequest(
            request, asked.parameters(more), of: AuthenticatedClient(row: client, isAuthenticated: false),
            tenant: tenant, services: services, protocolAtPage: asked.protocol, isSilent: asked.asks("none"))
    }

    /// Responds at once if the user's session is sufficient, and redirects to a login page otherwise.
    /// - Throws: `OAuthError`, to be returned to the application.
    func begin() async throws -> OutgoingResponse {
        try await services.store.read(tenant.id) { try login().check(asked, in: $0) }
        // An invitation is for the owner of its address, who may not be the user who is logged in.
        if !asked.asks("login"), !asked.asks("select_account"), asked.invitation == nil,
            let session = try await liveSession(), try await isHinted(session)
        {
            do {
                let tokens = try await login().resume(session.id)
                return try await conclude(tokens)
            } catch let suspension as LoginSuspension {
                return try await suspend(suspension, state: nil)
            } catch let error as OAuthError
                where ["mfa_required", "login_required"].contains(error.error) && !asked.asks("none")
            {
                // The login page asks for what is missing.
            }
        }
        guard !asked.asks("none") else {
            let error = OAuthError.loginRequired
            let failed = login().event(.failedSilentLogin, error.description)
            try await services.store.write(tenant.id) { [ids = services.logIDs, now] in
                try $0.emit(failure: failed, from: request.address, at: now, ids)
            }
            throw error
        }
        if let provider = try await direct() { return try await depart(to: provider.connection) }
        let isNew = try await isInvitedForTheFirstTime()
        return try await open(
            asked.screenHint == "signup" || isNew ? "signup" : "login", LoginTransactionRow(request: asked, grant: nil))
    }

    /// The provider to which the browser is redirected without a page; `nil` if a page is needed.
    private func direct() async throws -> LoginChoices.Provider? {
        try await services.store.read(tenant.id) { transaction in
            let organization = try login().organization(settings: transaction.tenantSettings(), in: transaction)
            let isInvited = try login().invitation(to: organization, in: transaction) != nil
            return try transaction.loginChoices(of: client.id, for: asked, in: organization, isInvited: isInvited)
                .direct(for: asked)
        }
    }

    private func depart(to connection: ConnectionRow) async throws -> OutgoingResponse {
        var asked = asked
        asked.skipsScreens = true
        let (state, browser) = try await keep(LoginTransactionRow(request: asked, grant: nil))
        return try await depart(to: connection, state: state, browser: browser.value, hint: asked.loginHint)
            .setting([browser], for: tenant)
    }

    /// Whether the request has an invitation whose recipient has no account yet.
    private func isInvitedForTheFirstTime() async throws -> Bool {
        guard let ticket = asked.invitation else { return false }
        return try await services.store.read(tenant.id) { [now] transaction in
            guard let email = try transaction.invitation(ticket: ticket, at: now)?.email else { return false }
            return try transaction.connections(of: client.id).allSatisfy {
                try transaction.identity(ofEmail: email, in: $0.id) == nil
            }
        }
    }

    /// The browser's session, if it satisfies the request.
    private func liveSession() async throws -> SessionRow? {
        guard let secret = cookies[Cookies.session] else { return nil }
        let session = try await services.store.read(tenant.id) { [now] in
            try $0.session(havingDigest: secretDigest(secret), liveAt: now)
        }
        guard let session else { return nil }
        // A session of another connection does not satisfy a request that names a connection.
        if let name = asked.connection, session.connection != name { return nil }
        if let age = asked.maxAge, session.authenticatedAt + .seconds(age) <= now { return nil }
        return session
    }

    /// Whether the session belongs to the user of the `id_token_hint`; `true` if the request has none.
    private func isHinted(_ session: SessionRow) async throws -> Bool {
        guard let token = asked.forwarded?["id_token_hint"] else { return true }
        return try await services.store.read(tenant.id) { [tenant] transaction in
            let hint = try IDTokenHint(token, of: tenant, in: transaction)
            return hint?.subject.isIdentical(to: session.userID.value) ?? false
        }
    }

    /// Stores a login and redirects to the page that continues it.
    func open(_ page: String, _ login: LoginTransactionRow) async throws -> OutgoingResponse {
        let (state, browser) = try await keep(login)
        return HTMLPage.redirect(to: "/u/\(page)?state=\(state)").setting([browser], for: tenant)
    }

    /// Stores a login so that it can continue later in this browser.
    /// - Returns: the login's secret, and the cookie that identifies the browser.
    func keep(_ login: LoginTransactionRow) async throws -> (state: String, browser: NewCookie) {
        let state = services.random.token(bytes: 32)
        let browser = cookies[Cookies.browser] ?? services.random.token(bytes: 24)
        try await services.store.write(tenant.id) { [now] transaction in
            guard try transaction.takeStorage(login.request.size(), from: request.address, at: now) else {
                throw OAuthError.tooManyRequests
            }
            try transaction.insert(
                login, digest: secretDigest(state), browser: secretDigest(browser), at: now)
        }
        return (state, .browser(browser))
    }

    /// Returns an authorization response, after the user's consent if it is needed.
    /// - Parameter state: the secret of the login; `nil` if no login page was shown.
    /// - Throws: `OAuthError`, to be returned to the application.
    func conclude(_ tokens: UserTokens, state: String? = nil) async throws -> OutgoingResponse {
        try await conclude(CodeGrant(tokens, asked), state: state)
    }

    /// Returns an authorization response, after the user's consent or confirmation if it is needed.
    func conclude(_ grant: CodeGrant, state: String?) async throws -> OutgoingResponse {
        let settings = try await services.store.read(tenant.id) { try $0.tenantSettings() }
        let screen: String
        if try await needsConsent(to: grant) {
            guard !asked.asks("none") else { throw OAuthError(400, "consent_required", "Consent required") }
            screen = "consent"
        } else if needsConfirmation(hasShownScreen: state != nil && asked.skipsScreens != true, settings: settings) {
            guard !asked.asks("none") else { throw OAuthError.interactionRequired }
            screen = "confirmation"
        } else {
            return try await issue(grant, state: state)
        }
        guard let state else { return try await open(screen, LoginTransactionRow(request: asked, grant: grant)) }
        try await services.store.write(tenant.id) { try $0.setGrant(grant, ofLogin: secretDigest(state)) }
        return HTMLPage.redirect(to: "/u/\(screen)?state=\(state)")
    }

    func issue(_ grant: CodeGrant, state: String?) async throws -> OutgoingResponse {
        if let device = asked.device { return try await approve(device, grant, state: state) }
        let code = asked.responseType.has(.code) ? services.random.token(bytes: 32) : nil
        let row = AuthorizationCodeRow(
            request: asked, grant: grant, expiresAt: now + AuthorizationCodeRow.lifetime, usedFor: nil)
        let tokens = try await services.store.write(tenant.id) { transaction in
            if let code { try transaction.insert(row, digest: secretDigest(code), at: now) }
            if let state { try transaction.deleteLoginTransaction(secretDigest(state)) }
            return try asked.responseType.bringsTokens ? login().tokens(atFront: grant, asked, in: transaction) : nil
        }
        return asked.answer(try members(code, tokens))
    }

    /// Whether the user must consent. First-party applications need no consent unless the API requires it.
    private func needsConsent(to grant: CodeGrant) async throws -> Bool {
        if asked.asks("consent") { return true }
        let isFirstParty = client.document["is_first_party"]?.bool != false
        return try await services.store.read(tenant.id) { [client, tenant] transaction in
            if isFirstParty {
                guard let audience = try grant.audience.flatMap({ try transaction.audience($0) }),
                    audience.document["skip_consent_for_verifiable_first_party_clients"]?.bool == false
                else { return false }
            }
            let granted = try transaction.scopesGranted(
                by: grant.userID, to: client.id, audience: grant.audience ?? tenant.userInfoAudience)
            return granted.map { granted in !grant.scopes.allSatisfy(granted.contains) } ?? true
        }
    }
}

extension TokenRequest {
    /// Checks a request as far as that is possible without a user.
    /// - Throws: `OAuthError` if the request cannot succeed for any user.
    func check(_ asked: AuthorizationRequest, in transaction: Transaction) throws {
        let settings = try transaction.tenantSettings()
        try transaction.check(asked)
        _ = try invitation(to: organization(settings: settings, in: transaction), in: transaction)
        _ = try requestedAccess(settings, in: transaction)
    }

    private func requestedAccess(_ settings: JSON, in transaction: Transaction) throws -> RequestedAccess {
        try transaction.requestedAccess(
            to: transaction.audienceName(parameters, settings: settings, tenant: tenant),
            wanted: parameters["scope"]?.scopes, for: client.row, tenant: tenant)
    }

    /// Logs a user in with an existing session.
    /// - Throws: `OAuthError` if the user may not log in.
    fileprivate func resume(_ id: SessionID) async throws -> UserTokens {
        let secrets = LoginSecrets(tenant, services, at: now)
        let failure: LogType = isSilent ? .failedSilentLogin : .failedLogin
        let outcome: LoginOutcome = try await write { transaction in
            guard let session = try transaction.session(id, liveAt: now),
                let user = try transaction.userIfThere(session.userID)
            else { throw OAuthError.loginRequired }
            let login = try resumedLogin(of: user, in: session, in: transaction)
            if user.isBlocked {
                return .failure(try refuseLogin(.userIsBlocked, failure, login, user, in: transaction))
            }
            if let refusal = try refusal(of: user.id, to: login, in: transaction) {
                return .failure(try refuseLogin(refusal, failure, login, user, in: transaction))
            }
            let hasSecondFactor = session.proofs.contains { $0.name == "mfa" }
            if try !hasSecondFactor && transaction.needsSecondFactor(user.id)
                && !isRememberedBrowser(of: user.id, in: transaction)
            {
                throw OAuthError.secondFactorRequired
            }
            var proven = ProvenLogin(
                login, of: user.id, as: isSilent ? .silentLogin : .login, or: failure, at: session.authenticatedAt)
            proven.session = session
            proven.hasSecondFactor = hasSecondFactor
            return .success(try admit(proven, user, secrets, in: transaction))
        }
        return try await finish(try outcome.get(), secrets)
    }

    private func resumedLogin(
        of user: UserDocument, in session: SessionRow, in transaction: Transaction
    ) throws -> Login {
        let settings = try transaction.tenantSettings()
        guard let connection = try session.connection.flatMap({ try transaction.connection(named: $0) }),
            try transaction.isEnabled(connection, for: client.id)
        else { throw OAuthError.loginRequired }
        return Login(
            connection: connection, userName: user.email ?? user.members["username"]?.string ?? user.id.value,
            access: try requestedAccess(settings, in: transaction),
            organization: try organization(settings: settings, in: transaction), settings: settings)
    }
}

extension CodeGrant {
    /// - Throws: an error if there is no session.
    init(_ tokens: UserTokens, _ asked: AuthorizationRequest) throws {
        guard let session = tokens.session else { throw OAuthError(500, "server_error", "There is no session") }
        userID = tokens.user.id
        sessionID = session.id
        audience = tokens.access.audience?.identifier
        scopes = tokens.access.scopes
        identityScopes = tokens.identityScopes ?? tokens.access.scopes
        permissions = tokens.access.permissions
        organization = tokens.organization?.id
        connection = tokens.connection ?? ""
        var more: JSONObject = ["sid": .string(session.id.value)]
        if asked.maxAge != nil || tokens.client.document["require_auth_time"]?.bool == true {
            more["auth_time"] = .integer(Int64(session.authenticatedAt.seconds))
        }
        if session.proofs.contains(where: { $0.name == "mfa" }) { more["amr"] = ["mfa"] }
        self.more = .object(more)
        idTokenClaims = .object(tokens.idTokenClaims)
        accessTokenClaims = .object(tokens.accessTokenClaims)
        refreshTokenMetadata = tokens.refreshTokenMetadata.map(JSON.object)
    }
}

extension OAuthError {
    static let loginRequired = OAuthError(400, "login_required", "Login required")
    static let secondFactorRequired = OAuthError(403, "mfa_required", "Multifactor authentication required")
}
