import Contract
import Events
import Model
import OrderedCollections
import Serving
import Storage
import Triggers

/// A login whose user is authenticated.
struct ProvenLogin: Sendable {
    let login: Login
    let userID: UserID
    /// The type of the log event for a success.
    let success: LogType
    /// The type of the log event for a failure.
    let failure: LogType
    /// Additional claims of the ID token.
    var more: JSONObject = [:]
    /// The next recovery code. Secret.
    var recoveryCode: String?
    /// Whether the user was authenticated with a second factor.
    var hasSecondFactor = false
    /// The session that was used instead of a login, if there was one.
    var session: SessionRow?
    /// The time of the authentication.
    var provenAt: Timestamp
    /// The progress of the tenant's actions, if the login was suspended in between.
    var progress: FlowProgress?

    init(_ login: Login, of user: UserID, as success: LogType, or failure: LogType, at now: Timestamp) {
        self.login = login
        userID = user
        self.success = success
        self.failure = failure
        provenAt = now
    }
}

extension ProvenLogin {
    /// The authentication methods for the session.
    var proofs: [SessionRow.Proof] {
        if let session { return session.proofs }
        let first = SessionRow.Proof(login.method, at: provenAt)
        return hasSecondFactor ? [first, SessionRow.Proof("mfa", at: provenAt)] : [first]
    }
}

/// The next step of a login after the authentication.
enum LoginStep: Sendable {
    case tokens(UserTokens)
    /// Runs the tenant's actions, outside of any transaction.
    case actions(ProvenLogin, event: JSONObject)
}

/// The result of a login's transaction: the next step, or an error if the changes of the transaction must be committed.
typealias LoginOutcome = Result<LoginStep, OAuthError>

extension TokenRequest {
    /// Creates the tokens, unless actions must run first.
    func admit(
        _ proven: ProvenLogin, _ user: UserDocument, _ secrets: LoginSecrets, in transaction: Transaction
    ) throws -> LoginStep {
        guard tenant.runs(.postLogin) || proven.progress != nil else {
            return .tokens(try complete(proven, user, nil, secrets, in: transaction))
        }
        return .actions(proven, event: try loginEvent(proven, user, in: transaction))
    }

    /// Takes the next step and returns the tokens.
    /// - Throws: `LoginSuspension` if an action redirects the user.
    func finish(_ step: LoginStep, _ secrets: LoginSecrets) async throws -> UserTokens {
        switch step {
        case .tokens(let tokens): return tokens
        case .actions(let proven, let event):
            let flow = try await ActionFlow(
                .postLogin, of: tenant.id, event: event, after: proven.progress, canRedirect: canRedirect, services
            ).run()
            if canRedirect, let destination = flow.destination {
                throw LoginSuspension(proven: proven, flow: flow, destination: destination)
            }
            let outcome = try await write { try conclude(proven, flow, secrets, in: $0) }
            return try outcome.get()
        }
    }

    private func complete(
        _ proven: ProvenLogin, _ user: UserDocument, _ flow: FlowOutcome?, _ secrets: LoginSecrets,
        in transaction: Transaction
    ) throws -> UserTokens {
        var tokens = try complete(proven, of: user, after: flow, secrets, in: transaction)
        tokens.recoveryCode = proven.recoveryCode
        return tokens
    }

    /// Applies the result of the actions and completes the login.
    private func conclude(
        _ proven: ProvenLogin, _ flow: FlowOutcome, _ secrets: LoginSecrets, in transaction: Transaction
    ) throws -> Result<UserTokens, OAuthError> {
        let login = proven.login
        if let execution = flow.execution { try transaction.record(execution) }
        let user = try transaction.user(afterActions: flow, of: proven.userID)
        func refuse(_ error: OAuthError) throws -> Result<UserTokens, OAuthError> {
            .failure(
                try refuseLogin(
                    error, isSilent ? .failedSilentLogin : .failedLogin, login, user, or: proven.failure, flow,
                    in: transaction))
        }
        if let refusal = refusal(of: flow) { return try refuse(refusal) }
        guard let user else { return try refuse(.accessDenied("The user does not exist.")) }
        if user.isBlocked { return try refuse(.userIsBlocked) }
        if let refusal = try refusal(of: user.id, to: login, in: transaction) { return try refuse(refusal) }
        let isRemembered =
            try flow.allowsRememberedBrowsers && isRememberedBrowser(of: user.id, in: transaction)
        if flow.demandsSecondFactor, !proven.hasSecondFactor, !isRemembered {
            return .failure(try demandSecondFactor(login, of: user, after: flow, secrets, in: transaction))
        }
        return .success(try complete(proven, user, flow, secrets, in: transaction))
    }

    /// Returns the error with which the actions deny the login; `nil` if they do not.
    func refusal(of flow: FlowOutcome) -> OAuthError? {
        if let denial = flow.loginDenial { return .accessDenied(denial.message) }
        if flow.needsPage {
            return OAuthError(403, "interaction_required", "The actions want the user to see a page")
        }
        let claims = [flow.idTokenClaims, flow.accessTokenClaims]
        return claims.contains(where: CustomClaims.areTooLarge) ? .claimsAreTooLarge : nil
    }

