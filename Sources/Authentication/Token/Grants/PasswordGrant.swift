import Contract
import Events
import Mail
import Model
import Secrets
import Serving
import Storage

/// A password login before the password is checked.
private struct PasswordLogin: Sendable {
    let login: Login
    let attempt: LoginAttempt
    let policy: BruteForcePolicy
    let throttle: AddressThrottle
    let identity: IdentityRow?
    let isBlocked: Bool
    /// Whether too many logins from the IP address have failed.
    let isFromBlockedAddress: Bool
    var isHopeless: Bool { isBlocked || isFromBlockedAddress }
}

/// The result of a password check.
private struct PasswordCheck: Sendable {
    let isRight: Bool
    /// The new hash, if the stored one is outdated.
    var replacement: String?
}

extension TokenRequest {
    /// Exchanges a user's name and password for tokens (RFC 6749, section 4.3).
    func password() async throws -> JSON { try await answer(logIn(realm: parameters["realm"])) }

    /// Exchanges a user's name and password for tokens, with the connection in `realm`.
    func passwordRealm() async throws -> JSON { try await answer(logIn(realm: try required("realm"))) }

    /// The response for the application.
    func answer(_ login: (tokens: UserTokens, secrets: LoginSecrets)) throws -> JSON {
        try login.tokens.answer(tenant, identifier: services.random.base62(22), now: now)
    }

    /// Logs a user in.
    /// - Parameter realm: the connection's name; `nil` for the tenant's default.
    func logIn(realm: String?) async throws -> (tokens: UserTokens, secrets: LoginSecrets) {
        let name = try required("username")
        let password = try required("password")
        let login = try await read { try passwordLogin(as: name, realm: realm, in: $0) }
        // For blocked users no password is hashed, and the response does not depend on the password.
        let check =
            login.isHopeless ? PasswordCheck(isRight: false) : try await self.check(password, of: login.identity)
        let secrets = LoginSecrets(tenant, services, at: now)
        let outcome = try await write { try conclude(login, check, secrets, in: $0) }
        return (try await finish(try outcome.get(), secrets), secrets)
    }

    private func passwordLogin(
        as name: String, realm: String?, in transaction: Transaction
    ) throws -> PasswordLogin {
        let settings = try transaction.tenantSettings()
        let connection = try connection(realm, settings: settings, in: transaction)
        let organization = try organization(settings: settings, in: transaction)
        let audience = transaction.audienceName(parameters, settings: settings, tenant: tenant)
        let access = try transaction.requestedAccess(
            to: audience, wanted: parameters["scope"]?.scopes, for: client.row, tenant: tenant)
        let login = Login(
            connection: connection, userName: name, access: access, organization: organization, settings: settings)
        let attempt = LoginAttempt(as: name, from: origin.ip, with: connection.name)
        var policy = try transaction.bruteForcePolicy()
        if connection.options["brute_force_protection"]?.bool == false { policy.isEnabled = false }
        let throttle = try transaction.addressThrottle()
        return PasswordLogin(
            login: login, attempt: attempt, policy: policy, throttle: throttle,
            identity: try transaction.identity(of: connection, knownAs: name),
            isBlocked: try transaction.isBlocked(attempt, at: now, policy: policy),
            isFromBlockedAddress: try transaction.isBlocked(from: origin.ip, at: now, throttle: throttle))
    }

    private func connection(
        _ realm: String?, settings: JSON, in transaction: Transaction
    ) throws -> ConnectionRow {
        let fallback = settings["default_directory"]?.string.flatMap { $0.isEmpty ? nil : $0 }
        guard let name = realm ?? fallback else { throw OAuthError.noDefaultDirectory }
        guard let connection = try transaction.connection(named: name) else {
            throw OAuthError.invalidRequest("the connection was not found")
        }
        guard try transaction.isEnabled(connection, for: client.id) else {
            throw OAuthError.invalidRequest("the connection was disabled")
        }
        guard connection.isDatabase else {
            throw OAuthError.invalidRequest("specified strategy does not support requested operation")
        }
        return connection
    }

