import Contract
import Events
import Model
import OrderedCollections
import Serving
import Storage
import Triggers

/// A login of a user who has shown all that there is to show.
struct ProvenLogin: Sendable {
    let login: Login
    let userID: UserID
    /// What the log says of the exchange.
    let success: LogType
    /// What the log says where there is none after all.
    let failure: LogType
    /// What the ID token says besides.
    var more: JSONObject = [:]
    /// What stands in for a second factor from now on. Secret.
    var recoveryCode: String?
    /// Whether a second factor was shown.
    var hasSecondFactor = false
    /// The session that stood in for a login, where one did.
    var session: SessionRow?
    /// When the user has shown it all.
    var provenAt: Timestamp
    /// How far the tenant's actions have come, where the login has waited for the user since.
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
    /// What the user has shown, as the session has it.
    var proofs: [SessionRow.Proof] {
        if let session { return session.proofs }
        let first = SessionRow.Proof(login.method, at: provenAt)
        return hasSecondFactor ? [first, SessionRow.Proof("mfa", at: provenAt)] : [first]
    }
}

/// What comes after a login was proven.
enum LoginStep: Sendable {
    case tokens(UserTokens)
    /// The tenant's actions have their say, outside of any transaction.
    case actions(ProvenLogin, event: JSONObject)
}

/// What a login's transaction ends in: the next step, or a refusal that what the transaction did tells of.
typealias LoginOutcome = Result<LoginStep, OAuthError>

extension TokenRequest {
    /// Lets a user in, unless actions are to be asked first.
    func admit(
        _ proven: ProvenLogin, _ user: UserDocument, _ secrets: LoginSecrets, in transaction: Transaction
    ) throws -> LoginStep {
        guard tenant.runs(.postLogin) || proven.progress != nil else {
            return .tokens(try complete(proven, user, nil, secrets, in: transaction))
        }
        return .actions(proven, event: try loginEvent(proven, user, in: transaction))
    }

    /// Takes the next step, to tokens.
    /// - Throws: `LoginSuspension` where an action sends the user elsewhere first.
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

    /// Does what the actions want.
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

    /// Why the actions let nobody in, where they do not.
    func refusal(of flow: FlowOutcome) -> OAuthError? {
        if let denial = flow.loginDenial { return .accessDenied(denial.message) }
        if flow.needsPage {
            return OAuthError(403, "interaction_required", "The actions want the user to see a page")
        }
        let claims = [flow.idTokenClaims, flow.accessTokenClaims]
        return claims.contains(where: CustomClaims.areTooLarge) ? .claimsAreTooLarge : nil
    }

    /// Has the log tell why nobody is logged in.
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

    /// What actions see when a user gets tokens.
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
    /// Has the tokens be as the actions want them.
    mutating func apply(_ flow: FlowOutcome, _ tenant: TenantContext) {
        let isManagement = access.audience?.identifier == tenant.managementAudience
        idTokenClaims = CustomClaims.allowed(flow.idTokenClaims)
        accessTokenClaims = CustomClaims.allowed(flow.accessTokenClaims, isManagement: isManagement)
        identityScopes = access.scopes
        access.scopes = flow.changed(access.scopes, isManagement: isManagement)
    }
}

extension RefreshTokenRow {
    /// Has the token end no later than the actions want.
    mutating func end(_ flow: FlowOutcome?) {
        if let end = flow?.refreshTokenEnd { expiresAt = expiresAt.map { min($0, end) } ?? end }
        if let end = flow?.refreshTokenIdleEnd { idleExpiresAt = idleExpiresAt.map { min($0, end) } ?? end }
    }
}

extension Transaction {
    /// The user whom tokens are for, once the actions' changes of metadata are written; `nil` where there is none.
    func user(afterActions flow: FlowOutcome, of id: UserID) throws -> UserDocument? {
        var user = try userIfThere(id)
        if let primary = flow.primaryUser, primary != id.value {
            let other = try userIfThere(UserID(primary))
            // Only who has the identity that was shown can be meant.
            user = other.flatMap { $0.hasIdentity(id) ? $0 : nil }
        }
        guard var user, flow.failure == nil, let changes = flow.metadataChanges else { return user }
        user.apply(changes)
        try update(user)
        return user
    }

    /// The second factors that a user has shown to have, as actions see them.
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
