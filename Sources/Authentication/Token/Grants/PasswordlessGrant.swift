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
    /// Exchanges a code that came by mail for tokens.
    func passwordless() async throws -> JSON { try await answer(logInByCode(realm: try required("realm"))) }

    /// Logs in whoever shows a code; who is not known yet becomes a user.
    /// - Parameter realm: the connection's name.
    func logInByCode(realm: String) async throws -> (tokens: UserTokens, secrets: LoginSecrets) {
        let email = try required("username").lowercased()
        let code = try required("otp").filter { !$0.isWhitespace }
        let secrets = LoginSecrets(tenant, services, at: now)
        let (connection, isNew) = try await read { transaction in
            guard let connection = try transaction.connection(named: realm), connection.isByMail,
                try transaction.isEnabled(connection, for: client.id)
            else { throw OAuthError.invalidRequest("the connection was not found") }
            let isRight = try transaction.checkLoginCode(code, of: email, connection, at: now) == .right
            return (connection, try isRight && transaction.identity(ofEmail: email, in: connection.id) == nil)
        }
        let registration = isNew ? try await register(email, code, connection) : nil
        let outcome: LoginOutcome = try await write { transaction in
            let login = try login(as: email, with: connection, in: transaction)
            let known = try transaction.identity(ofEmail: email, in: connection.id)
            let user = try known.flatMap { try transaction.userIfThere($0.userID) }
            func refuse(_ error: OAuthError) throws -> LoginOutcome {
                .failure(
                    try refuseLogin(
                        error, .failedLogin, login, user, or: .failedPasswordlessExchange, in: transaction))
            }
            switch try transaction.useLoginCode(code, of: email, connection, at: now) {
            case .right: break
            case .wrong: return try refuse(.wrongCode)
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
            return .success(try admit(proven, try confirmed(owner, in: transaction), secrets, in: transaction))
        }
        return (try await finish(try outcome.get(), secrets), secrets)
    }

    /// A login with a connection that does without passwords.
    /// - Parameter name: what the user is known by.
    func login(as name: String, with connection: ConnectionRow, in transaction: Transaction) throws -> Login {
        let settings = try transaction.tenantSettings()
        let access = try transaction.requestedAccess(
            to: transaction.audienceName(parameters, settings: settings, tenant: tenant),
            wanted: parameters["scope"]?.scopes, for: client.row, tenant: tenant)
        return Login(
            connection: connection, userName: name, access: access,
            organization: try organization(settings: settings, in: transaction), settings: settings)
    }

    /// Has the tenant's actions have their say of whoever is not known yet and shows the right code.
    /// - Throws: `OAuthError` where nobody is to be signed up.
    private func register(_ email: String, _ code: String, _ connection: ConnectionRow) async throws -> Registration {
        guard connection.options["disable_signup"]?.bool != true else { throw OAuthError.wrongCode }
        let creation = try UserCreation(
            profile: ["email": .string(email), "email_verified": true], in: connection, random: services.random,
            now: now)
        let registration = try await Registration(
            creation, client: client.row, request: seenByActions, tenant, services, at: now)
        guard let denial = registration.denial else { return registration }
        // The actions are asked once for each code.
        let refused = try await write { transaction in
            _ = try transaction.useLoginCode(code, of: email, connection, at: now)
            return try login(as: email, with: connection, in: transaction)
        }
        try await registration.refuse(event(.failedSignup, of: refused, user: nil), tenant, services)
        throw OAuthError.accessDenied(denial.message)
    }

    private func signUp(
        _ registration: Registration?, _ login: Login, in transaction: Transaction
    ) throws -> UserDocument {
        // Who was there when the actions should have been asked, and is not any more, has to begin anew.
        guard let registration else { throw OAuthError.wrongCode }
        try registration.creation.insert(into: transaction, passwordHash: nil)
        try registration.conclude(in: transaction)
        var event = event(.signup, of: login, user: registration.creation.document)
        event.mention([registration.flow])
        try transaction.emit(event, services.logIDs)
        return registration.creation.document
    }

    /// Who types in what was mailed has the address.
    private func confirmed(_ user: UserDocument, in transaction: Transaction) throws -> UserDocument {
        guard user.members["email_verified"]?.bool != true else { return user }
        var user = user
        user.members["email_verified"] = true
        try transaction.update(user)
        return user
    }
}

extension OAuthError {
    fileprivate static let wrongCode = OAuthError.invalidGrant("Wrong email or verification code.")
    fileprivate static let expiredCode = OAuthError.invalidGrant(
        "The verification code has expired. Please try to login again.")
    fileprivate static let tooManyCodes = OAuthError.invalidGrant(
        "You've reached the maximum number of attempts. Please try to login again.")
}