    /// Takes the same time for unknown users.
    private func check(_ password: String, of identity: IdentityRow?) async throws -> PasswordCheck {
        let known = identity?.passwordHash
        guard try await services.passwords.checkLogin(password, hash: known), let hash = known else {
            return PasswordCheck(isRight: false)
        }
        guard services.passwords.isOutdated(hash) else { return PasswordCheck(isRight: true) }
        return PasswordCheck(isRight: true, replacement: try await services.passwords.hash(password))
    }

    private func conclude(
        _ asked: PasswordLogin, _ check: PasswordCheck, _ secrets: LoginSecrets, in transaction: Transaction
    ) throws -> LoginOutcome {
        let login = asked.login
        // From here on the user's row is locked, so that parallel attempts are counted one by one.
        let user = try transaction.identity(of: login.connection, knownAs: login.userName)
            .flatMap { try transaction.userIfThere($0.userID) }
        let known = try transaction.identity(of: login.connection, knownAs: login.userName)
        if try asked.isFromBlockedAddress || transaction.isBlocked(from: origin.ip, at: now, throttle: asked.throttle) {
            return .failure(try refuseLogin(.suspiciousAddress, .blockedAddress, login, user, in: transaction))
        }
        if try asked.isBlocked || transaction.isBlocked(asked.attempt, at: now, policy: asked.policy) {
            return .failure(try refuseLogin(.tooManyAttempts, .blockedAccount, login, user, in: transaction))
        }
        guard let user, let identity = known, identity.userID == user.id else {
            try transaction.recordFailure(asked.attempt, at: now, policy: asked.policy)
            try transaction.recordFailure(from: origin.ip, at: now, throttle: asked.throttle)
            return .failure(try refuseLogin(.wrongPassword, .unknownUser, login, nil, in: transaction))
        }
        // The password may have been changed after it was checked.
        guard check.isRight, identity.passwordHash == asked.identity?.passwordHash else {
            try recordFailure(asked, of: user, identity, secrets, in: transaction)
            return .failure(try refuseLogin(.wrongPassword, .wrongPassword, login, user, in: transaction))
        }
        try transaction.clearFailures(asked.attempt, policy: asked.policy)
        if let replacement = check.replacement {
            try transaction.replacePassword(of: identity, with: replacement, keeping: 0)
        }
        if user.isBlocked {
            return .failure(try refuseLogin(.userIsBlocked, .failedLogin, login, user, in: transaction))
        }
        if let refusal = try refusal(of: user.id, to: login, in: transaction) {
            return .failure(try refuseLogin(refusal, .failedLogin, login, user, in: transaction))
        }
        if try transaction.needsSecondFactor(user.id), try !isRememberedBrowser(of: user.id, in: transaction) {
            return .failure(try demandSecondFactor(login, of: user, secrets, in: transaction))
        }
        let proven = ProvenLogin(login, of: user.id, as: .passwordExchange, or: .failedPasswordExchange, at: now)
        return .success(try admit(proven, user, secrets, in: transaction))
    }

    /// Counts a failed login, and sends the user a mail when the account becomes blocked.
    private func recordFailure(
        _ asked: PasswordLogin, of user: UserDocument, _ identity: IdentityRow, _ secrets: LoginSecrets,
        in transaction: Transaction
    ) throws {
        try transaction.recordFailure(asked.attempt, at: now, policy: asked.policy)
        try transaction.recordFailure(from: origin.ip, at: now, throttle: asked.throttle)
        guard try transaction.isWorthTelling(asked.attempt, at: now, policy: asked.policy) else { return }
        try transaction.sendBlockedMail(
            to: user, identity, from: origin.ip, for: MailParty(clientID: client.id), secrets.mail)
    }
}

extension OAuthError {
    fileprivate static let wrongPassword = OAuthError.invalidGrant("Wrong email or password.")
    fileprivate static let noDefaultDirectory = OAuthError(
        500, "server_error", "Authorization server not configured with default connection.")
    fileprivate static let suspiciousAddress = OAuthError(
        429, "too_many_attempts",
        """
        We have detected suspicious login behavior and further attempts will be blocked. Please contact the \
        administrator.
        """)
    fileprivate static let tooManyAttempts = OAuthError(
        429, "too_many_attempts",
        """
        Your account has been blocked after multiple consecutive login attempts. We've sent you a notification via \
        your preferred contact method with instructions on how to unblock it.
        """)
}
