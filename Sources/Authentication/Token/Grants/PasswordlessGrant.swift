import Contract
import Events
import Mail
import Model
import OrderedCollections
import Secrets
import Serving
import Storage
import Triggers

extension TokenRequest {
    /// Exchanges a code that was sent to the user for tokens.
    func passwordless() async throws -> JSON { try await answer(logInByCode(realm: try required("realm"))) }

    /// Logs a user in with a code that was sent; an unknown user is signed up.
    /// - Parameter realm: the connection's name.
    func logInByCode(realm: String) async throws -> (tokens: UserTokens, secrets: LoginSecrets) {
        let given = try required("username")
        let code = try required("otp").filter { !$0.isWhitespace }
        let bearer = LoginCodeBearer(client: client.id, browser: browserDigest)
        let secrets = LoginSecrets(tenant, services, at: now)
        let (connection, address, isNew) = try await read { transaction in
            guard let connection = try transaction.connection(named: realm), connection.isPasswordless,
                try transaction.isEnabled(connection, for: client.id)
            else { throw OAuthError.invalidRequest("the connection was not found") }
            // An invalid address has no code.
            let address = connection.loginAddress(given) ?? given
            let isRight = try transaction.checkLoginCode(code, of: address, connection, by: bearer, at: now) == .right
            let isNew = try isRight && transaction.identity(ofAddress: address, in: connection) == nil
            return (connection, address, isNew)
        }
        let registration = isNew ? try await register(address, code, by: bearer, connection) : nil
        let outcome: LoginOutcome = try await write { transaction in
            let login = try login(as: address, with: connection, in: transaction)
            let known = try transaction.identity(ofAddress: address, in: connection)
            let user = try known.flatMap { try transaction.userIfThere($0.userID) }
            func refuse(_ error: OAuthError) throws -> LoginOutcome {
                .failure(
                    try refuseLogin(
                        error, .failedLogin, login, user, or: .failedPasswordlessExchange, in: transaction))
            }
            switch try transaction.useLoginCode(code, of: address, connection, by: bearer, at: now) {
            case .right: break
            case .wrong: return try refuse(.wrongCode(of: connection))
            case .expired: return try refuse(.expiredCode)
            case .tooOften: return try refuse(.tooManyCodes)
            }
            let owner = try user ?? signUp(registration, login, in: transaction)
            if owner.isBlocked { return try refuse(.userIsBlocked) }
            if let refusal = try refusal(of: owner.id, to: login, in: transaction) { return try refuse(refusal) }
            if try transaction.needsSecondFactor(owner.id), try !isRememberedBrowser(of: owner.id, in: transaction) {
                return .failure(try demandSecondFactor(login, of: owner, secrets, in: transaction))
            }
            let proven = ProvenLogin(
                login, of: owner.id, as: .passwordlessExchange, or: .failedPasswordlessExchange, at: now)
            return .success(
                try admit(
                    proven, try confirmed(owner, at: address, by: connection, in: transaction), secrets, in: transaction
                ))
        }
        return (try await finish(try outcome.get(), secrets), secrets)
    }

    /// Returns a login with a connection that has no passwords.
    /// - Parameter name: the user's name or address.
    func login(as name: String, with connection: ConnectionRow, in transaction: Transaction) throws -> Login {
        let settings = try transaction.tenantSettings()
        let access = try transaction.requestedAccess(
            to: transaction.audienceName(parameters, settings: settings, tenant: tenant),
            wanted: parameters["scope"]?.scopes, for: client.row, tenant: tenant)
        return Login(
            connection: connection, userName: name, access: access,
            organization: try organization(settings: settings, in: transaction), settings: settings)
    }

    /// Runs the tenant's actions for the signup of an unknown user with the right code.
    /// - Throws: `OAuthError` if the signup is not allowed.
    private func register(
        _ address: String, _ code: String, by bearer: LoginCodeBearer, _ connection: ConnectionRow
    ) async throws -> Registration {
        guard connection.options["disable_signup"]?.bool != true else { throw OAuthError.wrongCode(of: connection) }
        let creation = try UserCreation(
            profile: [connection.addressName: .string(address), connection.verifiedName: true], in: connection,
            random: services.random,
            now: now)
        let registration = try await Registration(
            creation, client: client.row, request: seenByActions, tenant, services, at: now)
        guard let denial = registration.denial else { return registration }
        // The code is used, so that the actions run once per code.
        let refused = try await write { transaction in
            _ = try transaction.useLoginCode(code, of: address, connection, by: bearer, at: now)
            return try login(as: address, with: connection, in: transaction)
        }
        try await registration.refuse(event(.failedSignup, of: refused, user: nil), tenant, services)
        throw OAuthError.accessDenied(denial.message)
    }

    private func signUp(
        _ registration: Registration?, _ login: Login, in transaction: Transaction
    ) throws -> UserDocument {
        // The user existed when the actions would have run and was deleted since, so the login must start again.
        guard let registration else { throw OAuthError.wrongCode(of: login.connection) }
        try registration.creation.insert(into: transaction, passwordHash: nil)
        try registration.conclude(in: transaction)
        var event = event(.signup, of: login, user: registration.creation.document)
        event.mention([registration.flow])
        try transaction.emit(event, services.logIDs)
        return registration.creation.document
    }

    /// Marks the user's address as verified, because the code proves its ownership.
    private func confirmed(
        _ user: UserDocument, at address: String, by connection: ConnectionRow, in transaction: Transaction
    ) throws -> UserDocument {
        // A linked identity may have another address than the user.
        guard user.members[connection.addressName]?.string == address,
            user.members[connection.verifiedName]?.bool != true
        else { return user }
        var user = user
        user.members[connection.verifiedName] = true
        try transaction.update(user)
        return user
    }
}

extension OAuthError {
    fileprivate static func wrongCode(of connection: ConnectionRow) -> OAuthError {
        .invalidGrant("Wrong \(connection.isByMail ? "email" : "phone number") or verification code.")
    }
    fileprivate static let expiredCode = OAuthError.invalidGrant(
        "The verification code has expired. Please try to login again.")
    fileprivate static let tooManyCodes = OAuthError.invalidGrant(
        "You've reached the maximum number of attempts. Please try to login again.")
}