    /// Logs a failed login and returns its error.
    func refuseLogin(
        _ error: OAuthError, _ type: LogType, _ login: Login, _ user: UserDocument?,
        or failure: LogType = .failedPasswordExchange, _ flow: FlowOutcome? = nil, in transaction: Transaction
    ) throws -> OAuthError {
        for type in isAtPage ? [type] : [type, failure] {
            var event = event(type, error.description, of: login, user: user)
            event.mention([flow])
            try transaction.emit(event, services.logIDs)
        }
        return error.logged
    }

    func loginEvent(
        _ proven: ProvenLogin, _ user: UserDocument, in transaction: Transaction
    ) throws -> JSONObject {
        let login = proven.login
        let logins = (user.members["logins_count"]?.integer ?? 0) + (proven.session == nil ? 1 : 0)
        let methods: [JSON] = proven.proofs.map {
            ["name": .string($0.name), "timestamp": .string("\($0.at)")]
        }
        var event = try userEvent(
            user, connection: login.connection, organization: login.organization, access: login.access,
            protocol: protocolAtPage ?? "oauth2-password", in: transaction)
        event["stats"] = ["logins_count": .integer(Int64(logins))]
        event["authentication"] = ["methods": .array(methods)]
        return event
    }

    /// Returns the event that actions receive when tokens are issued to a user.
    func userEvent(
        _ user: UserDocument, connection: ConnectionRow?, organization: OrganizationRow?, access: RequestedAccess,
        protocol: String, in transaction: Transaction
    ) throws -> JSONObject {
        var seen = user.seenByActions
        seen["enrolledFactors"] = .array(try transaction.enrolledFactors(of: user.id))
        let roles = try transaction.roleNames(of: user.id, in: organization?.id)
        var event: JSONObject = [
            "user": seen, "client": client.row.seenByActions, "request": seenByActions,
            "authorization": ["roles": .array(roles.map(JSON.string))],
            "transaction": [
                "acr_values": [], "locale": "en", "metadata": [:], "protocol": .string(`protocol`),
                "requested_scopes": .array((access.wanted ?? []).map(JSON.string)), "ui_locales": [],
            ],
        ]
        event["connection"] = connection?.seenByActions
        event["organization"] = organization?.seenByActions
        event["resource_server"] = access.audience.map { ["identifier": .string($0.identifier)] }
        return event
    }
}

extension UserTokens {
    /// Applies the actions' changes to the tokens.
    mutating func apply(_ flow: FlowOutcome, _ tenant: TenantContext) {
        let isManagement = access.audience?.identifier == tenant.managementAudience
        idTokenClaims = CustomClaims.allowed(flow.idTokenClaims)
        accessTokenClaims = CustomClaims.allowed(flow.accessTokenClaims, isManagement: isManagement)
        identityScopes = access.scopes
        access.scopes = flow.changed(access.scopes, isManagement: isManagement)
    }
}

extension RefreshTokenRow {
    /// Shortens the token's lifetimes as the actions require.
    mutating func end(_ flow: FlowOutcome?) {
        if let end = flow?.refreshTokenEnd { expiresAt = expiresAt.map { min($0, end) } ?? end }
        if let end = flow?.refreshTokenIdleEnd { idleExpiresAt = idleExpiresAt.map { min($0, end) } ?? end }
    }
}

extension Transaction {
    /// Returns the user for whom tokens are issued, after storing the actions' changes of metadata; `nil` if there is
    /// none.
    func user(afterActions flow: FlowOutcome, of id: UserID) throws -> UserDocument? {
        var user = try userIfThere(id)
        if let primary = flow.primaryUser, primary != id.value {
            let other = try userIfThere(UserID(primary))
            // The primary user must own the identity that was authenticated.
            user = other.flatMap { $0.hasIdentity(id) ? $0 : nil }
        }
        guard var user, flow.failure == nil, let changes = flow.metadataChanges else { return user }
        user.apply(changes)
        try update(user)
        return user
    }

    /// The user's confirmed second factors as actions see them.
    fileprivate func enrolledFactors(of user: UserID) throws -> [JSON] {
        try authenticationMethods(of: user, types: AuthenticationMethodRow.factors).filter(\.isConfirmed).map {
            method in
            let name = ["totp": "otp", "push": "push-notification"][method.type] ?? method.type
            return ["type": .string(name)]
        }
    }
}

extension UserDocument {
    fileprivate func hasIdentity(_ id: UserID) -> Bool {
        identities.contains { identity in
            guard let provider = identity["provider"]?.string, let own = identity["user_id"] else { return false }
            let text = own.string ?? own.integer.map(String.init) ?? ""
            return "\(provider)|\(text)" == id.value
        }
    }
}

extension OAuthError {
    static let claimsAreTooLarge = OAuthError.accessDenied("The custom claims are larger than 100 KB")
}
