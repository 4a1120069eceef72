import Contract
import Events
import Model
import OrderedCollections
import Secrets
import Serving
import Storage
import Triggers

extension TokenRequest {
    static let oneTimeCodeGrant = "http://auth0.com/oauth/grant-type/mfa-otp"
    static let sentCodeGrant = "http://auth0.com/oauth/grant-type/mfa-oob"

    /// Stores a pending login and returns the `mfa_required` error.
    func demandSecondFactor(
        _ login: Login, of user: UserDocument, after flow: FlowOutcome? = nil, _ secrets: LoginSecrets,
        in transaction: Transaction
    ) throws -> OAuthError {
        var request = login.json
        // The actions' progress is kept, so that actions that have redirected the user do not redirect again.
        request["progress"] = try flow?.progressAtSecondFactor.map { try transaction.seal(JSON(encoding: $0)) }
        let pending = PendingLogin(
            userID: user.id, clientID: client.id, expiresAt: now + SecondFactors.patience, request: request)
        try transaction.insert(pending, digest: secretDigest(secrets.secondFactorToken), at: now)
        var error = OAuthError(403, "mfa_required", "Multifactor authentication required")
        error.members["mfa_token"] = .string(secrets.secondFactorToken)
        var event = event(.secondFactorRequired, of: login, user: user)
        event.mention([flow])
        try transaction.emit(event, services.logIDs)
        return error.logged
    }

    /// Completes a login with a one-time code of an authenticator app.
    func oneTimeCode() async throws -> JSON { try await answer(proveByCode()) }

    /// Completes a login with a code that was sent to the user.
    func sentCode() async throws -> JSON { try await answer(proveBySentCode()) }

    /// Completes a login with a recovery code, and returns the next one.
    func recoveryCode() async throws -> JSON { try await answer(proveByRecoveryCode()) }

    func proveByCode() async throws -> (tokens: UserTokens, secrets: LoginSecrets) {
        let code = try required("otp")
        return try await prove(as: .oneTimeCodeExchange, .failedOneTimeCodeExchange) { user, now, transaction in
            guard try transaction.useCode(code, of: user, at: now) else { throw Wrong("Invalid otp_code.") }
            return nil
        }
    }

    func proveBySentCode() async throws -> (tokens: UserTokens, secrets: LoginSecrets) {
        let owner = secretDigest(try required("mfa_token"))
        let secret = try required("oob_code")
        let code = try required("binding_code").filter { !$0.isWhitespace }
        return try await prove(as: .sentCodeExchange, .failedSentCodeExchange) { user, now, transaction in
            // A user without a confirmed factor confirms a phone or an address with its first code.
            let isFirst = try !transaction.hasSecondFactor(user)
            let check = try transaction.useFactorCode(
                code, shownWith: secret, for: owner, of: user, mayEnroll: isFirst, at: now)
            guard check != .wrong else {
                // Logins on pages log this failure anyway.
                if !isAtPage {
                    try transaction.emit(event(.failedSecondFactor, of: user), services.logIDs)
                }
                throw Wrong("Invalid binding_code.")
            }
            if check == .confirming { try transaction.emit(event(.enrollmentComplete, of: user), services.logIDs) }
            try transaction.emit(event(.secondFactorShown, of: user), services.logIDs)
            return nil
        }
    }

    private func event(_ type: LogType, of user: UserID) -> LoggedEvent {
        var event = event(type)
        event.userID = user.value
        return event
    }

    func proveByRecoveryCode() async throws -> (tokens: UserTokens, secrets: LoginSecrets) {
        let code = try required("recovery_code")
        let next = services.random.recoveryCode()
        return try await prove(as: .recoveryCodeExchange, .failedRecoveryCodeExchange) { user, _, transaction in
            guard try transaction.replaceRecoveryCode(code, of: user, with: next) else {
                throw Wrong("MFA Authorization rejected.")
            }
            return next
        }
    }

    /// The second factor is wrong.
    private struct Wrong: Error {
        let description: String
        init(_ description: String) { self.description = description }
    }

    /// Checks and uses a second factor, and returns the next recovery code if one was used.
    private typealias Proof = @Sendable (UserID, Timestamp, Transaction) throws -> String?

    private func prove(
        as success: LogType, _ failure: LogType, _ proof: @escaping Proof
    ) async throws -> (tokens: UserTokens, secrets: LoginSecrets) {
        let failure: LogType = isAtPage ? .failedSecondFactor : failure
        let digest = secretDigest(try required("mfa_token"))
        let secrets = LoginSecrets(tenant, services, at: now)
        let outcome: LoginOutcome = try await write { transaction in
            let pending = try requirePending(digest, in: transaction)
            let login = try Login(pending.request, for: client.row, tenant: tenant, in: transaction)
            // From here on the user's row is locked, so that codes of the user are checked one by one.
            guard let user = try transaction.userIfThere(pending.userID) else { throw OAuthError.malformedToken }
            do {
                if let refusal = try refusal(of: user.id, to: login, in: transaction) { throw refusal }
                let code = try secondFactor(of: user, proof, in: transaction)
                try transaction.deletePendingLogin(digest)
                let more: JSONObject = ["amr": ["mfa"]]
                // The proof may have changed the user by confirming an enrollment.
                let proven = try transaction.user(user.id)
                var finished = ProvenLogin(login, of: user.id, as: success, or: failure, at: now)
                finished.progress = try pending.request["progress"].map { try transaction.open($0).decoded() }
                finished.more = more
                finished.recoveryCode = code
                finished.hasSecondFactor = true
                return .success(try admit(finished, proven, secrets, in: transaction))
            } catch let error as OAuthError {
                // The attempt must be counted, so the transaction must not throw.
                let event = event(failure, error.description, of: login, user: user)
                try transaction.emit(event, services.logIDs)
                return .failure(error.logged)
            }
        }
        return (try await finish(try outcome.get(), secrets), secrets)
    }

    /// Returns a pending login of this application.
    /// - Throws: `OAuthError` if there is no such login or it has expired.
    func requirePending(_ digest: String, in transaction: Transaction) throws -> PendingLogin {
        guard let pending = try transaction.pendingLogin(digest) else { throw OAuthError.malformedToken }
        guard pending.clientID == client.id else {
            throw OAuthError.invalidRequest("mfa_token not issued to this client")
        }
        guard now < pending.expiresAt else { throw OAuthError.expiredToken }
        return pending
    }

    private func secondFactor(
        of user: UserDocument, _ proof: Proof, in transaction: Transaction
    ) throws -> String? {
        guard try transaction.countFactorAttempt(of: user.id, at: now) else {
            throw OAuthError(429, "too_many_attempts", "Too many attempts to verify a second factor. Try again later.")
        }
        if user.isBlocked { throw OAuthError.userIsBlocked }
        do {
            let code = try proof(user.id, now, transaction)
            try transaction.clearFactorAttempts(of: user.id)
            return code
        } catch let wrong as Wrong {
            throw OAuthError.invalidGrant(wrong.description)
        }
    }
}

extension OAuthError {
    static let malformedToken = OAuthError.invalidGrant("Malformed mfa_token")
    static let expiredToken = OAuthError(403, "expired_token", "mfa_token is expired")
}
